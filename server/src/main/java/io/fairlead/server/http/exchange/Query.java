package io.fairlead.server.http.exchange;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** The query of a request: every parameter known, given once, and with a value that it takes. */
public final class Query {
    private static final int WORD_MAX_CHARS = 256;

    private final Fields fields;

    private Query(Fields fields) {
        this.fields = fields;
    }

    public static Query of(Request request, String... known) {
        Fields fields;
        try {
            fields = Request.extractQueryParameters(request);
        } catch (RuntimeException e) {
            throw refusal(ExchangeProblems.QUERY_MALFORMED.reason("cause", "not percent-encoded UTF-8"));
        }
        List<String> names = Arrays.asList(known);
        for (Fields.Field field : fields) {
            if (!names.contains(field.getName())) {
                throw refusal(ExchangeProblems.QUERY_UNKNOWN.problem(
                        FieldPath.of(field.getName()),
                        field.getName(),
                        "name",
                        shown(field.getName()),
                        "hint",
                        Choice.hint(field.getName(), names)));
            }
            if (field.getValues().size() > 1) {
                throw refusal(ExchangeProblems.QUERY_MALFORMED.problem(
                        FieldPath.of(field.getName()), "", "cause", field.getName() + " is given twice"));
            }
        }
        return new Query(fields);
    }

    /** 1 to 256 characters. */
    public Optional<String> word(String name) {
        Optional<String> text = text(name);
        if (text.isPresent() && (text.get().isEmpty() || text.get().length() > WORD_MAX_CHARS)) {
            throw wrong(name, text.get(), "give 1 to " + WORD_MAX_CHARS + " characters");
        }
        return text;
    }

    /** Present without a value counts as true. */
    public boolean flag(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return false;
        }
        return switch (text.get().toLowerCase(Locale.ROOT)) {
            case "", "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw wrong(name, text.get(), "give true or false");
        };
    }

    public long number(String name, long otherwise, long least, long most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, together with numbers out of range
        }
        throw wrong(name, text.get(), "give a whole number from " + least + " to " + most);
    }

    public String choice(String name, String otherwise, List<String> choices) {
        String given = text(name).orElse(otherwise);
        if (!choices.contains(given)) {
            throw wrong(name, given, choices);
        }
        return given;
    }

    /** Comma-separated; empty where it is not given. */
    public List<String> words(String name) {
        return text(name).map(all -> List.of(all.split(",", -1))).orElse(List.of());
    }

    /** A refusal that names the possible values, the likely one first. */
    public static HttpRefusal wrong(String name, String value, List<String> choices) {
        return wrong(name, value, Choice.hint(value, choices));
    }

    public static HttpRefusal wrong(String name, String value, String hint) {
        return refusal(ExchangeProblems.QUERY_VALUE.problem(
                FieldPath.of(name), value, "name", name, "value", '"' + shown(value) + '"', "hint", hint));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(fields.getValue(name));
    }

    private static String shown(String text) {
        String visible = text.replaceAll("\\p{Cntrl}", "?");
        return visible.length() <= 60 ? visible : visible.substring(0, 60) + "…";
    }

    private static HttpRefusal refusal(Problem problem) {
        return new HttpRefusal(Status.MALFORMED, problem);
    }
}
