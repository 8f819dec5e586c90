package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.Position;
import io.fairlead.wire.dialect.script.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of {@code sbatch}.
 *
 * @param interpreter what its first line names, with its arguments
 * @param directives what its {@code #SBATCH} lines say, in their order
 * @param text whole, as it was given
 */
record Script(List<String> interpreter, List<Said> directives, String text) {
    static final int MAX_BYTES = 96 << 10;

    private static final String MARK = "#SBATCH";
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"'\\\\]|\\\\.|\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*')+");

    Script {
        interpreter = List.copyOf(interpreter);
        directives = List.copyOf(directives);
    }

    /** Reads it; what is wrong goes to the notes. */
    static Script read(String text, Notes notes) {
        String[] lines = text.split("\n", -1);
        List<String> interpreter = interpreter(lines[0], notes);
        if (text.indexOf('\r') >= 0) {
            notes.problem(new Position(1, lines[0].length()), "", SlurmProblems.CARRIAGE_RETURN);
        }
        WordReader reader = new WordReader(Options.SLURM, "sbatch", notes);
        boolean over = false;
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i];
            if (line.startsWith(MARK)) {
                directive(line, i + 1, over, reader, notes);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                over = true;
            }
        }
        return new Script(interpreter, reader.said(), text);
    }

    private static List<String> interpreter(String first, Notes notes) {
        String named = first.startsWith("#!") ? first.substring(2).strip() : "";
        if (!named.startsWith("/")) {
            notes.problem(new Position(1, 1), first, SlurmProblems.NO_INTERPRETER);
            return List.of("/bin/sh");
        }
        // The kernel takes one argument, blanks included.
        return List.of(named.split("[ \t]+", 2));
    }

    private static void directive(String line, int number, boolean over, WordReader reader, Notes notes) {
        Position at = new Position(number, 1);
        if (over) {
            notes.notice(at, SlurmProblems.DIRECTIVE_LATE, "directive", line.strip());
            return;
        }
        List<Word> words = words(line, number);
        List<Word> rest = reader.read(words);
        if (!rest.isEmpty()) {
            notes.problem(
                    rest.getFirst().at(),
                    rest.getFirst().text(),
                    SlurmProblems.DIRECTIVE_WORD,
                    "word",
                    rest.getFirst().text());
        }
    }

    /** What follows the mark, with quotes taken off; from a {@code #} on it is a comment. */
    private static List<Word> words(String line, int number) {
        List<Word> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        word.region(MARK.length(), line.length());
        while (word.find()) {
            if (word.group().startsWith("#")) {
                break;
            }
            words.add(new Word(unquoted(word.group()), true, new Position(number, word.start() + 1)));
        }
        return words;
    }

    private static String unquoted(String word) {
        StringBuilder text = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && i + 1 < word.length()) {
                text.append(word.charAt(++i));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
