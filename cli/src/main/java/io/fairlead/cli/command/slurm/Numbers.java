package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.JobWords;
import io.fairlead.cli.command.Session;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.JobQuery;
import io.fairlead.wire.dialect.slurm.SlurmValues;
import io.fairlead.wire.dialect.slurm.SlurmValues.Members;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds one's own jobs by the numbers that Slurm's names show; our own ids are taken, too. */
final class Numbers {
    private static final int NOT_FOUND = 404;

    /** Of a job or an array, or of a member: {@code 55_3}. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(_[0-9]+)?");

    /** Some members of an array: {@code 55_[1-3,7]}. */
    private static final Pattern SOME = Pattern.compile("([0-9]+)_\\[([0-9,:-]+)]");

    private static final Pattern COMMA = Pattern.compile(",(?![^\\[]*])");
    private static final Pattern NO_NUMBER = Pattern.compile("\\s*|.*[\\[\\]=].*");

    private Numbers() {}

    /**
     * Each that is meant, one by one.
     *
     * @param given with commas between, {@code 55_[1-3,7]} for members of an array
     * @throws Failure with all that cannot be read
     */
    static List<String> each(List<String> given) throws Failure {
        List<String> each = new ArrayList<>();
        List<Problem> wrong = new ArrayList<>();
        for (String one : given.stream()
                .flatMap(it -> List.of(COMMA.split(it, -1)).stream())
                .toList()) {
            Matcher some = SOME.matcher(one);
            Optional<Members> members = some.matches() ? SlurmValues.array(some.group(2)) : Optional.empty();
            if (members.isPresent()) {
                members.get().indexes().forEach(index -> each.add(some.group(1) + "_" + index));
            } else if (NO_NUMBER.matcher(one).matches()) {
                wrong.add(SlurmCommandProblems.INVALID_NUMBER.reason("number", one.isBlank() ? "\"\"" : one));
            } else {
                each.add(one);
            }
        }
        if (!wrong.isEmpty()) {
            throw Failure.refused(wrong);
        }
        return each;
    }

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
            find(session, number).ifPresent(job -> ids.put(number, job.job().id()));
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
        return find(session, number)
                .orElseThrow(() -> Failure.refused(SlurmCommandProblems.INVALID_JOB.reason("number", number)))
                .job();
    }

    /** Empty where there is no such job of one's own. */
    static Optional<JobDetail> find(Session session, String number) throws ApiFailure, InterruptedException {
        try {
            return Optional.of(session.server().job(name(number)));
        } catch (ApiRefusal e) {
            if (e.problem().status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What the server said no to, as these commands say it. */
    static Failure failure(ApiRefusal no, String number) {
        return no.problem().status() == NOT_FOUND
                ? Failure.refused(SlurmCommandProblems.INVALID_JOB.reason("number", number))
                : Failure.of(no, _ -> number);
    }
}
