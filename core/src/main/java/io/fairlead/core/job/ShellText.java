package io.fairlead.core.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a text that is only words from one that needs a shell, and splits the former exactly as a POSIX shell would.
 * Where
 * in doubt it asks for the shell: that is never wrong, only one process more.
 */
public final class ShellText {
    /** What a text turned out to be. */
    public sealed interface Reading {}

    /** Words alone; a shell would do nothing but split them. */
    public record Words(List<String> argv) implements Reading {
        public Words {
            argv = List.copyOf(argv);
        }
    }

    /**
     * Needs a shell.
     *
     * @param because the first thing that only a shell does, for a notice
     */
    public record Script(String because) implements Reading {}

    /**
     * No shell would take it.
     *
     * @param what is not closed
     */
    public record Unfinished(String what) implements Reading {}

    private static final String OPERATORS = ";&|<>()*?[~#$`\n";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean quoted;
    private boolean firstIsPlain = true;
    private int at;

    private ShellText(String text) {
        this.text = text;
    }

    public static Reading read(String text) {
        return new ShellText(text).reading();
    }

    private Reading reading() {
        while (at < text.length()) {
            char c = text.charAt(at);
            Reading stop = null;
            switch (c) {
                case ' ', '\t' -> {
                    endWord();
                    at++;
                }
                case '\\' -> stop = escape();
                case '\'' -> stop = singleQuotes();
                case '"' -> stop = doubleQuotes();
                default -> stop = plain(c);
            }
            if (stop != null) {
                return stop;
            }
        }
        endWord();
        return words.isEmpty() ? new Words(words) : judged(words.getFirst());
    }

    private Reading judged(String first) {
        if (ShellWords.isBuiltin(first)) {
            return new Script("the shell builtin " + first);
        }
        if (firstIsPlain && ShellWords.isKeyword(first)) {
            return new Script("the shell keyword " + first);
        }
        return new Words(words);
    }

    private void endWord() {
        if (inWord) {
            if (words.isEmpty()) {
                firstIsPlain = !quoted;
            }
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
            quoted = false;
        }
    }

    private @Nullable Reading plain(char c) {
        if (OPERATORS.indexOf(c) >= 0) {
            return new Script(c == '\n' ? "a line end outside quotes" : "the sign " + c + " outside quotes");
        }
        if (c == '=' && words.isEmpty() && !quoted && isName(word)) {
            return new Script("the leading assignment of " + word);
        }
        add(c);
        at++;
        return null;
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    /** A backslash outside quotes: the next character is itself, but with a line end both vanish. */
    private @Nullable Reading escape() {
        if (at + 1 == text.length()) {
            return new Unfinished("a backslash at the end");
        }
        char next = text.charAt(at + 1);
        if (next != '\n') {
            add(next);
            quoted = true;
        }
        at += 2;
        return null;
    }

    private @Nullable Reading singleQuotes() {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            return new Unfinished("a single quote");
        }
        word.append(text, at + 1, end);
        inWord = true;
        quoted = true;
        at = end + 1;
        return null;
    }

    private @Nullable Reading doubleQuotes() {
        inWord = true;
        quoted = true;
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return null;
            }
            if (c == '$' || c == '`') {
                return new Script("the sign " + c + " inside double quotes");
            }
            if (c == '\\' && at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
                c = text.charAt(at);
                if (c == '\n') {
                    at++;
                    continue;
                }
            }
            word.append(c);
            at++;
        }
        return new Unfinished("a double quote");
    }

    /** Whether a text is a name of a shell variable. */
    static boolean isName(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
