package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.Failure;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.wire.archive.TarWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder as a build sees it: read with the user's rights, sorted, links as links, without what {@code .dockerignore}
 * lists. What is neither file, folder nor link stays out.
 */
final class ContextFolder {
    private static final long MOST_BYTES = 512L << 20;
    private static final int MOST_FILES = 50_000;
    private static final int DEPTH_MAX = 100;

    private final Path root;
    private final IgnoreRules rules;
    private long bytes;
    private int files;

    private ContextFolder(Path root, IgnoreRules rules) {
        this.root = root;
        this.rules = rules;
    }

    static ContextFolder of(Path root) throws Failure {
        if (!Files.isDirectory(root)) {
            throw wrong(root, "it is no folder");
        }
        Path ignore = root.resolve(".dockerignore");
        return new ContextFolder(root, IgnoreRules.of(Files.isRegularFile(ignore) ? ImageTexts.read(ignore) : ""));
    }

    /** Writes it to a file of its own, which whoever calls removes. */
    Path archived() throws Failure {
        try {
            Path file = Files.createTempFile("fairlead-context", ".tar");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                TarWriter tar = new TarWriter(out);
                add(tar, root, "", 0);
                tar.end();
            } catch (Failure | IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            return file;
        } catch (IOException e) {
            throw wrong(root, e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private void add(TarWriter tar, Path folder, String prefix, int depth) throws IOException, Failure {
        if (depth > DEPTH_MAX) {
            throw wrong(folder, "it lies more than " + DEPTH_MAX + " folders deep");
        }
        List<Path> entries = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.forEach(entries::add);
        }
        entries.sort(Comparator.comparing(path -> path.getFileName().toString()));
        for (Path entry : entries) {
            String name = prefix + entry.getFileName();
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                if (!rules.excludes(name)) {
                    count(entry, 0);
                    tar.folder(name, 0755);
                }
                if (!rules.excludes(name) || rules.hasExceptions()) {
                    add(tar, entry, name + "/", depth + 1);
                }
            } else if (!rules.excludes(name)) {
                add(tar, entry, name);
            }
        }
    }

    private void add(TarWriter tar, Path entry, String name) throws IOException, Failure {
        if (Files.isSymbolicLink(entry)) {
            count(entry, 0);
            tar.link(name, Files.readSymbolicLink(entry).toString());
        } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            long size = Files.size(entry);
            count(entry, size);
            try (InputStream in = Files.newInputStream(entry)) {
                tar.file(name, Files.isExecutable(entry) ? 0755 : 0644, size, in);
            } catch (java.nio.file.AccessDeniedException e) {
                throw wrong(entry, "you may not read it");
            }
        }
    }

    private void count(Path entry, long size) throws Failure {
        files++;
        bytes += size;
        if (files > MOST_FILES) {
            throw wrong(root, "it holds more than " + MOST_FILES + " files");
        }
        if (bytes > MOST_BYTES) {
            throw wrong(entry, "the folder holds more than " + (MOST_BYTES >> 20) + " MiB");
        }
    }

    private static Failure wrong(Path path, String why) {
        return Failure.wrong(ImageCommandProblems.CONTEXT.problem(FieldPath.ROOT, "", "path", path, "why", why));
    }
}
