package io.fairlead.core.limits;

import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Resources;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.unit.TimeWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** What holds for one user in one project, or what one layer says of it. */
public record Limits(JobLimits job, UserLimits user) {
    public static final Limits NONE = new Limits(JobLimits.NONE, UserLimits.NONE);

    private static final String MEMORY_PARTS =
            "request.resources.cpuMemoryGb, shmGb and tmpfs together (shmGb is a 16th of cpuMemoryGb where it is not said)";

    private static final String TMPFS_PARTS = "the tmpfs volumes of request.docker.storage together";

    private static final FieldPath STORAGE = FieldPath.of("request", "docker", "storage");
    private static final FieldPath RESOURCES = FieldPath.of("request", "resources");
    private static final FieldPath GPUS = RESOURCES.key("gpus");
    private static final FieldPath CPUS = RESOURCES.key("cpus");
    private static final FieldPath MEMORY = RESOURCES.key("cpuMemoryGb");
    private static final FieldPath SHM = RESOURCES.key("shmGb");
    private static final FieldPath SCHEDULING = FieldPath.of("request", "scheduling");
    private static final FieldPath MAX_DURATION = SCHEDULING.key("maxDuration");
    private static final FieldPath IDLE_TIMEOUT = SCHEDULING.key("idleTimeout");

    /** This layer upon another: bound by bound the upper one counts where it says anything. */
    public Limits over(Limits beneath) {
        return new Limits(job.over(beneath.job), user.over(beneath.user));
    }

    /** A bound on what runs that has no room for a job now. */
    public record Shortfall(Aggregate what, Problem reason) {}

    /** Why a job of this definition is refused whatever runs: more than one job may have, or than all may have together. */
    public List<Problem> refusals(JobDefinition definition) {
        List<Problem> problems = new ArrayList<>();
        Resources asked = definition.resources();
        one(new Asked<>("GPUs", GPUS, asked.equivalents(), Object::toString), job.gpus(), problems);
        one(new Asked<>("CPUs", CPUS, asked.cpus(), Object::toString), job.cpus(), problems);
        one(
                new Asked<>(
                        "memory (with shared memory and tmpfs)",
                        MEMORY,
                        MEMORY_PARTS,
                        definition.memoryReserved(),
                        Object::toString),
                job.memory(),
                problems);
        one(new Asked<>("shared memory", SHM, asked.effectiveShm(), Object::toString), job.shm(), problems);
        one(new Asked<>("tmpfs", STORAGE, TMPFS_PARTS, definition.tmpfs(), Object::toString), job.tmpfs(), problems);
        definition
                .scheduling()
                .maxDuration()
                .ifPresent(time ->
                        one(new Asked<>("run time", MAX_DURATION, time, TimeWords::of), job.runTime(), problems));
        definition
                .scheduling()
                .idleTimeout()
                .ifPresent(
                        time -> one(new Asked<>("idle time", IDLE_TIMEOUT, time, TimeWords::of), job.idle(), problems));
        return problems.isEmpty() ? never(definition) : problems;
    }

    /** @param in where less is to be asked for, in words; empty: in the field itself */
    private record Asked<T extends Comparable<T>>(
            String what, FieldPath field, String in, T amount, Function<T, String> words) {
        Asked(String what, FieldPath field, T amount, Function<T, String> words) {
            this(what, field, "", amount, words);
        }
    }

    private static <T extends Comparable<T>> void one(Asked<T> asked, Bound<T> bound, List<Problem> problems) {
        if (!bound.allows(asked.amount)) {
            String amount = asked.words.apply(asked.amount);
            String most = asked.words.apply(bound.most().orElseThrow());
            problems.add(LimitProblems.JOB.problem(
                    asked.field,
                    amount,
                    "what",
                    asked.what,
                    "asked",
                    amount,
                    "most",
                    most,
                    "source",
                    bound.by(),
                    "field",
                    asked.in.isEmpty() ? asked.field : asked.in));
        }
    }

