package io.fairlead.core.recipe;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a requirements file, as far as it must be understood: whether it is one, and what else it needs. */
sealed interface Requirement {
    /** Nothing on it, or a comment alone. */
    record Nothing() implements Requirement {}

    /** A package from an index, or from a place on the net. */
    record Released() implements Requirement {}

    /** An option for pip that names no file. */
    record Option() implements Requirement {}

    /** @param path of another file of requirements, as it is written */
    record Include(String path) implements Requirement {}

    /** @param path of a folder or a file that holds a package, as it is written */
    record Local(String path) implements Requirement {}

    /** @param rule what it ought to be */
    record Malformed(String rule) implements Requirement {}

    Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");
    Pattern EXTRAS = Pattern.compile("\\s*\\[\\s*[A-Za-z0-9._-]+(?:\\s*,\\s*[A-Za-z0-9._-]+)*\\s*\\]|\\s*\\[\\s*\\]");
    Pattern VERSIONS = Pattern.compile(
            "\\s*(?:~=|===?|!=|<=?|>=?)\\s*[A-Za-z0-9._*+!-]+(?:\\s*,\\s*(?:~=|===?|!=|<=?|>=?)\\s*[A-Za-z0-9._*+!-]+)*,?");
    Pattern MARKER = Pattern.compile("\\s*;\\s*[A-Za-z0-9_.\"'<>=!~()\\s*+,-]+");
    Pattern LINE_OPTION = Pattern.compile("\\s+--(?:hash|global-option|config-settings)[= ]\\S+");
    Pattern URL = Pattern.compile("(?:[a-z0-9]+\\+)?(?:https?|ssh|git|file)://[^\\s'\\\\]+", Pattern.CASE_INSENSITIVE);
    Pattern LOCAL = Pattern.compile("(?:\\.{1,2}(?:/\\S*)?|/\\S+|\\S+\\.(?:whl|tar\\.gz|zip))(?:\\[[\\w.,-]+\\])?");
    List<String> WITHOUT_VALUE = List.of("--no-index", "--pre", "--prefer-binary", "--require-hashes");
    List<String> WITH_VALUE = List.of(
            "-i",
            "--index-url",
            "--extra-index-url",
            "-f",
            "--find-links",
            "--no-binary",
            "--only-binary",
            "--trusted-host",
            "--use-feature");
    List<String> FILES = List.of("-r", "--requirement", "-c", "--constraint");
    List<String> EDITABLE = List.of("-e", "--editable");

    /** @param line joined with those that continue it */
    static Requirement of(String line) {
        String text = withoutComment(line).strip();
        if (text.isEmpty()) {
            return new Nothing();
        }
        if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            return new Malformed("it has a control character");
        }
        return text.startsWith("-") ? option(text) : requirement(text);
    }

    private static String withoutComment(String line) {
        if (line.stripLeading().startsWith("#")) {
            return "";
        }
        Matcher comment = Pattern.compile("\\s#").matcher(line);
        return comment.find() ? line.substring(0, comment.start()) : line;
    }

    private static Requirement option(String text) {
        String[] parts = text.split("[\\s=]+", 2);
        String name = parts[0];
        String value = parts.length > 1 ? parts[1].strip() : "";
        if (!name.startsWith("--") && name.length() > 2) {
            value = name.substring(2) + (value.isEmpty() ? "" : " " + value);
            name = name.substring(0, 2);
        }
        if (WITHOUT_VALUE.contains(name)) {
            return value.isEmpty() ? new Option() : new Malformed(name + " takes no value");
        }
        boolean takesOne = WITH_VALUE.contains(name) || FILES.contains(name) || EDITABLE.contains(name);
        if (!takesOne) {
            return new Malformed("pip knows no option " + name + " in such a file");
        }
        if (value.isEmpty()) {
            return new Malformed(name + " needs a value");
        }
        if (FILES.contains(name)) {
            return URL.matcher(value).matches() ? new Option() : new Include(value);
        }
        return EDITABLE.contains(name) ? editable(value) : new Option();
    }

    private static Requirement editable(String value) {
        if (URL.matcher(value).matches()) {
            return new Released();
        }
        return value.contains(" ") ? new Malformed("-e takes one folder or address") : new Local(value);
    }

    private static Requirement requirement(String text) {
        if (URL.matcher(text.split("\\s", 2)[0]).matches()) {
            return rest(text, text.split("\\s", 2)[0].length());
        }
        if (LOCAL.matcher(text.split("\\s", 2)[0]).matches()) {
            return new Local(text.split("[\\s\\[]", 2)[0]);
        }
        Matcher name = NAME.matcher(text);
        if (!name.lookingAt()) {
            return new Malformed("a requirement begins with the name of a package");
        }
        int at = skipped(EXTRAS, text, name.end());
        String after = text.substring(at).stripLeading();
        if (after.startsWith("@")) {
            String[] words = after.substring(1).stripLeading().split("\\s", 2);
            return URL.matcher(words[0]).matches()
                    ? rest(words.length > 1 ? " " + words[1] : "", 0)
                    : new Malformed("after @ comes an address");
        }
        Optional<String> inner = parenthesised(after);
        if (inner.isPresent()) {
            return VERSIONS.matcher(inner.get()).matches()
                    ? rest(after, after.indexOf(')') + 1)
                    : new Malformed("\"" + inner.get() + "\" is no list of versions such as >=1.2,<2");
        }
        return rest(text, skipped(VERSIONS, text, at));
    }

    private static Optional<String> parenthesised(String text) {
        int close = text.indexOf(')');
        return text.startsWith("(") && close > 0 ? Optional.of(text.substring(1, close)) : Optional.empty();
    }

    /** What may follow a package: a marker, hashes. */
    private static Requirement rest(String text, int from) {
        int at = skipped(MARKER, text, from);
        for (int next = skipped(LINE_OPTION, text, at); next > at; next = skipped(LINE_OPTION, text, at)) {
            at = next;
        }
        String left = text.substring(at).strip();
        return left.isEmpty() ? new Released() : new Malformed("\"" + left + "\" cannot stand there");
    }

    private static int skipped(Pattern pattern, String text, int from) {
        Matcher matcher = pattern.matcher(text).region(from, text.length());
        return matcher.lookingAt() ? matcher.end() : from;
    }
}
