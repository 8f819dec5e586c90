package io.fairlead.cli.gotemplate;

import io.fairlead.core.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a template apart. */
final class TemplateParser {
    private static final String EXAMPLE = "'{{.Name}} {{json .Config.Labels}}'";
    private static final Pattern FIELDS = Pattern.compile("(\\$[A-Za-z0-9_]*)?((?:\\.[A-Za-z_][A-Za-z0-9_]*)*)\\.?");
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|:=|[|(),]|[^\\s|(),\"`]+)");
    private static final Pattern TRIMMED_BEFORE = Pattern.compile("\\s+$");
    private static final int DEPTH_MAX = 20;

    private final String text;
    private int at;

    TemplateParser(String text) {
        this.text = text;
    }

    sealed interface Part {}

    record Literal(String text) implements Part {}

    record Print(Term term) implements Part {}

    /** @param variables none, the value's, or the key's and the value's */
    record Range(List<String> variables, Term over, List<Part> body) implements Part {}

    sealed interface Term {}

    /** @param begin a variable with its dollar sign; empty for what the template is at */
    record Path(String begin, List<String> fields) implements Term {}

    record Constant(String text) implements Term {}

    record Json(Term of) implements Term {}

    record Index(Term of, List<Term> keys) implements Term {}

    List<Part> parse() {
        List<Part> parts = new ArrayList<>();
        if (until(parts, 0)) {
            throw form("an end without a range");
        }
        return parts;
    }

    /** @return whether it stopped at an end */
    private boolean until(List<Part> parts, int depth) {
        boolean trim = false;
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            String literal = text.substring(at, open < 0 ? text.length() : open);
            if (trim) {
                literal = literal.stripLeading();
            }
            boolean trimsBefore = open >= 0 && text.startsWith("{{- ", open);
            if (trimsBefore) {
                literal = TRIMMED_BEFORE.matcher(literal).replaceFirst("");
            }
            if (!literal.isEmpty()) {
                parts.add(new Literal(literal));
            }
            if (open < 0) {
                at = text.length();
                return false;
            }
            int close = text.indexOf("}}", open);
            if (close < 0) {
                at = open;
                throw form("the braces are not closed");
            }
            trim = text.startsWith(" -", close - 2);
            String action = text.substring(open + (trimsBefore ? 3 : 2), trim ? close - 2 : close);
            at = close + 2;
            List<String> tokens = tokens(action);
            String first = tokens.isEmpty() ? "" : tokens.getFirst();
            switch (first) {
                case "" -> throw form("there is nothing between the braces");
                case "end" -> {
                    return true;
                }
                case "range" -> parts.add(range(tokens.subList(1, tokens.size()), depth));
                default -> parts.add(new Print(pipeline(tokens)));
            }
        }
        return false;
    }

    private Range range(List<String> tokens, int depth) {
        if (depth >= DEPTH_MAX) {
            throw form("more than " + DEPTH_MAX + " ranges in each other");
        }
        int assign = tokens.indexOf(":=");
        List<String> names = assign < 0
                ? List.of()
                : tokens.subList(0, assign).stream()
                        .filter(token -> !token.equals(","))
                        .toList();
        if (names.size() > 2 || !names.stream().allMatch(name -> name.matches("\\$[A-Za-z0-9_]+"))) {
            throw form("range takes one or two variables");
        }
        Term over = pipeline(tokens.subList(assign + 1, tokens.size()));
        List<Part> body = new ArrayList<>();
        if (!until(body, depth + 1)) {
            throw form("a range without its end");
        }
        return new Range(names, over, body);
    }

    private List<String> tokens(String action) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(action);
        int end = 0;
        while (token.find() && token.start() == end) {
            tokens.add(token.group(1));
            end = token.end();
        }
        if (!action.substring(end).isBlank()) {
            throw form("a quote is not closed");
        }
        return tokens;
    }

    /** {@code .A | json} is {@code json .A}. */
    private Term pipeline(List<String> tokens) {
        int pipe = tokens.lastIndexOf("|");
        if (pipe < 0) {
            return command(tokens);
        }
        Term before = pipeline(tokens.subList(0, pipe));
        List<String> after = tokens.subList(pipe + 1, tokens.size());
        if (after.equals(List.of("json"))) {
            return new Json(before);
        }
        throw word(after.isEmpty() ? "|" : after.getFirst());
    }

    private Term command(List<String> tokens) {
        String first = tokens.isEmpty() ? "" : tokens.getFirst();
        List<String> arguments = tokens.isEmpty() ? tokens : tokens.subList(1, tokens.size());
        if (first.equals("json") && arguments.size() == 1) {
            return new Json(term(arguments.getFirst()));
        }
        if (first.equals("index") && arguments.size() >= 2) {
            List<Term> keys = arguments.subList(1, arguments.size()).stream()
                    .map(this::term)
                    .toList();
            return new Index(term(arguments.getFirst()), keys);
        }
        if (first.equals("json") || first.equals("index")) {
            throw form(first + " needs " + (first.equals("json") ? "one value" : "a value and a key"));
        }
        Term term = term(first);
        if (!arguments.isEmpty()) {
            throw form("a field takes nothing after it");
        }
        return term;
    }

    private Term term(String token) {
        if (token.startsWith("\"") || token.startsWith("`")) {
            return new Constant(
                    token.substring(1, token.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\"));
        }
        if (token.matches("[0-9]{1,9}")) {
            return new Constant(token);
        }
        Matcher fields = FIELDS.matcher(token);
        if (token.isEmpty() || !fields.matches()) {
            throw word(token.isEmpty() ? "(empty)" : token);
        }
        String begin = fields.group(1) == null ? "" : fields.group(1);
        List<String> names = new ArrayList<>();
        for (String name : fields.group(2).split("\\.")) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new Path(begin, names);
    }

    private ProblemException form(String why) {
        return new ProblemException(TemplateProblems.FORM.reason("at", at + 1, "why", why, "example", EXAMPLE));
    }

    private static ProblemException word(String word) {
        String shown = word.toLowerCase(Locale.ROOT).equals(word) ? "word " + word : word;
        return new ProblemException(TemplateProblems.WORD.reason("word", shown));
    }
}