    private List<Problem> never(JobDefinition definition) {
        return shortfall(UserUse.NONE, UserUse.of(definition))
                .map(it -> List.of(LimitProblems.NEVER.problem(
                        RESOURCES,
                        "",
                        "what",
                        it.what().word(),
                        "why",
                        it.reason().message())))
                .orElse(List.of());
    }

    /**
     * What is in the way of one more.
     *
     * @param used what the user has
     * @param more what the job would hold
     * @return the first bound without room for it; empty where there is room
     */
    public Optional<Shortfall> shortfall(UserUse used, UserUse more) {
        if (!user.boundsWhatRuns()) {
            return Optional.empty();
        }
        return running(Aggregate.CONTAINERS, user.containers(), used.containers(), more.containers(), Integer::sum)
                .or(() -> more.needs(Aggregate.GPUS)
                        ? running(Aggregate.GPUS, user.gpus(), used.gpus(), more.gpus(), Gpus::plus)
                        : Optional.empty())
                .or(() -> running(Aggregate.CPUS, user.cpus(), used.cpus(), more.cpus(), Cores::plus))
                .or(() -> running(Aggregate.MEMORY, user.memory(), used.memory(), more.memory(), Bytes::plus))
                .or(() -> more.needs(Aggregate.TMPFS)
                        ? running(Aggregate.TMPFS, user.tmpfs(), used.tmpfs(), more.tmpfs(), Bytes::plus)
                        : Optional.empty());
    }

    private static <T extends Comparable<T>> Optional<Shortfall> running(
            Aggregate what, Bound<T> bound, T used, T more, BinaryOperator<T> sum) {
        if (bound.allows(sum.apply(used, more))) {
            return Optional.empty();
        }
        return Optional.of(new Shortfall(
                what,
                LimitProblems.RUNNING.reason(
                        "what",
                        what.word(),
                        "used",
                        used,
                        "most",
                        bound.most().orElseThrow(),
                        "source",
                        bound.by(),
                        "needed",
                        more)));
    }

    /** Why a job waits for what another one of the same user comes first for. */
    public static Problem behindOwn(Aggregate what, Problem first) {
        return LimitProblems.BEHIND_OWN.reason("what", what.word(), "first", first.message());
    }

    /**
     * Why a submit is refused while this many jobs are live; empty while it is not.
     *
     * @param more jobs that it makes
     */
    public Optional<Problem> tooMany(int live, int more) {
        return user.submitted().allows(live + more)
                ? Optional.empty()
                : Optional.of(LimitProblems.TOO_MANY.reason(
                        "count",
                        live,
                        "more",
                        more == 1 ? "" : " and this array would be " + more + " more,",
                        "most",
                        user.submitted().most().orElseThrow(),
                        "source",
                        user.submitted().by()));
    }

    /** The definition with the bound on its run time where it has none of its own. */
    public JobDefinition stopped(JobDefinition definition) {
        return job.runTime()
                .most()
                .filter(_ -> definition.scheduling().maxDuration().isEmpty())
                .map(definition::stoppedAfter)
                .orElse(definition);
    }

    /** Says which bounds of time hold for a job that has none of its own. */
    public List<Problem> stoppedAt(JobDefinition definition) {
        List<Problem> notices = new ArrayList<>();
        if (definition.scheduling().maxDuration().isEmpty()) {
            told(LimitProblems.STOPPED_AT, MAX_DURATION, job.runTime()).ifPresent(notices::add);
        }
        if (definition.scheduling().idleTimeout().isEmpty()) {
            told(LimitProblems.STOPPED_IDLE, IDLE_TIMEOUT, job.idle()).ifPresent(notices::add);
        }
        return notices;
    }

    private static Optional<Problem> told(ProblemCode notice, FieldPath field, Bound<Duration> bound) {
        return bound.most().map(most -> notice.problem(field, "", "most", TimeWords.of(most), "source", bound.by()));
    }
}
