package io.fairlead.wire.dialect.script;

import io.fairlead.core.problem.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the simple commands of a shell script, in the order of its text, without running any. Words are followed through
 * quotes and through variables that the script sets to plain text; what only a run can tell is marked unknown. It need not
 * understand everything: what it takes for a command that is none has a name that nobody looks for.
 */
public final class ShellScan {
    private static final Set<String> BEFORE_A_COMMAND =
            Set.of("if", "then", "else", "elif", "do", "while", "until", "!", "{", "time");
    private static final Set<String> NO_COMMAND =
            Set.of("for", "case", "select", "function", "fi", "done", "esac", "}");
    private static final Set<String> SETTERS = Set.of("export", "readonly", "declare", "typeset", "local");
    private static final String ENDS_A_WORD = " \t\r\n;&|()<>";

    private final String text;
    private final Map<String, String> variables;
    private final List<List<Word>> commands = new ArrayList<>();
    private final Deque<String> hereDocuments = new ArrayDeque<>();
    private int at;
    private int line;
    private int lineStart;

    private ShellScan(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
        this.line = 1;
    }

    /**
     * @param variables known before the script begins; those that the script sets are added
     * @return each command's words, its name first, without assignments and redirections
     */
    public static List<List<Word>> commands(String script, Map<String, String> variables) {
        ShellScan scan = new ShellScan(script, variables);
        while (scan.at < script.length()) {
            scan.list();
            scan.at++;
        }
        return scan.commands;
    }

