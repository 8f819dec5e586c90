package io.fairlead.engines.docker;

import io.fairlead.engines.docker.ImageFiles.Entry;
import io.fairlead.engines.docker.ImageFiles.Folder;
import io.fairlead.engines.docker.ImageFiles.Way;
import io.fairlead.engines.stream.TarReader;
import io.fairlead.net.StreamedResponse;
import io.fairlead.net.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks into the file system of a container that was never started and has no mounts, by the engine's archive endpoint:
 * the only use of it, and only for reading. The answers are made of an image by somebody unknown and are bounded here.
 */
final class ImageTree {
    /** As the kernel follows at most. */
    private static final int LINKS_MAX = 40;

    private static final int FILE_MAX_BYTES = 4 << 20;
    private static final int FOLDER_MAX_ENTRIES = 1_000;
    private static final int NOT_FOUND = 404;

    private final DockerApi api;
    private final String container;
    private final Map<String, Optional<Found>> known = new HashMap<>();

    ImageTree(DockerApi api, String container) {
        this.api = api;
        this.container = container;
    }

    /** @param target of a symbolic link; empty for anything else */
    private record Found(Entry entry, String target) {}

    /** The text of a file, links followed; empty where there is none. */
    Optional<String> text(String path) throws IOException {
        Optional<Entry> end = way(path).end();
        if (end.isEmpty() || end.get().type() != ImageFiles.Type.FILE) {
            return Optional.empty();
        }
        try (StreamedResponse response = archive(end.get().path())) {
            TarReader tar = new TarReader(response.body());
            if (response.status() / 100 != 2 || tar.next().isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new String(tar.content(FILE_MAX_BYTES), StandardCharsets.UTF_8));
        }
    }

    /** Everything in a folder, and in the folders within. */
    Folder folder(String path) throws IOException {
        Optional<Entry> end = way(path).end();
        if (end.isEmpty() || end.get().type() != ImageFiles.Type.DIRECTORY) {
            return new Folder(false, true, List.of());
        }
        List<Entry> entries = new ArrayList<>();
        try (StreamedResponse response = archive(end.get().path())) {
            if (response.status() / 100 != 2) {
                throw refused(response);
            }
            TarReader tar = new TarReader(response.body());
            tar.next();
            for (Optional<TarReader.Entry> next = tar.next(); next.isPresent(); next = tar.next()) {
                if (entries.size() == FOLDER_MAX_ENTRIES) {
                    return new Folder(true, false, entries);
                }
                // Names in the archive begin with the folder's own.
                String name = next.get().name();
                entries.add(entry(path + name.substring(Math.max(0, name.indexOf('/'))), next.get()));
            }
        }
        return new Folder(true, true, entries);
    }

    /** Walks to an absolute path as the kernel would. */
    Way way(String path) throws IOException {
        Deque<String> left = new ArrayDeque<>(List.of(path.split("/", -1)));
        List<Entry> through = new ArrayList<>();
        String current = "";
        int links = 0;
        while (!left.isEmpty()) {
            String name = left.removeFirst();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                current = current.substring(0, Math.max(0, current.lastIndexOf('/')));
                continue;
            }
            Optional<Found> found = lookup(current + "/" + name);
            if (found.isEmpty()) {
                return new Way(through, Optional.empty());
            }
            Entry entry = found.get().entry();
            if (entry.type() == ImageFiles.Type.LINK) {
                if (++links > LINKS_MAX) {
                    return new Way(through, Optional.empty());
                }
                String target = found.get().target();
                current = target.startsWith("/") ? "" : current;
                pushed(target, left);
            } else if (entry.type() != ImageFiles.Type.DIRECTORY || isDone(left)) {
                return new Way(through, Optional.of(entry));
            } else {
                through.add(entry);
                current = entry.path();
            }
        }
        return new Way(through, lookup(current.isEmpty() ? "/" : current).map(Found::entry));
    }

    private static void pushed(String target, Deque<String> left) {
        for (String name : List.of(target.split("/", -1)).reversed()) {
            left.addFirst(name);
        }
    }

    private static boolean isDone(Deque<String> left) {
        return left.stream().allMatch(name -> name.isEmpty() || name.equals("."));
    }

    /** @param path whose folders are no links */
    private Optional<Found> lookup(String path) throws IOException {
        Optional<Found> before = known.get(path);
        if (before != null) {
            return before;
        }
        Optional<Found> found;
        try (StreamedResponse response = archive(path)) {
            if (response.status() == NOT_FOUND) {
                found = Optional.empty();
            } else if (response.status() / 100 != 2) {
                throw refused(response);
            } else {
                // The first header is the path's own; the rest of a folder is not read.
                found = new TarReader(response.body()).next().map(head -> new Found(entry(path, head), head.target()));
            }
        }
        known.put(path, found);
        return found;
    }

    private static EngineFault refused(StreamedResponse response) throws EngineFault {
        return new EngineFault(
                "the engine said " + response.status() + ": "
                        + DockerApi.refusal(response).text(),
                false,
                null);
    }

    private static Entry entry(String path, TarReader.Entry head) {
        ImageFiles.Type type = switch (head.type()) {
            case FILE -> ImageFiles.Type.FILE;
            case DIRECTORY -> ImageFiles.Type.DIRECTORY;
            case LINK -> ImageFiles.Type.LINK;
            case OTHER -> ImageFiles.Type.OTHER;
        };
        return new Entry(path, type, head.mode(), head.uid(), head.gid(), head.size());
    }

    private StreamedResponse archive(String path) throws EngineFault {
        return api.open(
                Target.of("/containers/{}/archive", container).with("path", path),
                Deadlines.ARCHIVE,
                Deadlines.ARCHIVE);
    }
}
