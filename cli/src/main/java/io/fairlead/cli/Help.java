package io.fairlead.cli;

import io.fairlead.cli.command.Entry;
import io.fairlead.cli.profile.Profile;
import io.fairlead.cli.words.Flags;

/** The help texts. */
final class Help {
    private static final int NAME_COLUMNS = 18;
    private static final int THEIR_COLUMNS = 26;

    private static final String EXIT_CODES =
            "exit codes: 0 done · 1 refused or failed · 2 wrong usage or definition · 3 server not reachable\n";

    private Help() {}

    /** Of one command. */
    static String of(Flags flags) {
        return flags.help() + "\n" + EXIT_CODES;
    }

    /** Of another system's program: what can be typed there, and what it does here. */
    static String of(Profile profile, String program) {
        StringBuilder text = new StringBuilder("usage: " + profile.usage(program) + "\n\n");
        profile.table()
                .forEach((typed, does) -> text.append("  ")
                        .append(typed)
                        .repeat(' ', Math.max(1, THEIR_COLUMNS - typed.length()))
                        .append(does)
                        .append('\n'));
        return text.append("\nfairlead help says what each of ours takes\n")
                .append(EXIT_CODES)
                .toString();
    }

    /** Of all commands about one thing, as {@code fairlead session --help} asks; empty text where there are none. */
    static String ofNoun(String noun) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : Commands.all()) {
            if (entry.name().startsWith(noun + " ")) {
                String name = entry.name();
                text.append("  ").append(name).repeat(' ', Math.max(1, THEIR_COLUMNS - name.length()));
                text.append(entry.summary()).append('\n');
            }
        }
        return text.isEmpty()
                ? ""
                : "usage: fairlead " + noun + " VERB …\n\n" + text + "\nfairlead " + noun + " VERB --help says more\n"
                        + EXIT_CODES;
    }

    /** All commands. */
    static String overview() {
        StringBuilder text = new StringBuilder("usage: fairlead COMMAND …\n\nRuns containerised jobs on shared GPU"
                + " machines: fairly, safely, and with a reason for everything.\n\n");
        for (Entry entry : Commands.all()) {
            String name = entry.shortest();
            text.append("  ").append(name).repeat(' ', Math.max(1, NAME_COLUMNS - name.length()));
            text.append(entry.summary());
            if (!entry.alias().isEmpty()) {
                text.append(" (").append(entry.name()).append(')');
            }
            text.append('\n');
        }
        return text.append("  help COMMAND      say more about a command\n\n")
                .append("first steps: fairlead demo, or fairlead server and fairlead run IMAGE -- COMMAND\n")
                .append("the server's socket: FAIRLEAD_SOCKET, /run/fairlead/fairlead.sock, or your own server's\n")
                .append(EXIT_CODES)
                .toString();
    }
}
