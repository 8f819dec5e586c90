package io.fairlead.wire.dialect.script;

import io.fairlead.core.problem.Position;
import java.util.Map;

/** A word of a script while it is read. */
final class ShellWord {
    /** Stands for a value that only a run can tell; no script can hold it. */
    static final String UNKNOWN = "\0";

    private final Position at;
    private final Map<String, String> variables;
    private final StringBuilder text = new StringBuilder();
    private boolean begun;
    private boolean known = true;
    private boolean plainSoFar = true;
    private int assigns;

    ShellWord(Position at, Map<String, String> variables) {
        this.at = at;
        this.variables = variables;
    }

    Position at() {
        return at;
    }

    /** A character without quotes. */
    void plain(char c) {
        begun = true;
        if (c == '=' && assigns == 0 && plainSoFar && isName()) {
            assigns = text.length();
        }
        text.append(c);
    }

    void quoted(char c) {
        begin();
        text.append(c);
    }

    /** Quotes make a word, also an empty one. */
    void begin() {
        begun = true;
        plainSoFar = false;
    }

    void unknown() {
        begin();
        known = false;
    }

    void home() {
        begin();
        variable("HOME");
    }

    /** @param name as it stands after the dollar, without braces */
    void variable(String name) {
        begin();
        String value = variables.get(name);
        if (value == null || value.equals(UNKNOWN)) {
            known = false;
        } else {
            text.append(value);
        }
    }

    private boolean isName() {
        return !text.isEmpty()
                && !Character.isDigit(text.charAt(0))
                && text.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
    }

    boolean isNothing() {
        return !begun;
    }

    String text() {
        return text.toString();
    }

    boolean known() {
        return known;
    }

    /** Where the equals sign of an assignment stands; 0 for a word that is none. */
    int assigns() {
        return assigns;
    }

    Word word() {
        return new Word(text(), known, at);
    }
}
