package io.fairlead.cli.show;

import io.fairlead.wire.api.Finding;
import java.io.PrintStream;
import java.util.List;

/** Problems and notices as people read them: where, what, the code, the value, the fix. */
public final class Complaint {
    private static final int CODE_COLUMN = 80;

    private final Shell shell;

    public Complaint(Shell shell) {
        this.shell = shell;
    }

    /** How a finding's place is named: {@code job.json:3:7: request.resources.gpus}, or a flag. */
    @FunctionalInterface
    public interface Place {
        /** Empty where there is nothing to point at. */
        String of(Finding finding);

        /** Of a text that came from this file or stream. */
        static Place in(String file) {
            return finding -> {
                String at = finding.line()
                        .map(line -> file + ":" + line + ":" + finding.column().orElse(1))
                        .orElse("");
                String between = at.isEmpty() || finding.path().isEmpty() ? "" : ": ";
                return at + between + finding.path();
            };
        }

        /** Where no text was sent. */
        static Place none() {
            return _ -> "";
        }
    }

    /** All of them; those that only inform say so. */
    public void print(List<Finding> findings, Place place) {
        shell.out().flush();
        for (Finding finding : findings) {
            print(finding, place.of(finding));
        }
        shell.err().flush();
    }

    private void print(Finding finding, String where) {
        PrintStream err = shell.err();
        boolean notice = finding.code().startsWith("N-");
        String begin = notice ? "notice: " : "fairlead: ";
        String text = begin + (where.isEmpty() ? "" : Inert.line(where) + ": ") + Inert.line(finding.message());
        int length = text.codePointCount(0, text.length());
        err.println(text + " ".repeat(Math.max(2, CODE_COLUMN - length)) + "[" + Inert.line(finding.code()) + "]");
        if (!notice) {
            finding.given().ifPresent(given -> err.println("  given: " + Inert.line(given)));
        }
        if (!finding.fix().isEmpty()) {
            err.println("  fix: " + Inert.line(finding.fix()));
        }
    }
}
