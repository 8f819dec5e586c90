package io.fairlead.cli.command;

import io.fairlead.cli.show.Amount;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobSummary;
import java.util.stream.Collectors;

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
        if (isArray(job)) {
            return counts(job.array().orElseThrow());
        }
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

    /** Whether it stands for all members of an array. */
    public static boolean isArray(JobSummary job) {
        return job.array().filter(array -> array.index().isEmpty()).isPresent();
    }

    /** How many members are in each state. */
    static String counts(ArrayView array) {
        return array.states().stream()
                .map(share -> share.count() + " " + share.state())
                .collect(Collectors.joining(", "));
    }

    static String asked(JobSummary.Request request) {
        String gpus = request.migProfile()
                .map(profile -> Amount.of(request.gpus(), "MIG slice") + " " + profile)
                .orElseGet(() -> Amount.of(request.gpus(), "GPU"));
        return Amount.of(request.cpus(), "CPU") + ", " + gpus + ", " + Amount.bytes(request.memoryBytes());
    }

    /** For a table: {@code 2}, {@code 0.5}, or of MIG slices {@code 2x1g.10gb}. */
    public static String gpus(JobSummary.Request request) {
        String count = Amount.plain(request.gpus());
        return request.migProfile().map(profile -> count + "x" + profile).orElse(count);
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
