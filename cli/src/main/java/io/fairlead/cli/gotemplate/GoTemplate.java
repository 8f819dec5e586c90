package io.fairlead.cli.gotemplate;

import io.fairlead.core.problem.Nearest;
import io.fairlead.core.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template of Go's, as far as command lines use it: text, field paths, {@code json}, {@code index}, {@code range} with or
 * without variables, trimming. Any other word is refused by its name.
 */
public final class GoTemplate {
    private final List<TemplateParser.Part> parts;

    private GoTemplate(List<TemplateParser.Part> parts) {
        this.parts = parts;
    }

    /** @throws ProblemException with one problem, where it is no template that is known here */
    public static GoTemplate of(String text) {
        return new GoTemplate(new TemplateParser(text).parse());
    }

    /** @throws ProblemException with one problem, where a field is none of the value's */
    public String of(GoValue value) {
        StringBuilder out = new StringBuilder();
        Map<String, GoValue> variables = new HashMap<>();
        variables.put("$", value);
        write(parts, value, variables, out);
        return out.toString();
    }

    private static void write(
            List<TemplateParser.Part> parts, GoValue dot, Map<String, GoValue> variables, StringBuilder out) {
        for (TemplateParser.Part part : parts) {
            switch (part) {
                case TemplateParser.Literal(String text) -> out.append(text);
                case TemplateParser.Print(TemplateParser.Term term) ->
                    out.append(value(term, dot, variables).plain());
                case TemplateParser.Range range -> range(range, dot, variables, out);
            }
        }
    }

    private static void range(
            TemplateParser.Range range, GoValue dot, Map<String, GoValue> variables, StringBuilder out) {
        switch (value(range.over(), dot, variables)) {
            case GoValue.Items items -> {
                for (int i = 0; i < items.values().size(); i++) {
                    step(range, new GoValue.Whole(i), items.values().get(i), variables, out);
                }
            }
            case GoValue.Dictionary map ->
                map.values().forEach((key, value) -> step(range, new GoValue.Text(key), value, variables, out));
            default -> {
                // nothing to go through
            }
        }
    }

    private static void step(
            TemplateParser.Range range, GoValue key, GoValue value, Map<String, GoValue> variables, StringBuilder out) {
        Map<String, GoValue> inner = new HashMap<>(variables);
        List<String> names = range.variables();
        if (names.size() == 1) {
            inner.put(names.getFirst(), value);
        } else if (names.size() == 2) {
            inner.put(names.getFirst(), key);
            inner.put(names.getLast(), value);
        }
        write(range.body(), value, inner, out);
    }

    private static GoValue value(TemplateParser.Term term, GoValue dot, Map<String, GoValue> variables) {
        return switch (term) {
            case TemplateParser.Path(String begin, List<String> fields) -> {
                GoValue value = begin.isEmpty() ? dot : variables.getOrDefault(begin, GoValue.Nil.NO_VALUE);
                for (String field : fields) {
                    value = field(value, field);
                }
                yield value;
            }
            case TemplateParser.Json(TemplateParser.Term of) ->
                new GoValue.Text(value(of, dot, variables).json());
            case TemplateParser.Constant(String text) -> new GoValue.Text(text);
            case TemplateParser.Index(TemplateParser.Term of, List<TemplateParser.Term> keys) -> {
                GoValue value = value(of, dot, variables);
                for (TemplateParser.Term key : keys) {
                    value = at(value, value(key, dot, variables).plain());
                }
                yield value;
            }
        };
    }

    private static GoValue field(GoValue value, String name) {
        return switch (value) {
            case GoValue.Struct struct ->
                Optional.ofNullable(struct.fields().get(name))
                        .orElseThrow(
                                () -> unknown(name, List.copyOf(struct.fields().keySet())));
            case GoValue.Dictionary map -> map.values().getOrDefault(name, GoValue.Nil.NO_VALUE);
            default -> throw unknown(name, List.of());
        };
    }

    private static ProblemException unknown(String name, List<String> names) {
        String near =
                Nearest.of(name, names).map(it -> "; did you mean ." + it + "?").orElse("");
        String fields = names.isEmpty() ? "none: it is no object" : "." + String.join(", .", names);
        return new ProblemException(TemplateProblems.FIELD.reason("field", "." + name, "near", near, "fields", fields));
    }

    private static GoValue at(GoValue value, String key) {
        return switch (value) {
            case GoValue.Dictionary map -> map.values().getOrDefault(key, new GoValue.Text(""));
            case GoValue.Struct _ -> field(value, key);
            case GoValue.Items items -> {
                boolean there = key.matches("[0-9]{1,6}")
                        && Integer.parseInt(key) < items.values().size();
                if (!there) {
                    throw unknown(key, List.of());
                }
                yield items.values().get(Integer.parseInt(key));
            }
            default -> throw unknown(key, List.of());
        };
    }
}
