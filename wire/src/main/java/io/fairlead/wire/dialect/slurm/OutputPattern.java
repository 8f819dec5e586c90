package io.fairlead.wire.dialect.slurm;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of output files with Slurm's patterns, as shell text that a job's own variables fill. */
final class OutputPattern {
    private static final Pattern PART = Pattern.compile("%(\\d{0,2})([a-zA-Z%])");

    /** What a word of a shell is put together of: quoted text, a variable, one with another in its place, plain text. */
    private static final Pattern WORD = Pattern.compile(
            "'([^']*)'|\"(\\d+)\"|\"\\$([A-Z_]+)\"" + "|\"\\$\\{([A-Z_]+):-\\$?([A-Z0-9_]+)}\"|\\\\(.)|([^'\"\\\\$])");

    private OutputPattern() {}

    /**
     * A word of a shell.
     *
     * @return empty for a pattern that Slurm does not have
     */
    static Optional<String> shellWord(String path) {
        if (path.contains("\\\\")) {
            return Optional.of(quoted(path.replace("\\\\", "")));
        }
        StringBuilder word = new StringBuilder();
        Matcher part = PART.matcher(path);
        int from = 0;
        while (part.find()) {
            word.append(quoted(path.substring(from, part.start())));
            Optional<String> value = value(part.group(2).charAt(0), part.group(1));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            word.append(value.get());
            from = part.end();
        }
        return Optional.of(word.append(quoted(path.substring(from))).toString());
    }

    /**
     * What a word that was made here comes to.
     *
     * @return empty where it takes a variable that is not known, or counts
     */
    static Optional<String> read(String word, Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        Matcher part = WORD.matcher(word);
        int from = 0;
        while (from < word.length()) {
            if (!part.find(from) || part.start() != from) {
                return Optional.empty();
            }
            Optional<String> value = Optional.ofNullable(part.group(3))
                    .or(() -> Optional.ofNullable(part.group(4)).filter(variables::containsKey))
                    .or(() -> Optional.ofNullable(part.group(5)));
            if (value.isPresent() && !variables.containsKey(value.get())) {
                return Optional.empty();
            }
            text.append(value.map(name -> variables.getOrDefault(name, "")).orElseGet(() -> plain(part)));
            from = part.end();
        }
        return Optional.of(text.toString());
    }

    private static String plain(Matcher part) {
        return Stream.of(1, 2, 6, 7)
                .flatMap(group -> Optional.ofNullable(part.group(group)).stream())
                .collect(Collectors.joining());
    }

    private static Optional<String> value(char pattern, String width) {
        return switch (pattern) {
            case 'j' -> Optional.of(padded("$SLURM_JOB_ID", width));
            case 'A' -> Optional.of(padded("${SLURM_ARRAY_JOB_ID:-$SLURM_JOB_ID}", width));
            case 'J' -> Optional.of("\"$SLURM_JOB_ID\".batch");
            case 'x' -> Optional.of("\"$SLURM_JOB_NAME\"");
            case 'u' -> Optional.of("\"$SLURM_JOB_USER\"");
            case 'N' -> Optional.of("\"$SLURMD_NODENAME\"");
            case 'a' -> Optional.of(padded("${SLURM_ARRAY_TASK_ID:-4294967294}", width));
            case 's' -> Optional.of("batch");
            case 'b' -> Optional.of(padded("$((${SLURM_ARRAY_TASK_ID:-0} % 10))", width));
            case 'n', 't' -> Optional.of(padded("0", width));
            case '%' -> Optional.of("%");
            default -> Optional.empty();
        };
    }

    private static String padded(String value, String width) {
        return width.isEmpty() || width.equals("0")
                ? "\"" + value + "\""
                : "\"$(printf %0" + Integer.parseInt(width) + "d " + value + ")\"";
    }

    /** In single quotes, which a shell takes as they are. */
    static String quoted(String text) {
        return text.isEmpty() ? "" : "'" + text.replace("'", "'\\''") + "'";
    }

    /** The folder of a path, as far as it has no pattern; the root has none. */
    static String folderOf(String path) {
        String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        int pattern = folder.indexOf('%');
        return pattern < 0 ? folder : folder.substring(0, Math.max(0, folder.lastIndexOf('/', pattern)));
    }
}
