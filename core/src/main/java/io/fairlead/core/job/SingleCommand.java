package io.fairlead.core.job;

import java.util.Optional;

/**
 * Recognises a script that is one simple command and nothing else, such as {@code python train.py > log 2>&1}. There
 * the
 * shell can hand its process over ({@code exec}), so that the program gets the signals and its exit code is the job's.
 * Where in doubt the answer is no.
 */
final class SingleCommand {
    private static final int UNSURE = -1;

    /** Deepest nesting of expansions that is followed. */
    private static final int NESTING_MAX = 16;

    private final String script;
    private int nesting;

    private SingleCommand(String script) {
        this.script = script;
    }

    /** The script with {@code exec} before its command; empty when it is more than one command, or not surely one. */
    static Optional<String> withExec(String script) {
        SingleCommand single = new SingleCommand(script);
        int command = single.commandStart();
        if (command == UNSURE || !single.endsAfter(command)) {
            return Optional.empty();
        }
        return Optional.of(script.substring(0, command) + "exec " + script.substring(command));
    }

    /** Where the command's own name starts, after assignments. */
    private int commandStart() {
        int start = skipBlanks(0);
        while (start < script.length()) {
            int end = wordEnd(start);
            if (end == UNSURE || end == start) {
                return UNSURE;
            }
            String word = script.substring(start, end);
            int equals = word.indexOf('=');
            if (equals < 0 || !ShellText.isName(word.substring(0, equals))) {
                return isPlainProgram(word) ? start : UNSURE;
            }
            start = skipBlanks(end);
        }
        return UNSURE;
    }

    private static boolean isPlainProgram(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!Character.isLetterOrDigit(c) && "_./+:@%-~".indexOf(c) < 0) {
                return false;
            }
        }
        boolean digits = word.chars().allMatch(Character::isDigit);
        return !digits && !ShellWords.isKeyword(word) && !ShellWords.isBuiltin(word);
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < script.length() && (script.charAt(i) == ' ' || script.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    /** Whether from the command's name on there are only words and redirections. */
    private boolean endsAfter(int command) {
        int i = command;
        while (i < script.length()) {
            i = skipBlanks(i);
            if (i == script.length()) {
                return true;
            }
            char c = script.charAt(i);
            if (c == '\n' || c == ';') {
                return script.substring(i + 1).isBlank();
            }
            if (c == '#') {
                int end = script.indexOf('\n', i);
                return end < 0 || script.substring(end).isBlank();
            }
            i = c == '<' || c == '>' ? redirectionEnd(i) : wordEnd(i);
            if (i == UNSURE) {
                return false;
            }
        }
        return true;
    }

    /**
     * After {@code >}, {@code >>}, {@code >|}, {@code >&}, {@code <}, {@code <>} or {@code <&}; a
     * here-document is more.
     */
    private int redirectionEnd(int at) {
        char first = script.charAt(at);
        int i = at + 1;
        char second = i < script.length() ? script.charAt(i) : ' ';
        if (first == '<' && second == '<') {
            return UNSURE;
        }
        return second == '&' || second == '>' || (first == '>' && second == '|') ? i + 1 : i;
    }

    /** The end of the word that starts there; unsure at an operator, and where something is not closed. */
    private int wordEnd(int start) {
        int i = start;
        while (i < script.length()) {
            char c = script.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == ';' || c == '<' || c == '>') {
                return i;
            }
            if (c == '&' || c == '|' || c == '(' || c == ')') {
                return UNSURE;
            }
            i = after(i);
            if (i == UNSURE) {
                return UNSURE;
            }
        }
        return i;
    }

    /** After one character, escape, quotation or expansion. */
    private int after(int at) {
        nesting++;
        int end = nesting > NESTING_MAX ? UNSURE : afterPiece(at);
        nesting--;
        return end;
    }

    private int afterPiece(int at) {
        return switch (script.charAt(at)) {
            case '\\' -> at + 1 < script.length() ? at + 2 : UNSURE;
            case '\'' -> afterNext('\'', at + 1);
            case '"' -> afterDoubleQuotes(at + 1);
            case '`' -> afterBackticks(at + 1);
            case '$' -> afterDollar(at);
            default -> at + 1;
        };
    }

    private int afterNext(char end, int from) {
        int found = script.indexOf(end, from);
        return found < 0 ? UNSURE : found + 1;
    }

    private int afterDoubleQuotes(int from) {
        int i = from;
        while (i != UNSURE && i < script.length()) {
            char c = script.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            i = c == '\'' ? i + 1 : after(i);
        }
        return UNSURE;
    }

    private int afterBackticks(int from) {
        for (int i = from; i < script.length(); i++) {
            if (script.charAt(i) == '\\') {
                i++;
            } else if (script.charAt(i) == '`') {
                return i + 1;
            }
        }
        return UNSURE;
    }

    private int afterDollar(int at) {
        char next = at + 1 < script.length() ? script.charAt(at + 1) : ' ';
        if (next == '(') {
            return afterClosing('(', ')', at + 2);
        }
        return next == '{' ? afterClosing('{', '}', at + 2) : at + 1;
    }

    private int afterClosing(char open, char close, int from) {
        int depth = 1;
        int i = from;
        while (i != UNSURE && i < script.length()) {
            char c = script.charAt(i);
            if (c == open) {
                depth++;
            } else if (c == close) {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            }
            i = after(i);
        }
        return UNSURE;
    }
}
