package io.fairlead.engines.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How many file descriptors an engine on this machine can give a container. Some virtual machines take the right to
 * raise a bound from every process: there a container cannot have more than its engine, and asking for more makes every
 * start fail.
 */
public final class Rlimits {
    private static final Set<String> ENGINES = Set.of("dockerd", "containerd");
    private static final String BOUNDING_SET = "CapBnd:";
    private static final String OPEN_FILES = "Max open files";
    private static final int SYS_RESOURCE = 24;

    private Rlimits() {}

    /**
     * @param proc the process file system
     * @return the smallest bound of an engine's process that may not raise it; empty where all may, or none is to be seen
     */
    public static OptionalInt openFiles(Path proc) {
        OptionalInt least = OptionalInt.empty();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                OptionalInt bound = bound(process);
                if (bound.isPresent() && (least.isEmpty() || bound.getAsInt() < least.getAsInt())) {
                    least = bound;
                }
            }
        } catch (IOException _) {
            return OptionalInt.empty();
        }
        return least;
    }

    private static OptionalInt bound(Path process) {
        try {
            String name = Files.readString(process.resolve("comm")).strip();
            if (!ENGINES.contains(name) || mayRaise(Files.readAllLines(process.resolve("status")))) {
                return OptionalInt.empty();
            }
            return hardBound(Files.readAllLines(process.resolve("limits")));
        } catch (IOException _) {
            // It ended meanwhile, or is not ours to look at.
            return OptionalInt.empty();
        }
    }

    private static boolean mayRaise(List<String> status) {
        OptionalLong set = status.stream()
                .filter(line -> line.startsWith(BOUNDING_SET))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring(BOUNDING_SET.length()).strip(), 16))
                .findFirst();
        return set.isEmpty() || (set.getAsLong() >> SYS_RESOURCE & 1) == 1;
    }

    /** Columns: name, soft bound, hard bound, unit. */
    private static OptionalInt hardBound(List<String> limits) {
        for (String line : limits) {
            if (line.startsWith(OPEN_FILES)) {
                String[] columns = line.substring(OPEN_FILES.length()).strip().split("\\s+", -1);
                return columns.length > 1 && columns[1].chars().allMatch(Character::isDigit)
                        ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE, Long.parseLong(columns[1])))
                        : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }
}
