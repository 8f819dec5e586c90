package io.fairlead.server.http;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Status;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the job that a path names, among those that the caller may see. What they may not see is not there. */
final class JobLookup {
    /** Shortest beginning of an id that is looked up. */
    private static final int PREFIX_LEAST = 4;

    private static final int CANDIDATES_SHOWN = 5;
    private static final Set<JobState> LIVE = Arrays.stream(JobState.values())
            .filter(state -> !state.isTerminal())
            .collect(Collectors.toUnmodifiableSet());

    /** Before the number by which Slurm's names know a job of one's own: {@code _17}. */
    private static final char NUMBER_MARK = '_';

    private static final int NUMBER_MAX_DIGITS = 18;

    private final Archive archive;

    JobLookup(Archive archive) {
        this.archive = archive;
    }

    /**
     * What a path names.
     *
     * @param id of the job or of the array
     * @param job it, or a member of the array that tells how it stands
     * @param array how its members stand; empty where one job is named
     */
    record Named(JobId id, Job job, Optional<Archive.ArrayNow> array) {}

    /** One job. @throws HttpRefusal where an array is named */
    Job of(Exchange exchange) {
        Named named = named(exchange);
        if (named.array().isPresent()) {
            throw new HttpRefusal(
                    Status.CONFLICT,
                    HttpProblems.JOB_IS_ARRAY.problem(
                            FieldPath.ROOT,
                            exchange.job(),
                            "array",
                            named.id(),
                            "member",
                            named.job().id()));
        }
        return named.job();
    }

    Named named(Exchange exchange) {
        return named(exchange.caller(), exchange.job());
    }

    /** The id of a job, or of an array. */
    Named named(Caller caller, String given) {
        Named named = all(caller, given);
        if (named.job().removed()
                || !caller.sees(named.job().submission().owner().uid())) {
            throw notFound(given);
        }
        return named;
    }

    private Named all(Caller caller, String given) {
        boolean numbered = !given.isEmpty() && given.charAt(0) == NUMBER_MARK;
        int dot = given.indexOf(numbered ? NUMBER_MARK : JobId.DOT, 1);
        String index = dot < 0 ? "" : given.substring(dot + 1);
        String first = dot < 0 ? given : given.substring(0, dot);
        if (dot >= 0 && !JobId.isIndex(index)) {
            return session(caller, given).map(JobLookup::alone).orElseThrow(() -> unknown(caller, given));
        }
        Optional<JobId> exactly = numbered ? Optional.empty() : exactly(first);
        Optional<Job> session = numbered || exactly.isPresent() ? Optional.empty() : session(caller, given);
        if (session.isPresent()) {
            return alone(session.get());
        }
        JobId id = numbered ? numbered(caller, given, first) : exactly.orElseGet(() -> beginning(caller, given, first));
        JobId meant = dot < 0 ? id : id.member(Integer.parseInt(index));
        return archive.job(meant).map(JobLookup::alone).or(() -> array(meant)).orElseThrow(() -> notFound(given));
    }

    private static Named alone(Job job) {
        return new Named(job.id(), job, Optional.empty());
    }

    private Optional<Named> array(JobId id) {
        return id.isMember()
                ? Optional.empty()
                : archive.array(id)
                        .flatMap(now ->
                                archive.job(now.telling(Set.of())).map(job -> new Named(id, job, Optional.of(now))));
    }

    private Optional<JobId> exactly(String text) {
        return Optional.of(text.toLowerCase(Locale.ROOT))
                .filter(JobId::isWellFormed)
                .map(JobId::new)
                .filter(id -> archive.job(id).isPresent() || archive.array(id).isPresent());
    }

    private JobId beginning(Caller caller, String given, String first) {
        String prefix = first.toLowerCase(Locale.ROOT);
        if (prefix.length() < PREFIX_LEAST || !JobId.isPrefix(prefix)) {
            throw unknown(caller, given);
        }
        Optional<Long> uid = caller.administers() ? Optional.empty() : Optional.of(caller.uid());
        List<JobId> found = archive.startingWith(prefix, uid, CANDIDATES_SHOWN);
        if (found.isEmpty()) {
            throw unknown(caller, given);
        }
        if (found.size() > 1) {
            String candidates =
                    String.join(", ", found.stream().map(JobId::text).toList());
            throw new HttpRefusal(
                    Status.CONFLICT,
                    HttpProblems.JOB_AMBIGUOUS.problem(FieldPath.ROOT, given, "candidates", candidates));
        }
        return found.getFirst();
    }

    /** A session of the caller's own that has not ended is spoken of by its name, which is the only one then. */
    private Optional<Job> session(Caller caller, String given) {
        return ofName(caller, given, LIVE).stream()
                .filter(job -> job.submission().definition().scheduling().session())
                .findFirst();
    }

    /** The caller's own, newest first, of an array the first member. */
    private List<Job> ofName(Caller caller, String given, Set<JobState> states) {
        String name = URLDecoder.decode(given.replace("+", "%2B"), StandardCharsets.UTF_8);
        return archive.jobs(
                new Archive.Filter(new Archive.Whose.Own(caller.uid()), states, Optional.of(name), true),
                Optional.empty(),
                CANDIDATES_SHOWN);
    }

    /** Names are no ids, as several jobs may have one; whoever gives a name is told the ids. */
    private HttpRefusal unknown(Caller caller, String given) {
        List<String> ids = ofName(caller, given, Set.of()).stream()
                .map(job -> job.id().array().text())
                .toList();
        if (ids.isEmpty()) {
            return notFound(given);
        }
        return new HttpRefusal(
                Status.NOT_FOUND,
                HttpProblems.JOB_BY_NAME.problem(
                        FieldPath.ROOT, shown(given), "ids", String.join(", ", ids), "newest", ids.getFirst()));
    }

    /** Numbers are resolved for the caller's own jobs only, whoever asks. */
    private JobId numbered(Caller caller, String given, String first) {
        String digits = first.substring(1);
        boolean number = !digits.isEmpty()
                && digits.length() <= NUMBER_MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return (number ? archive.numbered(Long.parseLong(digits), caller.uid()) : Optional.<JobId>empty())
                .orElseThrow(() -> notFound(given));
    }

    static HttpRefusal notFound(String given) {
        return new HttpRefusal(Status.NOT_FOUND, HttpProblems.JOB_NOT_FOUND.problem(FieldPath.ROOT, shown(given)));
    }

    private static String shown(String given) {
        return given.replaceAll("[^ -~]", "?");
    }
}
