package io.fairlead.engines.process;

import io.fairlead.core.cluster.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a container needs of the machine's files for GPUs of AMD's: the driver's one door and, for each GPU, its own render node.
 * Nothing else of the machine's GPUs is shown to it.
 *
 * @param files in this order: the door, then each device's
 * @param groups who may use them, as numbers, in order; empty where everybody may
 */
public record AmdFiles(List<Path> files, List<String> groups) {
    private static final int WORLD_READ_WRITE = 6;
    private static final int WORLD_MASK = 7;

    public AmdFiles {
        files = List.copyOf(files);
        groups = List.copyOf(groups);
    }

    /**
     * A render node that is not there stays in as the name by which it was looked for, so that the engine refuses the container.
     *
     * @param dev where the machine's device files are: {@code /dev}
     * @param devices of any maker; those of others need nothing here
     */
    public static AmdFiles of(Path dev, List<DeviceId> devices) {
        List<Path> files = new ArrayList<>();
        for (DeviceId device : devices) {
            device.amdPlace()
                    .map(place -> dev.resolve("dri/by-path/pci-" + place + "-render"))
                    .ifPresent(link -> files.add(followed(link)));
        }
        if (!files.isEmpty()) {
            files.addFirst(dev.resolve("kfd"));
        }
        TreeSet<Integer> groups = new TreeSet<>();
        files.forEach(file -> group(file, groups));
        return new AmdFiles(files, groups.stream().map(Object::toString).toList());
    }

    private static Path followed(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException missing) {
            return link;
        }
    }

    /** The group root is nobody's to have. */
    private static void group(Path file, TreeSet<Integer> groups) {
        try {
            int mode = (Integer) Files.getAttribute(file, "unix:mode");
            int gid = (Integer) Files.getAttribute(file, "unix:gid");
            if ((mode & WORLD_MASK & WORLD_READ_WRITE) != WORLD_READ_WRITE && gid != 0) {
                groups.add(gid);
            }
        } catch (IOException missing) {
            // the engine will say so
        }
    }
}
