package io.fairlead.cli;

import io.fairlead.cli.command.Entry;

/** The manual page of the command line, for man(1). */
final class ManPage {
    private ManPage() {}

    static String roff(Typed typed) {
        StringBuilder page = new StringBuilder("""
                .\\" made from the commands (io.fairlead.cli): change those, then run make golden
                .TH FAIRLEAD 1 "" "fairlead" "User Commands"
                .SH NAME
                fairlead \\- run containerised jobs on shared GPU machines
                .SH SYNOPSIS
                .B fairlead
                .I COMMAND
                \\&...
                .SH DESCRIPTION
                Results go to standard output, everything else to standard error. A job is named by its id, or by four or
                more characters that one id alone begins with. Called by a link that has the name of another system's
                command, fairlead takes that system's words; install-commands makes such links.
                .SH COMMANDS
                """);
        for (Entry entry : Commands.all()) {
            page.append(".TP\n.B ").append(escaped(entry.shortest())).append('\n');
            page.append(escaped(entry.summary()));
            page.append(entry.alias().isEmpty() ? "" : " (" + escaped(entry.name()) + ")")
                    .append('\n');
        }
        for (Entry entry : Commands.all()) {
            if (entry.make().isPresent()) {
                typed.run(("help " + entry.shortest()).split(" "));
                page.append(".SS ").append(escaped(entry.shortest())).append("\n.nf\n");
                typed.out()
                        .replaceFirst("\n\nexit codes: .*\n$", "\n")
                        .lines()
                        .forEach(line -> page.append(line(line)));
                page.append(".fi\n");
            }
        }
        return page.append("""
                .SH EXIT STATUS
                0 done, 1 refused or failed, 2 wrong usage or definition, 3 server not reachable. Commands that run or
                follow a job end with its own code.
                .SH ENVIRONMENT
                .TP
                .B FAIRLEAD_SOCKET
                the server's socket
                .TP
                .B NO_COLOR
                no colours
                .SH FILES
                .TP
                .I /run/fairlead/fairlead.sock
                the server's socket
                .TP
                .I /etc/fairlead/fairlead.yaml
                the server's configuration; none is needed
                """).toString();
    }

    private static String line(String text) {
        String escaped = escaped(text);
        return (escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "") + escaped + "\n";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
