package io.fairlead.cli;

import io.fairlead.cli.command.Entry;
import io.fairlead.cli.profile.Profile;
import io.fairlead.cli.profile.Profiles;

/** The reference page of the command line. */
final class CliPage {
    private CliPage() {}

    static String markdown(Typed typed) {
        StringBuilder page = new StringBuilder("""
                # The command line

                <!-- made from the commands (io.fairlead.cli.command): change those, then run make golden -->

                Every short form is the alias of exactly one noun and verb. Results go to standard output, everything else
                to standard error. A job is named by its id, or by four or more characters that one id alone begins with.

                | short | noun and verb | what it does |
                |---|---|---|
                """);
        for (Entry entry : Commands.all()) {
            String alias = entry.alias().isEmpty() ? "" : "`" + entry.alias() + "`";
            page.append("| " + alias + " | `" + entry.name() + "` | " + entry.summary() + " |\n");
        }
        page.append("""

                ## Exit codes

                | code | meaning |
                |---|---|
                | 0 | done |
                | 1 | refused by the server, or failed |
                | 2 | wrong usage, or mistakes in the definition |
                | 3 | the server cannot be reached |

                `run`, `wait`, `submit --wait-done` and `logs --follow --exit-code` end with the job's own code; a cancelled
                job gives 130, one stopped by a limit 124, and 125 says that it was not the job's doing (its image, its
                node, its engine, Fairlead). A job that failed never gives 0. Of several jobs the first code that is not 0
                counts.

                ## Environment

                | variable | meaning |
                |---|---|
                | `FAIRLEAD_SOCKET` | the server's socket; else `/run/fairlead/fairlead.sock`, else your own server's |
                | `NO_COLOR` | no colours, whatever the terminal can |
                | `FAIRLEAD_BUILD` | `never`: the launcher does not look whether the sources are newer than what is built |

                While the server is away, commands that wait or follow say so in one line and go on by themselves.

                """);
        for (Entry entry : Commands.all()) {
            if (entry.make().isPresent()) {
                page.append("## " + entry.shortest() + "\n\n```\n");
                typed.run(("help " + entry.shortest()).split(" "));
                page.append(typed.out().replaceFirst("\n\nexit codes: .*\n$", "\n"))
                        .append("```\n\n");
            }
        }
        page.append("""
                ## Under other names

                Called by a link that has the name of another system's command, it takes that system's words.
                `fairlead install-commands --system SYSTEM --to DIR` makes the links.
                """);
        Profiles.all().forEach(profile -> page.append(theirs(profile)));
        return page.toString();
    }

    private static String theirs(Profile profile) {
        StringBuilder table = new StringBuilder("\n### " + profile.system() + "\n\n| typed | does |\n|---|---|\n");
        profile.table().forEach((typed, does) -> table.append("| `" + typed + "` | " + does + " |\n"));
        return table.toString();
    }
}
