package io.fairlead.wire.dialect;

import io.fairlead.core.problem.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a pasted command apart as a shell would, and executes nothing: line continuations, quotes, comments, prompts. What
 * a shell would have to work out is put in from {@link Surroundings} where that is known, and refused at its column where
 * it is not.
 */
public final class ShellLine {
    /** Longest text that is looked at. */
    public static final int CHARS_MAX = 64 * 1024;

    /** As pages and terminals show it before a command. */
    private static final Pattern PROMPT =
            Pattern.compile("\\A\\s*[$#>%]\\s+(?=(sudo|docker|podman|nvidia-docker|runai)\\s)");

    private static final Pattern BLANKS = Pattern.compile("\\\\[ \\t]+\\r?(\\n|\\z)");

    private final String text;
    private final Remarks remarks;
    private final Expansion expansion;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private final boolean prompted;
    private boolean inWord;
    private boolean over;
    private int start;
    /** Where the word begins that was said to be a pattern. */
    private int globIn = -1;

    private int at;

    private ShellLine(String text, Surroundings here, Remarks remarks) {
        this.text = text;
        this.remarks = remarks;
        this.expansion = new Expansion(text, here, remarks);
        Matcher prompt = PROMPT.matcher(text);
        prompted = prompt.find();
        at = prompted ? prompt.end() : 0;
    }

    /**
     * @return the words up to where it had to stop; what is wrong is in the remarks
     */
    public static List<Word> split(String text, Surroundings here, Remarks remarks) {
        if (text.length() > CHARS_MAX) {
            remarks.problem("", Position.NONE, DialectProblems.LINE_LONG, "max", CHARS_MAX);
            return List.of();
        }
        ShellLine line = new ShellLine(text, here, remarks);
        line.read();
        return line.words;
    }

    private void read() {
        boolean more = true;
        while (more && at < text.length()) {
            char c = text.charAt(at);
            if (over && !Character.isWhitespace(c) && c != '#') {
                remarks.problem("", expansion.position(at), DialectProblems.SECOND_COMMAND);
                break;
            }
            more = switch (c) {
                case ' ', '\t', '\r' -> blank();
                case '\n' -> lineEnd();
                case '\\' -> escape();
                case '\'' -> singleQuotes();
                case '"' -> doubleQuotes();
                case '`', '$' -> expanded(false);
                case ';', '&', '|', '<', '>', '(', ')' -> operator();
                case '#' -> inWord ? plain(c) : comment();
                case '~' -> inWord ? plain(c) : tilde();
                default -> plain(c);
            };
        }
        endWord();
    }

    private boolean plain(char c) {
        begin();
        boolean glob = c == '*' || c == '?' || c == '[';
        if (glob && globIn != start) {
            globIn = start;
            int end = at;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            String whole = word + text.substring(at, end);
            remarks.notice(new Word("", expansion.position(start)), DialectProblems.GLOB, "word", whole);
        }
        word.append(c);
        at++;
        return true;
    }

    private void begin() {
        if (!inWord) {
            inWord = true;
            start = at;
        }
    }

    private void endWord() {
        if (inWord) {
            words.add(new Word(word.toString(), expansion.position(start)));
            word.setLength(0);
            inWord = false;
        }
    }

    private boolean blank() {
        endWord();
        at++;
        return true;
    }

    private boolean lineEnd() {
        endWord();
        over = !words.isEmpty();
        at++;
        return true;
    }

    private boolean comment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        return true;
    }

    private boolean tilde() {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (next != '/' && !Character.isWhitespace(next)) {
            return plain('~');
        }
        begin();
        word.append(expansion.home());
        at++;
        return true;
    }

    private boolean operator() {
        boolean descriptor = word.toString().matches("[0-9]");
        if (descriptor && (text.charAt(at) == '<' || text.charAt(at) == '>')) {
            word.setLength(0);
            inWord = false;
        }
        String sign = text.substring(at, Math.min(text.length(), at + 2));
        String shown = sign.length() == 2 && sign.charAt(0) == sign.charAt(1) ? sign : sign.substring(0, 1);
        remarks.problem(shown, expansion.position(at), DialectProblems.OPERATOR, "sign", shown);
        return false;
    }

    /** A backslash outside quotes: the next character is itself, and with a line end both vanish. */
    private boolean escape() {
        Matcher blanks = BLANKS.matcher(text).region(at, text.length());
        if (blanks.lookingAt()) {
            remarks.notice(new Word("", expansion.position(at)), DialectProblems.TRAILING_BLANK);
            return continued(blanks.end());
        }
        if (text.startsWith("\\\r\n", at)) {
            return continued(at + 3);
        }
        if (at + 1 >= text.length() || text.charAt(at + 1) == '\n') {
            return continued(Math.min(text.length(), at + 2));
        }
        begin();
        word.append(text.charAt(at + 1));
        at += 2;
        return true;
    }

    /** A prompt of the second line is pasted along with that of the first. */
    private boolean continued(int from) {
        at = from;
        if (prompted) {
            int next = at;
            while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
                next++;
            }
            if (text.startsWith("> ", next)) {
                at = next + 2;
            }
        }
        return true;
    }

    private boolean singleQuotes() {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            return unfinished("a single quote", at);
        }
        begin();
        word.append(text, at + 1, end);
        at = end + 1;
        return true;
    }

    private boolean doubleQuotes() {
        int opened = at;
        begin();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return true;
            }
            if (c == '$' || c == '`') {
                if (!expanded(true)) {
                    return false;
                }
                continue;
            }
            boolean escaped = c == '\\' && at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0;
            if (escaped) {
                at++;
            }
            if (!escaped || text.charAt(at) != '\n') {
                word.append(text.charAt(at));
            }
            at++;
        }
        return unfinished("a double quote", opened);
    }

    private boolean expanded(boolean quoted) {
        begin();
        Expansion.Result result = expansion.read(at, quoted);
        if (result.end() < 0) {
            return unfinished(result.value(), at);
        }
        word.append(result.value());
        at = result.end();
        return true;
    }

    /** What comes after can not be told from what is quoted. */
    private boolean unfinished(String what, int opened) {
        remarks.problem("", expansion.position(opened), DialectProblems.UNFINISHED, "what", what);
        return false;
    }
}
