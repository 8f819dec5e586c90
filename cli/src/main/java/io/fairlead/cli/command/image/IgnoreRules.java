package io.fairlead.cli.command.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a {@code .dockerignore} says: {@code *} within a name, {@code **} across folders, {@code !} takes back. */
final class IgnoreRules {
    private final List<Rule> rules;

    private record Rule(Pattern pattern, boolean exception) {}

    private IgnoreRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    static IgnoreRules of(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String line : text.split("\\R", -1)) {
            String trimmed = line.strip();
            if (trimmed.isEmpty() || trimmed.startsWith("#")) {
                continue;
            }
            boolean exception = trimmed.startsWith("!");
            String pattern = (exception ? trimmed.substring(1) : trimmed).replaceAll("^\\.?/+|/+$", "");
            if (!pattern.isEmpty() && !pattern.equals(".")) {
                rules.add(new Rule(Pattern.compile(expression(pattern) + "(?:/.*)?", Pattern.DOTALL), exception));
            }
        }
        return new IgnoreRules(rules);
    }

    private static String expression(String pattern) {
        StringBuilder expression = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            if (pattern.startsWith("**/", i)) {
                expression.append("(?:.*/)?");
                i += 3;
            } else if (pattern.startsWith("**", i)) {
                expression.append(".*");
                i += 2;
            } else {
                char c = pattern.charAt(i++);
                expression.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return expression.toString();
    }

    /** @param name from the folder's root down, with {@code /} between; the last rule that fits decides */
    boolean excludes(String name) {
        boolean excluded = false;
        for (Rule rule : rules) {
            if (rule.pattern().matcher(name).matches()) {
                excluded = !rule.exception();
            }
        }
        return excluded;
    }

    /** Whether something within what is excluded may come back. */
    boolean hasExceptions() {
        return rules.stream().anyMatch(Rule::exception);
    }
}
