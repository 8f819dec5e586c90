package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.JobWords;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.JobQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds one's own jobs by the numbers that Slurm's names show; our own ids are taken, too. */
final class Numbers {
    private static final int NOT_FOUND = 404;

    /** Of a job or an array, or of a member: {@code 55_3}. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(_[0-9]+)?");

    private Numbers() {}

    /** What a route takes. */
    static String name(String given) {
        return NUMBER.matcher(given).matches() ? "_" + given : given;
    }

    /** The ids of those that are numbers of one's own jobs. */
    static Map<String, String> ids(Session session, List<String> given) throws ApiFailure, InterruptedException {
        Map<String, String> ids = new HashMap<>();
        for (String number : given) {
            if (name(number).equals(number)) {
                continue;
            }
            try {
                ids.put(number, session.server().job(name(number)).job().id());
            } catch (ApiRefusal e) {
                if (e.problem().status() != NOT_FOUND) {
                    throw e;
                }
            }
        }
        return ids;
    }

    /** A job, or the members of an array by index. */
    static List<JobSummary> jobs(Session session, String number) throws Failure, ApiFailure, InterruptedException {
        JobSummary job = job(session, number);
        return JobWords.isArray(job)
                ? session.server().jobs(JobQuery.MINE.membersOf(job.id())).jobs()
                : List.of(job);
    }

    static JobSummary job(Session session, String number) throws Failure, ApiFailure, InterruptedException {
        if (number.isBlank()) {
            throw new WrongUsage("Invalid job id: " + number, "");
        }
        try {
            return session.server().job(name(number)).job();
        } catch (ApiRefusal e) {
            if (e.problem().status() == NOT_FOUND) {
                throw Failure.refused(SlurmCommandProblems.INVALID_JOB.reason("number", number));
            }
            throw e;
        }
    }
}
