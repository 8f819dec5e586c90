package io.fairlead.wire.dialect;

import io.fairlead.wire.dialect.FlagRule.Fate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line taken apart as programs written in Go do it: {@code --name value}, {@code --name=value}, {@code -it} for
 * {@code -i -t}, {@code -eA=1} for {@code -e A=1}.
 */
public final class FlagLine {
    /**
     * A flag that was given.
     *
     * @param value of a switch {@code true} or {@code false}
     */
    public record Taken(FlagRule rule, Word value) {}

    private final FlagTable table;
    private final Remarks remarks;
    private final List<Taken> taken = new ArrayList<>();
    private final List<Word> arguments = new ArrayList<>();
    private final List<Word> rest = new ArrayList<>();
    private final Deque<Word> words;

    private FlagLine(FlagTable table, List<Word> words, Remarks remarks) {
        this.table = table;
        this.remarks = remarks;
        this.words = new ArrayDeque<>(words);
    }

    /** Flags up to the first word that is none; it and all after it are the rest. */
    public static FlagLine before(FlagTable table, List<Word> words, Remarks remarks) {
        FlagLine line = new FlagLine(table, words, remarks);
        while (line.isFlagNext()) {
            line.flag(line.words.pop());
        }
        line.end();
        return line;
    }

    /** Flags and arguments in any order, up to {@code --}; what follows that is the rest. */
    public static FlagLine among(FlagTable table, List<Word> words, Remarks remarks) {
        FlagLine line = new FlagLine(table, words, remarks);
        while (!line.words.isEmpty() && !line.words.peek().text().equals("--")) {
            if (line.isFlagNext()) {
                line.flag(line.words.pop());
            } else {
                line.arguments.add(line.words.pop());
            }
        }
        line.end();
        return line;
    }

    private boolean isFlagNext() {
        Word next = words.peek();
        return next != null
                && next.text().startsWith("-")
                && next.text().length() > 1
                && !next.text().equals("--");
    }

    private void end() {
        if (!words.isEmpty() && words.peek().text().equals("--")) {
            words.pop();
        }
        rest.addAll(words);
    }

    private void flag(Word word) {
        if (word.text().startsWith("--")) {
            int equals = word.text().indexOf('=');
            String name = equals < 0 ? word.text() : word.text().substring(0, equals);
            Optional<FlagRule> rule = table.find(name);
            if (rule.isEmpty()) {
                unknown(word, name, equals < 0);
            } else {
                Optional<String> joined =
                        equals < 0 ? Optional.empty() : Optional.of(word.text().substring(equals + 1));
                take(word, rule.get(), joined);
            }
            return;
        }
        for (int i = 1; i < word.text().length(); i++) {
            Optional<FlagRule> rule = table.find("-" + word.text().charAt(i));
            if (rule.isEmpty()) {
                unknown(word, word.text(), false);
                return;
            }
            String after = word.text().substring(i + 1);
            if (rule.get().takesValue()) {
                String plain = after.startsWith("=") ? after.substring(1) : after;
                take(word, rule.get(), after.isEmpty() ? Optional.empty() : Optional.of(plain));
                return;
            }
            if (after.startsWith("=")) {
                take(word, rule.get(), Optional.of(after.substring(1)));
                return;
            }
            take(word, rule.get(), Optional.empty());
        }
    }

    /** Where the flag that was probably meant takes a value, the next word is taken as that. */
    private void unknown(Word word, String name, boolean valueMayFollow) {
        Optional<String> meant = table.near(name);
        Optional<FlagRule> near = meant.flatMap(table::find);
        String hint = meant.map(it -> "; did you mean " + it + "?").orElse("");
        remarks.problem(word, DialectProblems.FLAG_UNKNOWN, "program", table.program(), "flag", name, "near", hint);
        if (valueMayFollow && near.filter(FlagRule::takesValue).isPresent() && !words.isEmpty() && !isFlagNext()) {
            words.pop();
        }
    }

    private void take(Word word, FlagRule rule, Optional<String> joined) {
        if (!rule.takesValue()) {
            takeSwitch(word, rule, joined.orElse("true"));
        } else if (joined.isPresent()) {
            judge(rule, word.with(joined.get()), word);
        } else if (words.isEmpty()) {
            remarks.problem(word, DialectProblems.FLAG_VALUE_MISSING, "flag", rule.name());
        } else {
            judge(rule, words.pop(), word);
        }
    }

    private void takeSwitch(Word word, FlagRule rule, String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "t" -> judge(rule, word.with("true"), word);
            case "false", "0", "f" -> {
                if (rule.fate() instanceof Fate.Used) {
                    taken.add(new Taken(rule, word.with("false")));
                }
            }
            default -> remarks.problem(word, DialectProblems.FLAG_BOOLEAN, "flag", rule.name());
        }
    }

    private void judge(FlagRule rule, Word value, Word at) {
        switch (rule.fate()) {
            case Fate.Used _ -> taken.add(new Taken(rule, value));
            case Fate.Silent _ -> {
                // as it is anyway
            }
            case Fate.Noted(String why) ->
                remarks.notice(at, DialectProblems.FLAG_NOTED, "flag", rule.name(), "why", why);
            case Fate.Refused(String why, String fix) ->
                remarks.problem(
                        at.with(rule.takesValue() && !value.equals(at) ? rule.name() + " " + value.text() : at.text()),
                        DialectProblems.FLAG_REFUSED,
                        "flag",
                        rule.name(),
                        "why",
                        why,
                        "fix",
                        fix);
        }
    }

    /** Those that are used, in the order of the line. */
    public List<Taken> taken() {
        return taken;
    }

    /** All values given to a flag, in order. */
    public List<Word> all(String name) {
        return taken.stream()
                .filter(it -> it.rule().name().equals(name))
                .map(Taken::value)
                .toList();
    }

    /** The value given last, which is the one that counts. */
    public Optional<Word> last(String name) {
        List<Word> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    public boolean has(String name) {
        return last(name).filter(word -> word.text().equals("true")).isPresent();
    }

    /** What stood among the flags and was none. */
    public List<Word> arguments() {
        return arguments;
    }

    /** What came after the flags, as it is. */
    public List<Word> rest() {
        return rest;
    }
}
