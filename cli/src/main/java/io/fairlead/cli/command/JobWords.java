package io.fairlead.cli.command;

import io.fairlead.cli.show.Amount;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobSummary;

/** How jobs are spoken of. */
public final class JobWords {
    private JobWords() {}

    static String past(String state) {
        return switch (state) {
            case "FINISHED" -> "finished";
            case "FAILED" -> "failed";
            case "CANCELLED" -> "was cancelled";
            default -> "is " + state;
        };
    }

    /** Why it is where it is, in a few words. */
    static String why(JobSummary job) {
        if (job.stopping()) {
            return "being stopped";
        }
        String position = job.position().map(it -> "#" + it + " ").orElse("");
        String reason = job.reason().map(Finding::message).orElse("");
        if (reason.isEmpty() && job.exitCode().filter(code -> code != 0).isPresent()) {
            return "exit code " + job.exitCode().get();
        }
        return (position + reason).strip();
    }

    static String asked(JobSummary.Request request) {
        return Amount.of(request.cpus(), "CPU") + ", " + Amount.of(request.gpus(), "GPU") + ", "
                + Amount.bytes(request.memoryBytes());
    }

    /** The lines about exit codes of a command that ends as a job did. */
    public static String[] ownCodes(String more) {
        return new String[] {
            "Ends with the job's own exit code; 130 cancelled, 124 stopped by a limit, 125 not the job's doing",
            "(its image, its node, its engine, Fairlead).",
            more
        };
    }
}
