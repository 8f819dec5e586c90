package io.fairlead.wire.document;

import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Says in our words what is wrong with a JSON text. The parser's own words speak of its switches; what stands at the
 * place
 * it stopped at tells a person more.
 */
final class JsonMistake {
    private static final String NAN = "NaN and Infinity are not numbers of JSON";

    private JsonMistake() {}

    static Unreadable of(String text, StreamReadException mistake) {
        TokenStreamLocation at = mistake.getLocation();
        int line = at.getLineNr();
        int column = at.getColumnNr();
        if (mistake instanceof UnexpectedEndOfInputException) {
            return syntax(line, column, "unexpected end of the text", "close what is open, or send the whole text");
        }
        int offset = (int) Math.min(text.length(), Math.max(0, at.getCharOffset()));
        String words = mistake.getOriginalMessage();
        if (words.startsWith("Non-standard token")) {
            return syntax(line, column, NAN, "write a number, or leave the key out");
        }
        if (words.startsWith("Unrecognized token")) {
            return word(text, offset, line, column);
        }
        if (words.startsWith("Illegal unquoted character") || words.startsWith("Unrecognized character escape")) {
            String what =
                    words.startsWith("Illegal") ? "a line end or control character in a text" : "an unknown escape";
            return syntax(line, column, what, "inside a text write \\n, \\t, \\\" or \\\\");
        }
        if (words.contains("was expecting comma")) {
            return syntax(line, column, "a comma is missing", "put a comma before this place");
        }
        if (words.contains("numeric value") || words.contains("hex-digit")) {
            return syntax(line, column, "not a number or escape of JSON", "write it as in 12, 0.5 or \\u00e9");
        }
        if (words.startsWith("Unexpected close marker")) {
            return syntax(
                    line, column, "a bracket too many, or of the wrong kind", "match every { with } and [ with ]");
        }
        return character(text, offset, line, column);
    }

    private static Unreadable word(String text, int offset, int line, int column) {
        int end = offset;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(offset, end);
        String fix = switch (word) {
            case "True", "TRUE", "yes" -> "write true";
            case "False", "FALSE", "no" -> "write false";
            case "None", "nil", "undefined" -> "write null, or leave the key out";
            default -> "put a text in double quotes";
        };
        return syntax(line, column, "the word " + shortened(word) + " is not JSON", fix);
    }

    private static Unreadable character(String text, int offset, int line, int column) {
        if (offset >= text.length()) {
            return syntax(line, column, "unexpected end of the text", "close what is open, or send the whole text");
        }
        char c = text.charAt(offset);
        char before = significantBefore(text, offset);
        if (c == '/' || c == '#') {
            return syntax(line, column, "comments are not allowed in JSON", "remove the comment, or use YAML");
        }
        if (c == '\'' || c == '“' || c == '”' || c == '‘' || c == '’' || c == '`') {
            return syntax(line, column, "texts need plain double quotes", "write \" instead of " + c);
        }
        if ((c == '}' || c == ']') && before == ',') {
            return syntax(line, column, "a comma before the closing bracket", "remove the last comma");
        }
        if (before == '{' || before == ',') {
            return syntax(line, column, "a key needs double quotes", "write \"key\": value");
        }
        return syntax(line, column, "the character " + shown(c) + " is not expected here", "check the text before it");
    }

    private static char significantBefore(String text, int offset) {
        for (int i = offset - 1; i >= 0; i--) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i);
            }
        }
        return 0;
    }

    private static String shown(char c) {
        boolean plain = c > ' ' && c < 127;
        return plain ? "'" + c + "'" : String.format("U+%04X", (int) c);
    }

    private static String shortened(String word) {
        return word.length() <= 40 ? word : word.substring(0, 39) + "…";
    }

    private static Unreadable syntax(int line, int column, String what, String fix) {
        return new Unreadable(DocumentProblems.SYNTAX, line, column, "format", "JSON", "what", what, "fix", fix);
    }
}
