package io.fairlead.checks.problems;

import io.fairlead.core.problem.ProblemCode;
import java.util.List;

/** The reference page of all codes. */
final class ProblemsPage {
    private static final String INTRODUCTION = """
            # Problems and notices

            <!-- made from the catalogues (classes named …Problems): change those, then run: make golden -->

            A problem (`E-…`) is something that a person can put right: it refuses a request, or stands beside a state as its
            reason. A notice (`N-…`) says what was read differently from what was written, and stops nothing. Codes are kept: a
            script may compare them. Words in braces stand for the values of the case.

            """;

    private ProblemsPage() {}

    /** The whole page, in Markdown, for entries in the order of their codes. */
    static String markdown(List<Catalogues.Entry> entries) {
        var page = new StringBuilder(INTRODUCTION);
        for (Catalogues.Entry entry : entries) {
            section(page, entry.code());
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static void section(StringBuilder page, ProblemCode code) {
        page.append("## <a id=\"").append(code.code()).append("\"></a>").append(code.code());
        page.append("\n\n> ").append(text(code.message())).append('\n');
        if (!code.fix().isBlank()) {
            page.append(">\n> fix: ").append(text(code.fix())).append('\n');
        }
        page.append('\n').append(text(code.meaning())).append("\n\n");
    }

    /** Text that Markdown shows as it is. */
    private static String text(String words) {
        return words.replace("\\", "\\\\")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("`", "\\`")
                .replace("\n", " ");
    }
}
