package io.fairlead.server.simulate;

import io.fairlead.core.problem.Nearest;
import io.fairlead.core.problem.ProblemException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Values of flags. Each throws {@link ProblemException} where it does not fit. */
final class Values {
    private static final int PROCESSORS_MOST = 1_000_000_000;
    private static final double ARRIVE_MOST = 10;
    /** Words of a file that are named. */
    private static final int TOLD = 5;

    private Values() {}

    private static ProblemException wrong(String given, String rule, String fix) {
        return new ProblemException(SimulateProblems.VALUE.reason("given", given.strip(), "rule", rule, "fix", fix));
    }

    static List<Long> seeds(List<String> given) {
        List<Long> seeds = new ArrayList<>();
        for (String seed : given) {
            try {
                seeds.add(Long.parseLong(seed.strip()));
            } catch (NumberFormatException e) {
                throw wrong(
                        String.join(",", given),
                        "a list of whole numbers with commas between them",
                        "write for example 42,43,44");
            }
        }
        return seeds;
    }

    static double arrive(String given) {
        try {
            double part = Double.parseDouble(given);
            if (part > 0 && part <= ARRIVE_MOST) {
                return part;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(given, "a number above 0 and up to 10", "write 1.30 for tasks that ask for 130 % of the GPUs");
    }

    static int processors(String given) {
        return whole(given)
                .filter(it -> it >= 1 && it <= PROCESSORS_MOST)
                .orElseThrow(() -> wrong(
                        given,
                        "a whole number from 1 to " + PROCESSORS_MOST,
                        "write how many processors the machine of the log had; a comment MaxProcs in it may say so"));
    }

    private static Optional<Integer> whole(String given) {
        return given.matches("\\d{1,10}")
                ? Optional.of(Long.parseLong(given))
                        .filter(it -> it <= Integer.MAX_VALUE)
                        .map(Long::intValue)
                : Optional.empty();
    }

    static String choice(String given, List<String> words) {
        if (!words.contains(given)) {
            throw wrong(
                    given,
                    "one of " + String.join(", ", words),
                    Nearest.of(given, words)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("write one of them"));
        }
        return given;
    }

    /** The constant whose word was given. */
    static <E extends Enum<E>> E choice(String given, Class<E> of) {
        List<E> values = Arrays.asList(of.getEnumConstants());
        List<String> words = values.stream().map(Values::word).toList();
        return values.get(words.indexOf(choice(given, words)));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Where sequences begin.
     *
     * @param last the last place that has jobs enough behind it; below 0 where there is none
     */
    static List<Integer> starts(Path file, int last) {
        List<Integer> starts = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String word : TraceFile.text(file).strip().split("[\\s,]+", -1)) {
            whole(word).filter(it -> it <= last).ifPresentOrElse(starts::add, () -> wrong.add(word));
        }
        if (!wrong.isEmpty()) {
            String told = String.join(", ", wrong.subList(0, Math.min(TOLD, wrong.size())));
            throw last < 0
                    ? wrong(told, "where a sequence begins: the log has fewer jobs than one", "leave --windows out")
                    : wrong(
                            told,
                            "in " + file + " the number of a job from 0 to " + last,
                            "write numbers of jobs, counted from 0");
        }
        return starts;
    }

    /** A file that can be written once there is something to write. */
    static Path picture(String given) {
        Path file = Path.of(given);
        Path folder = file.toAbsolutePath().getParent();
        boolean there = Files.exists(file);
        if (given.isEmpty() || Files.isDirectory(file)) {
            throw unwritable(given, "it is a folder");
        }
        if (!there && (folder == null || !Files.isDirectory(folder))) {
            throw unwritable(given, TraceFile.cause(new NoSuchFileException(given), false));
        }
        if (!Files.isWritable(there ? file : folder)) {
            throw unwritable(given, TraceFile.cause(new AccessDeniedException(given), false));
        }
        return file;
    }

    static ProblemException unwritable(String file, String cause) {
        return new ProblemException(SimulateProblems.UNWRITABLE.reason("file", file, "cause", cause));
    }
}
