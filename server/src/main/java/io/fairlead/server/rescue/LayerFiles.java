package io.fairlead.server.rescue;

import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.port.Layers;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.FileStat;
import io.fairlead.server.linux.LinuxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The regular files in a container's layer, without what the engine and we put there.
 *
 * @param whole whether everything was seen
 */
record LayerFiles(List<FilesLeft.File> files, boolean whole) {
    static final LayerFiles NONE = new LayerFiles(List.of(), true);

    /** Where {@code /bin}, {@code /sbin} and {@code /lib} lead to in most images. */
    private static final String MERGED = "/usr";

    /** Made by the engine in every layer: mount points, and what names the container. */
    private static final List<String> ENGINES = List.of(
            "/dev",
            "/proc",
            "/sys",
            "/etc/hosts",
            "/etc/hostname",
            "/etc/resolv.conf",
            "/etc/mtab",
            "/.dockerenv",
            "/sbin/docker-init",
            "/usr/sbin/docker-init");

    LayerFiles {
        files = List.copyOf(files);
    }

    static LayerFiles of(Layers.Layer layer, int most) {
        TreeSet<String> paths = new TreeSet<>(layer.paths());
        paths.removeIf(path -> isNotTheJobs(path, layer));
        boolean whole = paths.size() <= most;
        List<String> first = paths.stream().limit(most).toList();
        if (layer.folder().isEmpty()) {
            return new LayerFiles(leaves(first), whole);
        }
        List<FilesLeft.File> files = new ArrayList<>();
        try (Descriptor root = Descriptor.openTrusted(layer.folder().get())) {
            for (String path : first) {
                stat(root, path)
                        .filter(stat -> stat.kind() == FileStat.FileKind.REGULAR)
                        .ifPresent(stat -> files.add(new FilesLeft.File(path, stat.bytes())));
            }
        } catch (LinuxException e) {
            return new LayerFiles(leaves(first), false);
        }
        return new LayerFiles(files, whole);
    }

    private static boolean isNotTheJobs(String path, Layers.Layer layer) {
        return ENGINES.stream().anyMatch(it -> isAtOrBeneath(path, it))
                || layer.mounts().stream()
                        .map(Layers.MountedAt::target)
                        .anyMatch(target -> isAtOrBeneath(path, target) || isAtOrBeneath(path, MERGED + target));
    }

    private static boolean isAtOrBeneath(String path, String place) {
        return path.equals(place) || path.startsWith(place + "/");
    }

    /** Where sizes are not to be had: whatever has nothing beneath it. */
    private static List<FilesLeft.File> leaves(List<String> paths) {
        return paths.stream()
                .filter(path -> paths.stream().noneMatch(other -> other.startsWith(path + "/")))
                .map(path -> new FilesLeft.File(path, 0))
                .toList();
    }

    private static Optional<FileStat> stat(Descriptor root, String path) {
        try {
            List<FileName> names = names(path);
            if (names.size() == 1) {
                return Optional.of(root.stat(names.getFirst()));
            }
            try (Descriptor folder = root.openBeneath(names.subList(0, names.size() - 1))) {
                return Optional.of(folder.stat(names.getLast()));
            }
        } catch (LinuxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException where a part can be no file's name */
    static List<FileName> names(String path) {
        return Arrays.stream(path.substring(1).split("/", -1)).map(FileName::of).toList();
    }
}
