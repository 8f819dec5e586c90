package io.fairlead.wire.jobfile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packages that a command installs each time it starts. Only what has the form of a package's name is taken. */
public final class PipInstalls {
    private static final Pattern INSTALL =
            Pattern.compile("(?<![\\w./-])(?:[\\w./-]*/)?pip3?\\s+install\\s+([^;&|\\n<>()]*)");
    private static final Pattern PACKAGE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(\\[[A-Za-z0-9,._-]+])?([=<>!~]=?[A-Za-z0-9.*]+)?");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Options whose value follows as a word of its own. */
    private static final List<String> WITH_VALUE = List.of(
            "-r",
            "--requirement",
            "-c",
            "--constraint",
            "-i",
            "--index-url",
            "--extra-index-url",
            "-f",
            "--find-links",
            "-t",
            "--target",
            "-e",
            "--editable",
            "--prefix",
            "--root",
            "--proxy",
            "--cert",
            "--cache-dir",
            "--python",
            "--trusted-host",
            "--timeout",
            "--retries",
            "--platform",
            "--upgrade-strategy",
            "--only-binary",
            "--no-binary");

    private PipInstalls() {}

    /** In the order written, each once. */
    public static SequencedSet<String> in(String command) {
        SequencedSet<String> packages = new LinkedHashSet<>();
        Matcher installs = INSTALL.matcher(command);
        while (installs.find()) {
            packages.addAll(packages(installs.group(1)));
        }
        return packages;
    }

    private static List<String> packages(String arguments) {
        List<String> packages = new ArrayList<>();
        boolean value = false;
        for (String word : BLANKS.split(arguments.strip())) {
            String plain = word.replaceAll("^[\"']|[\"']$", "");
            if (!value && PACKAGE.matcher(plain).matches() && !plain.endsWith(".whl") && !plain.endsWith(".txt")) {
                packages.add(plain);
            }
            value = WITH_VALUE.contains(word);
        }
        return packages;
    }
}
