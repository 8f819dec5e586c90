package io.fairlead.cli.ask;

import io.fairlead.wire.api.AttemptView;
import io.fairlead.wire.api.JobDetail;
import java.util.Optional;

/** What a script can trust. */
public final class ExitCode {
    public static final int DONE = 0;
    /** The server said no, or the job failed. */
    public static final int REFUSED = 1;
    /** Wrong usage, or a definition with mistakes. */
    public static final int WRONG = 2;

    public static final int UNREACHABLE = 3;
    /** Stopped by a limit; a session at its time, too. */
    public static final int LIMIT = 124;
    /** Not the job's doing: its image, its node, its engine, or Fairlead. */
    public static final int NOT_ITS_OWN = 125;

    public static final int CANCELLED = 130;

    private static final int MOST = 255;

    private ExitCode() {}

    /** The code of a command that ends as the job did. */
    public static int of(JobDetail job) {
        return switch (job.job().state()) {
            case "FINISHED" -> limited(job) ? LIMIT : DONE;
            case "CANCELLED" -> CANCELLED;
            default -> limited(job) ? LIMIT : failed(job.job().exitCode());
        };
    }

    /** Never 0: a job may fail with 0 where it did not do what was expected of it. */
    private static int failed(Optional<Integer> code) {
        if (code.isEmpty()) {
            return NOT_ITS_OWN;
        }
        int own = code.get();
        return own <= 0 || own > MOST ? REFUSED : own;
    }

    private static boolean limited(JobDetail job) {
        if (job.attempts().isEmpty()) {
            return false;
        }
        Optional<AttemptView.StopView> stop = job.attempts().getLast().stop();
        return stop.isPresent()
                && !stop.get().cause().equals("CANCEL")
                && !stop.get().cause().equals("RETIRE");
    }
}
