package io.fairlead.core.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One entry of a room's catalogue. Every room keeps its entries as constants of a package-private class whose name ends
 * in {@code Problems}; a test collects them all and the reference page is made from them.
 *
 * @param code {@code E-WORDS} or, for a notice, {@code N-WORDS}
 * @param message what is wrong; {@code {name}} stands for the argument of that name
 * @param fix what to do about it, in the same form; empty only for a notice
 * @param meaning one or two sentences for the reference page: when it occurs and why the rule exists
 */
public record ProblemCode(String code, String message, String fix, String meaning) {
    private static final int GIVEN_MAX_CHARS = 120;

    /**
     * Makes the problem.
     *
     * @param given the value found; shortened to {@value #GIVEN_MAX_CHARS} characters
     * @param namesAndValues names and values in turn; every {@code {name}} of the templates needs one
     */
    public Problem problem(FieldPath path, String given, Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(code + ": a name without a value");
        }
        SequencedMap<String, String> arguments = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            arguments.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
        }
        return new Problem(
                code,
                path,
                Position.NONE,
                shortened(given),
                filled(message, arguments),
                filled(fix, arguments),
                arguments);
    }

    /** The same of a whole request, or as the reason that stands beside a state. */
    public Problem reason(Object... namesAndValues) {
        return problem(FieldPath.ROOT, "", namesAndValues);
    }

    private static String shortened(String text) {
        return text.length() <= GIVEN_MAX_CHARS ? text : text.substring(0, GIVEN_MAX_CHARS - 1) + "…";
    }

    private String filled(String template, Map<String, String> arguments) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        StringBuilder text = new StringBuilder(template.length() + 32);
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            int close = template.indexOf('}', open);
            String name = template.substring(open + 1, close);
            String value = arguments.get(name);
            if (value == null) {
                throw new IllegalArgumentException(code + ": no value for {" + name + "}");
            }
            text.append(template, from, open).append(value);
            from = close + 1;
        }
        return text.append(template, from, template.length()).toString();
    }
}
