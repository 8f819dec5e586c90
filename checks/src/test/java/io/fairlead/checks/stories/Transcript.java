package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One story's part of the guide. Ids and digests are replaced by others that stay, times by one time; how long something
 * took, what was said while it took, and how columns are filled up is not compared.
 */
final class Transcript {
    private static final Path GUIDE = Path.of("..", "docs", "guide", "first-day.md");
    private static final Pattern DIGEST = Pattern.compile("\\b(sha256:)?([0-9a-f]{64}|(?<=sha256:)[0-9a-f]{12,63})\\b");
    private static final Pattern CLOCK = Pattern.compile("\\b\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");
    private static final Pattern DATE = Pattern.compile("\\b20\\d\\d-\\d\\d-\\d\\d\\b");
    private static final Pattern TOOK = Pattern.compile("\\b\\d+(\\.\\d+)? ?(ms|s|min|m|h)\\b");
    /** In a column, the time ago of what is not a second old. */
    private static final Pattern NOW = Pattern.compile("(?<=  )now(?=  |$)", Pattern.MULTILINE);
    /** Said of a job that waits only where that takes long enough. */
    private static final Pattern PROGRESS = Pattern.compile("(?m)^ *fairlead: (QUEUED|ASSIGNED|STARTING): .*\\n");

    private static final int WIDTH = 120;
    private static final String IDS = "7q3m5k9x2";

    private final int number;
    private final String title;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> patterns = new LinkedHashMap<>();

    Transcript(int number, String title) {
        this.number = number;
        this.title = title;
    }

    void prose(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() >= WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        lines.add("");
    }

    void file(String path, String content) {
        lines.add("`" + path + "`:");
        lines.add("");
        block(content);
    }

    void typed(String line, Said said) {
        block("$ " + line + "\n" + said.both());
    }

    void typedByRoot(String line, Said said) {
        block("# " + line + "\n" + said.both());
    }

    private void block(String text) {
        text.strip().lines().forEach(line -> lines.add(line.isBlank() ? "" : "    " + line.stripTrailing()));
        lines.add("");
    }

    void varies(String pattern, String shown) {
        patterns.put(pattern, shown);
    }

    /** A job's id, in any order: which comes first in the text counts. */
    void id(String id) {
        names.put(id, "");
    }

    void folder(Path path) {
        patterns.put(Pattern.quote(path.resolve("home").toString()), "/home");
        patterns.put(Pattern.quote(path.resolve("volumes").toString()), "/srv/fairlead");
        patterns.put(Pattern.quote(path.toString()), "/tmp/fairlead");
    }

    private String text() {
        String text = String.join("\n", lines) + "\n";
        String at = text;
        List<String> found = names.keySet().stream()
                .filter(at::contains)
                .sorted(java.util.Comparator.comparingInt(at::indexOf))
                .toList();
        for (int i = 0; i < found.size(); i++) {
            text = text.replace(found.get(i), IDS + Character.forDigit(i % 10 + (i < 10 ? 0 : 10), 32));
        }
        for (var pattern : patterns.entrySet()) {
            text = text.replaceAll(pattern.getKey(), pattern.getValue());
        }
        text = DIGEST.matcher(text).replaceAll(match -> {
            String digits = "4f2a91c07be3d586".repeat(4);
            return (match.group(1) == null ? "" : match.group(1))
                    + digits.substring(0, match.group(2).length());
        });
        text = CLOCK.matcher(text).replaceAll(match -> "12:06:53" + (match.group(1) == null ? "" : ".660"));
        return DATE.matcher(text).replaceAll("2026-11-29");
    }

    /** What two runs have in common. */
    private static String compared(String text) {
        String ago = NOW.matcher(PROGRESS.matcher(text).replaceAll("")).replaceAll("0 s ago");
        return TOOK.matcher(ago).replaceAll("… s").replaceAll("[ \\t]+", " ").strip();
    }

    void compare() throws IOException {
        String begin = "## " + number + ". " + title + "\n\n";
        String whole = Files.readString(GUIDE);
        String mark = "<!-- story " + number + " -->\n";
        String end = "<!-- end of story " + number + " -->\n";
        assertThat(whole).contains(mark).contains(end);
        int from = whole.indexOf(mark) + mark.length();
        int to = whole.indexOf(end);
        String is = begin + text();
        if ("write".equals(System.getProperty("fairlead.golden"))) {
            Files.writeString(GUIDE, whole.substring(0, from) + is + whole.substring(to));
            return;
        }
        assertThat(compared(is))
                .as("story %d in docs/guide/first-day.md; make guide writes it anew", number)
                .isEqualTo(compared(whole.substring(from, to)));
    }
}
