package io.fairlead.cli.words;

import io.fairlead.wire.document.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The words given to a command, taken apart. Asking for a value of a wrong form throws {@link WrongUsage}. */
public final class Given {
    private static final int NUMBER_MAX_CHARS = 30;

    private final ParseResult parsed;

    private Given(ParseResult parsed) {
        this.parsed = parsed;
    }

    /** @throws WrongUsage where the words do not fit */
    public static Given of(Flags flags, List<String> words) {
        if (words.contains("--help") || words.contains("-h")) {
            Optional<Given> asked = helpAsked(flags, words);
            if (asked.isPresent()) {
                return asked.get();
            }
        }
        try {
            return new Given(flags.line().parseArgs(words.toArray(String[]::new)));
        } catch (UnmatchedArgumentException e) {
            throw unmatched(flags, e.getUnmatched().getFirst());
        } catch (MissingParameterException e) {
            throw missing(e.getMissing(), String.valueOf(e.getMessage()));
        } catch (OverwrittenOptionException e) {
            throw new WrongUsage(name(e.getOverwritten()) + " is given twice", "");
        } catch (ParameterException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()), "");
        }
    }

    /** Help is given even where the rest of the line does not fit; but a foreign command's own -h is not ours. */
    private static Optional<Given> helpAsked(Flags flags, List<String> words) {
        CommandLine line = flags.line();
        line.setUnmatchedArgumentsAllowed(true);
        line.getCommandSpec().parser().collectErrors(true);
        Given given = new Given(line.parseArgs(words.toArray(String[]::new)));
        return given.has("--help") ? Optional.of(given) : Optional.empty();
    }

    private static WrongUsage unmatched(Flags flags, String word) {
        if (!word.startsWith("-") || word.equals("-")) {
            return new WrongUsage("one argument too many: " + word, "");
        }
        String flag = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        List<String> known = flags.names().stream()
                .filter(name -> flag.startsWith("--") == name.startsWith("--"))
                .toList();
        return new WrongUsage("unknown flag " + flag, hint(flag, known));
    }

    private static WrongUsage missing(List<ArgSpec> missing, String message) {
        if (missing.isEmpty()) {
            return new WrongUsage(message, "");
        }
        ArgSpec first = missing.getFirst();
        return first.isOption()
                ? new WrongUsage(name(first) + " needs a value: " + name(first) + " " + first.paramLabel(), "")
                : new WrongUsage(first.paramLabel() + " is missing", "");
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** {@code did you mean X?}, or nothing. */
    public static String hint(String word, List<String> known) {
        return Nearest.of(word, known).map(near -> "did you mean " + near + "?").orElse("");
    }

    public boolean has(String flag) {
        return parsed.hasMatchedOption(flag);
    }

    /** One of several names of the same thing. */
    public boolean hasAny(String... flags) {
        for (String flag : flags) {
            if (parsed.hasMatchedOption(flag)) {
                return true;
            }
        }
        return false;
    }

    public Optional<String> text(String flag) {
        return Optional.ofNullable(parsed.matchedOptionValue(flag, (String) null));
    }

    public List<String> texts(String flag) {
        return List.copyOf(parsed.matchedOptionValue(flag, List.<String>of()));
    }

    public String text(String flag, String otherwise) {
        return text(flag).orElse(otherwise);
    }

    /** One of these words. */
    public String choice(String flag, String otherwise, List<String> choices) {
        String given = text(flag, otherwise);
        if (!choices.contains(given)) {
            String near = hint(given, choices);
            throw new WrongUsage(flag + " takes " + String.join(", ", choices) + ", not \"" + given + "\"", near);
        }
        return given;
    }

    /** A decimal number. */
    public Optional<BigDecimal> number(String flag) {
        return text(flag).map(text -> number(flag, text));
    }

    /** A decimal number out of a larger text. */
    public static BigDecimal number(String flag, String text) {
        try {
            if (text.length() <= NUMBER_MAX_CHARS
                    && !text.toLowerCase(java.util.Locale.ROOT).contains("e")) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            // said below, together with what is too long
        }
        throw new WrongUsage(flag + " takes a number, not \"" + text + "\"", "");
    }

    /** A whole number from 0 on. */
    public long count(String flag, long otherwise) {
        Optional<String> text = text(flag);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, together with negative ones
        }
        throw new WrongUsage(flag + " takes a whole number from 0 on, not \"" + text.get() + "\"", "");
    }

    /** What stood without a flag, in order. */
    public List<String> arguments() {
        List<String> all = new ArrayList<>();
        if (!parsed.matchedPositionals().isEmpty()) {
            all.addAll(parsed.matchedPositional(0).<List<String>>getValue());
        }
        return all;
    }

    public String argument() {
        return arguments().getFirst();
    }
}
