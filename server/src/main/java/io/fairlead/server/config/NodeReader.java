package io.fairlead.server.config;

import io.fairlead.core.pack.Machine;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.unit.MigProfile;
import io.fairlead.server.config.Station.NodeSettings;
import io.fairlead.server.config.Station.SimulatedGpus;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.NumberRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what is said about a node, over what holds where nothing is said. */
final class NodeReader {
    private static final int CORES_MAX = 100_000;
    private static final int MEMORY_MAX_GIB = 1_000_000;
    private static final int DEVICES_MAX = 1024;
    private static final Pattern CUDA = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");
    private static final NumberRule MEMORY = NumberRule.positive(MEMORY_MAX_GIB, " of GiB", "64");

    private NodeReader() {}

    static NodeSettings read(Fields fields, NodeSettings otherwise) {
        return new NodeSettings(
                fields.text("name", "gpu-server-1").or(otherwise::name),
                fields.number("cores", NumberRule.positive(CORES_MAX, "", "16"))
                        .map(Cores::of)
                        .or(otherwise::cores),
                fields.number("memoryGb", MEMORY).map(Bytes::ofGib).or(otherwise::memory),
                fields.number("reservedMemoryGb", NumberRule.from("0", Integer.toString(MEMORY_MAX_GIB), "2"))
                        .map(Bytes::ofGib)
                        .or(otherwise::reserve),
                fields.find("features").isPresent() ? features(fields) : otherwise.features(),
                fields.find("simulatedGpus").isPresent() ? gpus(fields) : otherwise.simulated(),
                fields.text("simulatedCuda", "12.4")
                        .flatMap(text -> cuda(fields, text))
                        .orElse(otherwise.simulatedCuda()));
    }

    private static List<String> features(Fields fields) {
        return fields.texts("features", "a100").stream()
                .map(Node::shown)
                .distinct()
                .toList();
    }

    private static Optional<CudaVersion> cuda(Fields fields, String text) {
        Matcher version = CUDA.matcher(text);
        if (!version.matches()) {
            Node node = fields.find("simulatedCuda").orElseThrow();
            fields.report().problem(node, ConfigurationProblems.CUDA, "version", text);
            return Optional.empty();
        }
        return Optional.of(new CudaVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))));
    }

    private static List<SimulatedGpus> gpus(Fields fields) {
        List<SimulatedGpus> kinds = new ArrayList<>();
        for (Fields gpu : fields.objects("simulatedGpus", Section.SIMULATED_GPU)) {
            gpu.need("model", "NVIDIA A100 80GB PCIe");
            gpu.need("memoryGb", "80");
            Optional<String> model = gpu.text("model", "NVIDIA A100 80GB PCIe").map(String::strip);
            Optional<Bytes> memory = gpu.number("memoryGb", MEMORY).map(Bytes::ofGib);
            int count = gpu.whole("count", 1, DEVICES_MAX).orElse(1);
            if (model.isPresent() && memory.isPresent()) {
                kinds.add(new SimulatedGpus(model.get(), count, memory.get(), mig(gpu)));
            }
        }
        int devices = kinds.stream().mapToInt(SimulatedGpus::devices).sum();
        if (devices > Machine.MAX_GPUS) {
            fields.report()
                    .problem(
                            fields.find("simulatedGpus").orElseThrow(),
                            ConfigurationProblems.DEVICES,
                            "devices",
                            devices,
                            "most",
                            Machine.MAX_GPUS);
        }
        return kinds;
    }

    /** The layout of each of them. */
    private static List<MigProfile> mig(Fields gpu) {
        List<MigProfile> profiles = new ArrayList<>();
        for (Node node : gpu.texts("mig", "1g.10gb")) {
            MigProfile.of(node.shown())
                    .ifPresentOrElse(
                            profiles::add,
                            () -> gpu.report()
                                    .problem(node, ConfigurationProblems.MIG_PROFILE, "profile", node.shown()));
        }
        int slices = profiles.stream().mapToInt(MigProfile::slices).sum();
        if (slices > MigProfile.SLICES) {
            gpu.report()
                    .problem(
                            gpu.find("mig").orElseThrow(),
                            ConfigurationProblems.MIG_SLICES,
                            "slices",
                            slices,
                            "most",
                            MigProfile.SLICES);
        }
        return profiles;
    }
}
