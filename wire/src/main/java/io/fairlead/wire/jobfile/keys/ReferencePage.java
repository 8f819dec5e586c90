package io.fairlead.wire.jobfile.keys;

import java.util.List;
import java.util.stream.Collectors;

/** Makes the reference page of the job file from the table of keys; a test holds the page that is kept to it. */
public final class ReferencePage {
    private static final String INTRODUCTION = """
            # The job file

            <!-- made from the table of keys (io.fairlead.wire.jobfile.keys): change that, then run the tests with
            -Dfairlead.golden=write -->

            JSON, or YAML with the types of JSON. A Slices v2 file is a job file as it is; keys marked + are additions.
            Every problem of a file is reported at once, with its place, the value, the rule and a fix. An unknown key
            is a problem. `fairlead schema` prints the JSON Schema, `fairlead check FILE` checks a file without
            submitting it.

            Status: *honoured* keys have their effect · *kept, no effect yet*: stored with the job, and a notice says
            so · *ignored*: Slices files carry it, a notice says so · *not yet*: refused with `E-NOT-YET` and what to do
            meanwhile. A key that is given as `null` counts as not given.

            """;

    private static final String DURATIONS = """
            ## Durations

            A number and a unit: `90 minutes`, `1h`, `1.5 days`, `1 week` (seconds, minutes, hours, days, weeks; singular,
            plural, or `s` `min` `m` `h` `d` `w`), or ISO 8601: `PT1H30M`, `P1DT12H`. Fractions of a second are rounded up.

            """;

    private static final String V1 = """
            ## Version 1 files

            A file with `jobDefinition` is converted while it is read, and a notice says what became of it.

            """;

    private ReferencePage() {}

    /** The whole page, in Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        Section.V2.forEach(section -> section(page, section, "## "));
        page.append(DURATIONS).append(V1);
        Section.V1.forEach(section -> section(page, section, "### "));
        return page.toString().stripTrailing() + "\n";
    }

    private static void section(StringBuilder page, Section section, String heading) {
        String title = section.path().isEmpty() ? "Top level" : "`" + section.path() + "`";
        page.append(heading).append(title).append("\n\n");
        page.append("| key | type | default | meaning | status |\n|---|---|---|---|---|\n");
        for (Key key : section.keys()) {
            List<String> cells = List.of(
                    names(key),
                    key.type(),
                    key.fallback().isEmpty() ? " " : key.fallback(),
                    key.meaning(),
                    status(section, key));
            page.append(cells.stream()
                    .map(cell -> cell.replace("|", "\\|"))
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
        }
        page.append('\n');
    }

    private static String names(Key key) {
        String aliases =
                key.aliases().stream().map(alias -> " (`" + alias + "`)").collect(Collectors.joining());
        return "`" + key.name() + "`" + aliases + (key.ours() ? " +" : "");
    }

    private static String status(Section section, Key key) {
        String status = section.statusOf(key).words();
        return key.meanwhile().isEmpty() ? status : status + ": " + key.meanwhile();
    }
}
