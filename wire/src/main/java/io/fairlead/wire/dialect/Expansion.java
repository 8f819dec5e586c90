package io.fairlead.wire.dialect;

import io.fairlead.core.problem.Position;
import java.util.Optional;

/** What begins with a dollar sign or a back-quote: known from the surroundings, or refused. */
final class Expansion {
    private final String text;
    private final Surroundings here;
    private final Remarks remarks;
    /** How far lines and columns are counted. */
    private int counted;

    private int line = 1;
    private int column = 1;

    /**
     * @param value what to put there; where nothing closes it, what was opened
     * @param end behind it; negative where nothing closes it
     */
    record Result(String value, int end) {}

    /** A value and what it is, for the notice. */
    private record Known(String value, String what) {}

    Expansion(String text, Surroundings here, Remarks remarks) {
        this.text = text;
        this.here = here;
        this.remarks = remarks;
    }

    String home() {
        return here.home();
    }

    /** Line and column of a character. Places are mostly asked for from left to right. */
    Position position(int index) {
        if (index < counted) {
            counted = 0;
            line = 1;
            column = 1;
        }
        while (counted < index && counted < text.length()) {
            char c = text.charAt(counted);
            counted++;
            if (c == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(c)) {
                column++;
            }
        }
        return new Position(line, column);
    }

    /** @param quoted whether it stands in double quotes */
    Result read(int at, boolean quoted) {
        if (text.charAt(at) == '`') {
            int end = text.indexOf('`', at + 1);
            return end < 0 ? new Result("a back-quote", -1) : command(at, text.substring(at + 1, end), end + 1);
        }
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (text.startsWith("$((", at)) {
            int end = text.indexOf("))", at);
            return end < 0 ? new Result("$((", -1) : refused(at, end + 2, true);
        }
        if (next == '(') {
            int end = closing(at + 2);
            return end < 0 ? new Result("$(", -1) : command(at, text.substring(at + 2, end), end + 1);
        }
        if (next == '{') {
            int end = text.indexOf('}', at);
            if (end < 0) {
                return new Result("${", -1);
            }
            String name = text.substring(at + 2, end);
            return isName(name) ? variable(at, name, end + 1) : refused(at, end + 1, true);
        }
        if (Character.isDigit(next) || "@*#?-$!".indexOf(next) >= 0) {
            return refused(at, at + 2, true);
        }
        if (next == '\'' && !quoted) {
            int end = text.indexOf('\'', at + 2);
            return end < 0 ? new Result("a single quote", -1) : refused(at, end + 1, true);
        }
        if (next == '"' && !quoted) {
            return new Result("", at + 1);
        }
        int end = at + 1;
        while (end < text.length() && isNamePart(text.charAt(end), end == at + 1)) {
            end++;
        }
        return end == at + 1 ? new Result("$", end) : variable(at, text.substring(at + 1, end), end);
    }

    private int closing(int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private Result command(int at, String inner, int end) {
        String plain = inner.strip().replaceAll("\\s+", " ");
        Optional<Known> known = known(plain);
        if (known.isEmpty()) {
            return refused(at, end, false);
        }
        Word place = new Word("", position(at));
        String value = known.get().value();
        remarks.notice(
                place,
                DialectProblems.SUBSTITUTED,
                "given",
                text.substring(at, end),
                "value",
                value,
                "what",
                known.get().what());
        return new Result(value, end);
    }

    private Optional<Known> known(String command) {
        return switch (command) {
            case "hostname" -> Optional.of(new Known(here.host(), "the machine where it was typed"));
            case "whoami", "id -un" -> Optional.of(new Known(here.who().name(), "you"));
            case "pwd" -> Optional.of(new Known(here.folder(), "the folder where it was typed"));
            case "id -u" -> Optional.of(new Known(Long.toString(here.who().uid()), "your uid"));
            case "id -g" -> Optional.of(new Known(Long.toString(here.who().gid()), "your gid"));
            default -> Optional.empty();
        };
    }

    private Result refused(int at, int end, boolean expansion) {
        String given = text.substring(at, Math.min(end, text.length()));
        remarks.problem(
                given,
                position(at),
                expansion ? DialectProblems.EXPANSION : DialectProblems.SUBSTITUTION,
                "given",
                given);
        return new Result("", end);
    }

    private Result variable(int at, String name, int end) {
        String value = switch (name) {
            case "PWD" -> here.folder();
            case "HOME" -> here.home();
            case "USER", "LOGNAME" -> here.who().name();
            case "UID" -> Long.toString(here.who().uid());
            case "HOSTNAME" -> here.host();
            default -> here.environment().get(name);
        };
        if (value == null) {
            remarks.problem("$" + name, position(at), DialectProblems.VARIABLE_UNSET, "name", name);
            return new Result("", end);
        }
        remarks.notice(new Word("", position(at)), DialectProblems.VARIABLE_HERE, "name", name);
        return new Result(value, end);
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isNamePart(text.charAt(i), i == 0)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isNamePart(char c, boolean first) {
        boolean letter = c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return letter || (!first && c >= '0' && c <= '9');
    }
}