    /** Commands up to the parenthesis that closes this list, or the end. */
    private void list() {
        List<Word> words = new ArrayList<>();
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case ' ', '\t', '\r' -> at++;
                case '\n' -> {
                    end(words);
                    newLine();
                    skipHereDocuments();
                }
                case ';', '|', '&' -> {
                    end(words);
                    at++;
                }
                case '(' -> {
                    end(words);
                    at++;
                    list();
                    at++;
                }
                case ')' -> {
                    end(words);
                    return;
                }
                case '<', '>' -> redirection();
                case '#' -> skipComment();
                default -> {
                    ShellWord word = word();
                    boolean descriptor = at < text.length()
                            && (text.charAt(at) == '<' || text.charAt(at) == '>')
                            && word.text().chars().allMatch(Character::isDigit);
                    if (!descriptor && !word.isNothing()) {
                        add(words, word);
                    }
                }
            }
        }
        end(words);
    }

    private void add(List<Word> words, ShellWord word) {
        boolean first = words.isEmpty() || words.stream().allMatch(it -> BEFORE_A_COMMAND.contains(it.text()));
        boolean setter = !words.isEmpty() && SETTERS.contains(words.getFirst().text());
        if (word.assigns() > 0 && (first || setter)) {
            assign(word.text().substring(0, word.assigns()), word.text().substring(word.assigns() + 1), word.known());
        } else {
            words.add(word.word());
        }
    }

    /** A variable that gets a second value may have either at any place: nothing more is known of it. */
    private void assign(String name, String value, boolean known) {
        String before = variables.get(name);
        if (known && (before == null || before.equals(value))) {
            variables.put(name, value);
        } else {
            variables.put(name, ShellWord.UNKNOWN);
        }
    }

    private void end(List<Word> words) {
        List<Word> command = new ArrayList<>(words);
        words.clear();
        while (!command.isEmpty()
                && BEFORE_A_COMMAND.contains(command.getFirst().text())) {
            command.removeFirst();
        }
        if (command.isEmpty() || NO_COMMAND.contains(command.getFirst().text())) {
            if (command.size() > 1) {
                variables.put(command.get(1).text(), ShellWord.UNKNOWN);
            }
            return;
        }
        if (command.getFirst().text().equals("read")) {
            command.stream().skip(1).forEach(name -> variables.put(name.text(), ShellWord.UNKNOWN));
        }
        commands.add(command);
    }

    private void newLine() {
        at++;
        line++;
        lineStart = at;
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void redirection() {
        char sign = text.charAt(at);
        int from = at;
        while (at < text.length() && "<>&|".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        boolean here = sign == '<' && text.startsWith("<<", from) && !text.startsWith("<<<", from);
        if (at < text.length() && text.charAt(at) == '(') {
            return;
        }
        if (here && at < text.length() && text.charAt(at) == '-') {
            at++;
        }
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        if (at < text.length() && text.charAt(at) != '\n') {
            String target = word().text();
            if (here) {
                hereDocuments.add(target);
            }
        }
    }

    private void skipHereDocuments() {
        while (!hereDocuments.isEmpty()) {
            String delimiter = hereDocuments.remove();
            boolean more = at < text.length();
            while (more) {
                int end = text.indexOf('\n', at);
                String content = text.substring(at, end < 0 ? text.length() : end);
                at = end < 0 ? text.length() : end;
                more = end >= 0 && !content.strip().equals(delimiter);
                if (end >= 0) {
                    newLine();
                }
            }
        }
    }

    private ShellWord word() {
        ShellWord word = new ShellWord(new Position(line, at - lineStart + 1), variables);
        int from = at;
        while (at < text.length() && ENDS_A_WORD.indexOf(text.charAt(at)) < 0) {
            piece(word, word.isNothing());
        }
        if (at == from) {
            at++;
        }
        return word;
    }

    private void piece(ShellWord word, boolean first) {
        char c = text.charAt(at);
        switch (c) {
            case '\\' -> {
                at++;
                if (at < text.length() && text.charAt(at) == '\n') {
                    newLine();
                } else if (at < text.length()) {
                    word.quoted(text.charAt(at++));
                }
            }
            case '\'' -> singleQuoted(word);
            case '"' -> doubleQuoted(word);
            case '$' -> dollar(word);
            case '`' -> backQuoted(word);
            default -> {
                if (first && c == '~') {
                    word.home();
                } else {
                    word.plain(c);
                }
                at++;
            }
        }
    }

    private void singleQuoted(ShellWord word) {
        word.begin();
        at++;
        while (at < text.length() && text.charAt(at) != '\'') {
            step(word);
        }
        at++;
    }

    private void step(ShellWord word) {
        char c = text.charAt(at);
        word.quoted(c);
        if (c == '\n') {
            newLine();
        } else {
            at++;
        }
    }

    private void doubleQuoted(ShellWord word) {
        word.begin();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
                step(word);
            } else if (c == '$') {
                dollar(word);
            } else if (c == '`') {
                backQuoted(word);
            } else {
                step(word);
            }
        }
        at++;
    }

    /** What stands between back-quotes are commands, too. */
    private void backQuoted(ShellWord word) {
        int end = text.indexOf('`', at + 1);
        int stop = end < 0 ? text.length() : end;
        commands.addAll(commands(text.substring(at + 1, stop), variables).stream()
                .map(command -> command.stream()
                        .map(it -> new Word(it.text(), it.known(), word.at()))
                        .toList())
                .toList());
        word.unknown();
        while (at <= stop && at < text.length()) {
            if (text.charAt(at) == '\n') {
                newLine();
            } else {
                at++;
            }
        }
    }

    private void dollar(ShellWord word) {
        at++;
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (c == '(') {
            word.unknown();
            at++;
            list();
            at++;
        } else if (c == '{') {
            int end = text.indexOf('}', at);
            int stop = end < 0 ? text.length() : end;
            word.variable(text.substring(at + 1, stop));
            at = Math.min(text.length(), stop + 1);
        } else {
            int from = at;
            while (at < text.length() && isNamePart(text.charAt(at), at == from)) {
                at++;
            }
            if (at == from && at < text.length()) {
                // $1, $@, $? and the like
                at++;
            }
            word.variable(text.substring(from, at));
        }
    }

    private static boolean isNamePart(char c, boolean first) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
    }
}
