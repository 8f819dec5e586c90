package io.fairlead.cli.words;

import io.fairlead.core.problem.Nearest;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words given to a command, taken apart. Asking for a value of a wrong form throws {@link WrongUsage}. */
public final class Given {
    private static final String HELP = "--help";
    private static final int NUMBER_MAX_CHARS = 30;

    private final Flags flags;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();

    private Given(Flags flags) {
        this.flags = flags;
    }

    /**
     * {@code --name VALUE}, {@code --name=VALUE}, {@code -n VALUE}, {@code -nVALUE}, {@code -ab} for {@code -a -b}; after
     * {@code --} nothing is a flag. Help is given even where the rest of the line does not fit.
     *
     * @throws WrongUsage where the words do not fit
     */
    public static Given of(Flags flags, List<String> words) {
        Given given = new Given(flags);
        try {
            given.read(new ArrayDeque<>(words));
            if (!given.has(HELP)) {
                flags.judge(given.arguments);
            }
        } catch (WrongUsage e) {
            if (!flags.restIsForeign() && (words.contains(HELP) || (words.contains("-h") && flags.isHelp("-h")))) {
                given.values.put(HELP, List.of());
                return given;
            }
            throw e;
        }
        return given;
    }

    /** The same flags with other arguments, for a command that stands before another. */
    public Given with(List<String> others) {
        Given given = new Given(flags);
        given.values.putAll(values);
        given.arguments.addAll(others);
        return given;
    }

    private void read(Deque<String> words) {
        boolean flagsOver = false;
        while (!words.isEmpty()) {
            String word = words.pop();
            if (flagsOver || !word.startsWith("-") || word.equals("-")) {
                if (flags.commandAfterDashes() && !flagsOver && !arguments.isEmpty()) {
                    throw new WrongUsage("one argument too many: " + word, "what is to be run stands after --");
                }
                arguments.add(word);
                flagsOver |= flags.restIsForeign();
            } else if (word.equals("--")) {
                flagsOver = true;
            } else if (word.startsWith("--")) {
                readLong(word, words);
            } else {
                readShort(word, words);
            }
        }
    }

    private void readLong(String word, Deque<String> words) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Flag flag = flags.find(name).orElseThrow(() -> unknown(name));
        if (!flag.takesValue()) {
            if (equals >= 0) {
                throw new WrongUsage(name + " takes no value", "");
            }
            take(flag, "");
        } else {
            take(flag, equals < 0 ? value(flag, words) : word.substring(equals + 1));
        }
    }

    private void readShort(String word, Deque<String> words) {
        for (int i = 1; i < word.length(); i++) {
            String name = "-" + word.charAt(i);
            Flag flag = flags.find(name).orElseThrow(() -> unknown(word));
            if (flag.takesValue()) {
                String rest = word.substring(i + 1);
                String joined = rest.startsWith("=") ? rest.substring(1) : rest;
                take(flag, rest.isEmpty() ? value(flag, words) : joined);
                return;
            }
            take(flag, "");
        }
    }

    private String value(Flag flag, Deque<String> words) {
        boolean missing = words.isEmpty()
                || words.peek().equals("--")
                || flags.find(words.peek()).isPresent();
        if (missing) {
            throw new WrongUsage(flag.longest() + " needs a value: " + flag.typed(), "");
        }
        return words.pop();
    }

    private void take(Flag flag, String value) {
        List<String> taken = values.computeIfAbsent(flag.longest(), _ -> new ArrayList<>());
        if (flag.takesValue()) {
            if (!taken.isEmpty() && !flag.repeats()) {
                throw new WrongUsage(flag.longest() + " is given twice", "");
            }
            taken.add(value);
        }
    }

    private WrongUsage unknown(String name) {
        List<String> known = flags.names().stream()
                .filter(it -> name.startsWith("--") == it.startsWith("--"))
                .toList();
        return new WrongUsage("unknown flag " + name, name.startsWith("--") ? hint(name, known) : "");
    }

    /** {@code did you mean X?}, or nothing: the only one that begins so, or the nearest, of the same case if there is one. */
    public static String hint(String word, List<String> known) {
        List<String> longer = known.stream().filter(it -> it.startsWith(word)).toList();
        List<String> alike =
                known.stream().filter(it -> isCapital(it) == isCapital(word)).toList();
        Optional<String> begun =
                longer.size() == 1 && !word.isEmpty() ? Optional.of(longer.getFirst()) : Optional.empty();
        return begun.or(() -> Nearest.of(word, alike))
                .or(() -> Nearest.of(word, known))
                .map(near -> "did you mean " + near + "?")
                .orElse("");
    }

    private static boolean isCapital(String word) {
        return !word.isEmpty() && Character.isUpperCase(word.charAt(0));
    }

    /** @param flag by its long name, as are all below */
    public boolean has(String flag) {
        return values.containsKey(flag);
    }

    public Optional<String> text(String flag) {
        return texts(flag).stream().findFirst();
    }

    public List<String> texts(String flag) {
        return values.getOrDefault(flag, List.of());
    }

    public String text(String flag, String otherwise) {
        return text(flag).orElse(otherwise);
    }

    /** One of these words. */
    public String choice(String flag, String otherwise, List<String> choices) {
        String given = text(flag, otherwise);
        if (!choices.contains(given)) {
            throw new WrongUsage(
                    flag + " takes " + String.join(", ", choices) + ", not \"" + given + "\"", hint(given, choices));
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
                    && !text.toLowerCase(Locale.ROOT).contains("e")) {
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
        return List.copyOf(arguments);
    }

    public String argument() {
        return arguments.getFirst();
    }
}
