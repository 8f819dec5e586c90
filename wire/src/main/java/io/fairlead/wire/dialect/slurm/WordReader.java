package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.Position;
import io.fairlead.wire.dialect.script.Word;
import io.fairlead.wire.dialect.slurm.Option.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes options from the front of a line of words: {@code --name=VALUE}, {@code --name VALUE}, {@code -nVALUE}. */
final class WordReader {
    private final Options options;
    private final String program;
    private final Notes notes;
    private final List<Said> said = new ArrayList<>();
    private int next;

    /** @param program for messages */
    WordReader(Options options, String program, Notes notes) {
        this.options = options;
        this.program = program;
        this.notes = notes;
    }

    /** @return the words behind the options, from the first that is none */
    List<Word> read(List<Word> words) {
        next = 0;
        while (next < words.size()) {
            String text = words.get(next).text();
            if (text.equals("--")) {
                next++;
                break;
            }
            if (!text.startsWith("-") || text.equals("-")) {
                break;
            }
            Word word = words.get(next++);
            if (text.startsWith("--")) {
                readLong(word, words);
            } else {
                readShort(word, words);
            }
        }
        return words.subList(next, words.size());
    }

    /** In the order given. */
    List<Said> said() {
        return said;
    }

    private void readLong(Word word, List<Word> words) {
        int equals = word.text().indexOf('=');
        String name = word.text().substring(2, equals < 0 ? word.text().length() : equals);
        Optional<Option> option = options.named(name);
        if (option.isEmpty()) {
            unknown(word, "--" + name, options.near(name));
        } else if (equals >= 0) {
            if (option.get().value() == Value.NONE) {
                notes.problem(
                        word.at(),
                        word.text(),
                        SlurmProblems.OPTION_VALUE,
                        "option",
                        option.get().typed(),
                        "rule",
                        "takes no value");
            } else {
                take(option.get(), word.text().substring(equals + 1), word.at());
            }
        } else if (option.get().value() == Value.REQUIRED) {
            takeNext(option.get(), word, words);
        } else {
            take(option.get(), "", word.at());
        }
    }

    private void readShort(Word word, List<Word> words) {
        String text = word.text();
        for (int i = 1; i < text.length(); i++) {
            Optional<Option> option = options.lettered(text.charAt(i));
            if (option.isEmpty()) {
                unknown(word, "-" + text.charAt(i), "");
                return;
            }
            if (option.get().value() == Value.REQUIRED) {
                String rest = text.substring(i + 1);
                if (rest.isEmpty()) {
                    takeNext(option.get(), word, words);
                } else {
                    take(option.get(), rest.startsWith("=") ? rest.substring(1) : rest, word.at());
                }
                return;
            }
            take(option.get(), "", word.at());
        }
    }

    private void takeNext(Option option, Word word, List<Word> words) {
        if (next >= words.size()) {
            notes.problem(
                    word.at(),
                    word.text(),
                    SlurmProblems.OPTION_VALUE,
                    "option",
                    option.typed(),
                    "rule",
                    "needs a value");
            return;
        }
        take(option, words.get(next++).text(), word.at());
    }

    private void take(Option option, String value, Position at) {
        switch (option.treatment()) {
            case TAKEN -> said.add(new Said(option, value, at));
            case SILENT -> {
                // means nothing here
            }
            case NOTICED -> notes.notice(at, SlurmProblems.NO_EFFECT, "option", option.typed(), "why", option.note());
            case NOT_YET ->
                notes.problem(at, value, SlurmProblems.NOT_YET, "option", option.typed(), "meanwhile", option.note());
            case REFUSED ->
                notes.problem(at, value, SlurmProblems.OPTION_REFUSED, "option", option.typed(), "fix", option.note());
        }
    }

    private void unknown(Word word, String option, String near) {
        notes.problem(
                word.at(),
                word.text(),
                SlurmProblems.OPTION_UNKNOWN,
                "program",
                program,
                "option",
                option,
                "near",
                near);
    }
}
