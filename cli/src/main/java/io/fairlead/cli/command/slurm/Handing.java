package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.dialect.Here;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Complaint.Place;
import io.fairlead.cli.show.Shell;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.SubmitOptions;
import io.fairlead.wire.dialect.slurm.SlurmJob;
import io.fairlead.wire.dialect.slurm.Submitting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hands in what Slurm's words came to. */
final class Handing {
    /** A large SIF file is read once before anybody can queue for it. */
    private static final List<String> COMING = List.of("E-SIF-READING");

    private static final Duration LOOK = Duration.ofMillis(500);

    private static final List<String> WAITING = List.of("QUEUED", "ONHOLD");

    private Handing() {}

    /**
     * Tells what was found, and submits.
     *
     * @param place how to point into the script
     * @return the job as it is then
     */
    static JobSummary in(Session session, SlurmJob job, Place place) throws Failure, ApiFailure, InterruptedException {
        Complaint complaint = new Complaint(session.shell());
        if (job.definition().isEmpty()) {
            throw Failure.wrong(findings(job.findings().problems()), place);
        }
        if (!job.manner().quiet()) {
            complaint.print(findings(job.findings().notices()), place);
        }
        SubmitOptions options = SubmitOptions.PLAIN
                .inDialect(SlurmJob.DIALECT)
                .onHold(job.manner().hold());
        byte[] definition = job.definition().get().getBytes(StandardCharsets.UTF_8);
        SubmitResponse made = submitted(session, definition, options);
        if (!job.manner().quiet()) {
            complaint.print(made.notices(), finding -> "");
        }
        return session.server().job(made.id()).job();
    }

    private static SubmitResponse submitted(Session session, byte[] definition, SubmitOptions options)
            throws Failure, ApiFailure, InterruptedException {
        while (true) {
            try {
                return session.server().submit(definition, options);
            } catch (ApiRefusal e) {
                if (!COMING.contains(e.code())) {
                    throw Failure.of(e, Finding::path);
                }
            }
            session.shell().world().pause(LOOK);
        }
    }

    private static List<Finding> findings(List<Problem> problems) {
        return problems.stream().map(Finding::of).toList();
    }

    /** Where a line is typed. */
    static Submitting where(Shell shell) {
        return Submitting.in(Here.of(shell));
    }

    /** What Slurm's users call it: {@code 55}, a member {@code 55_3}, those of an array that wait {@code 55_[2-5%2]}. */
    static String number(JobSummary job) {
        Optional<ArrayView> array = job.array();
        String number = array.map(ArrayView::number)
                .orElseGet(job::number)
                .map(it -> Long.toString(it))
                .orElse(job.id());
        return number + array.map(Handing::members).orElse("");
    }

    private static String members(ArrayView array) {
        if (array.index().isPresent()) {
            return "_" + array.index().get();
        }
        String most = array.maxParallel().map(it -> "%" + it).orElse("");
        return array.states().stream()
                .filter(share -> WAITING.contains(share.state()))
                .map(ArrayView.Share::indexes)
                .reduce((one, other) -> one + "," + other)
                .map(indexes -> "_[" + indexes + most + "]")
                .orElse("");
    }

    /** The number of the array where it is of one, else its own. */
    static String array(JobSummary job) {
        return job.array()
                .flatMap(ArrayView::number)
                .map(it -> Long.toString(it))
                .orElseGet(() -> raw(job));
    }

    static String index(JobSummary job) {
        String number = number(job);
        return job.array().isEmpty() ? "N/A" : number.substring(number.indexOf('_') + 1);
    }

    /** Its own number: of an array that of all. */
    static String raw(JobSummary job) {
        return job.number().map(it -> Long.toString(it)).orElse(job.id());
    }
}
