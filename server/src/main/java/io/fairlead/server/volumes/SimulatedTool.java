package io.fairlead.server.volumes;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.Portion;
import java.util.List;

/** What {@code nvidia-smi} is in a container whose devices are made up: a script that says so. */
final class SimulatedTool {
    static final String TARGET = "/usr/local/bin/nvidia-smi";

    private SimulatedTool() {}

    /** The script; its text is safe for a shell whatever the model names say. */
    static String script(List<Device> devices, Portion portion) {
        StringBuilder lines = new StringBuilder("SIMULATED: these devices are configured, not real\n");
        for (int i = 0; i < devices.size(); i++) {
            Device device = devices.get(i);
            lines.append("GPU ")
                    .append(i)
                    .append(": ")
                    .append(device.model().replaceAll("[^A-Za-z0-9 ._()/-]", "?"))
                    .append(", ")
                    .append(device.memory().mib())
                    .append(" MiB (UUID: ")
                    .append(device.id())
                    .append(") SIMULATED");
            if (portion.isShare()) {
                lines.append(", ").append(portion.each()).append(" of it is this job's, which nothing enforces");
            }
            lines.append('\n');
        }
        return "#!/bin/sh\ncat <<'FAIRLEAD_SIMULATED'\n" + lines + "FAIRLEAD_SIMULATED\n";
    }
}
