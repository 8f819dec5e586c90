package io.fairlead.server.control;

import io.fairlead.core.admission.Admission;
import io.fairlead.core.admission.AdmissionPolicy;
import io.fairlead.core.admission.Candidate;
import io.fairlead.core.admission.Dependencies;
import io.fairlead.core.admission.Reserved;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Submission;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.port.IdSource;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.schedule.Scheduler;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** How a submit becomes a job, once everything about it was looked up. */
final class Intake {
    /** Keys of submits that may not be in the store yet when they are repeated; older ones are found there. */
    private static final int RECENT_KEYS_MAX = 10_000;

    private final IdSource ids;
    private final AdmissionPolicy policy;
    private final Predicate<JobId> used;
    private final Function<JobId, List<Job>> archive;
    private final Map<Owned, SubmitKey> recent = new LinkedHashMap<>();
    private Optional<Problem> refusal = Optional.empty();

    private record Owned(long uid, String key) {}

    /**
     * @param used whether the store has a job of this id, or had one
     * @param archive a job, or the members of an array, as the store has them, which may be what they were a moment ago
     */
    Intake(IdSource ids, AdmissionPolicy policy, Predicate<JobId> used, Function<JobId, List<Job>> archive) {
        this.ids = ids;
        this.policy = policy;
        this.used = used;
        this.archive = archive;
    }

    /** From now on every submit is refused with this, or (empty) none is. */
    void refuse(Optional<Problem> why) {
        refusal = why;
    }

    Optional<Problem> refusal() {
        return refusal;
    }

    LimitTable limits() {
        return policy.limits();
    }

    Admission.Verdict judge(ControlLoop loop, Candidate candidate) {
        Admission.Verdict verdict = Dependencies.judge(
                Admission.judge(candidate, loop.snapshot(), policy), candidate, loop.snapshot(), archive);
        return Reserved.judge(verdict, candidate, loop.snapshot(), policy.limits(), loop.now());
    }

    void submit(ControlLoop loop, Message.Submit submit, Instant now) {
        Optional<Reply> replay = submit.key().flatMap(key -> replayed(loop, submit.candidate(), key));
        if (replay.isPresent()) {
            loop.answer(submit.answer(), replay.get());
            return;
        }
        if (refusal.isPresent()) {
            loop.answer(submit.answer(), new Reply.Unavailable(refusal.get()));
            return;
        }
        if (submit.hold() && submit.candidate().definition().scheduling().interactive()) {
            loop.answer(submit.answer(), new Reply.Refused(List.of(ControlProblems.HOLD_INTERACTIVE.reason())));
            return;
        }
        switch (judge(loop, submit.candidate())) {
            case Admission.Verdict.Refused(var problems) -> loop.answer(submit.answer(), new Reply.Refused(problems));
            case Admission.Verdict.Admitted admitted -> admit(loop, submit, admitted, now);
        }
    }

    private Optional<Reply> replayed(ControlLoop loop, Candidate candidate, Message.Key key) {
        SubmitKey before = recent.get(new Owned(candidate.owner().uid(), key.text()));
        if (before == null) {
            return Optional.empty();
        }
        if (!before.bodySha256().equals(key.bodySha256())) {
            return Optional.of(new Reply.Conflict(ControlProblems.KEY_REUSED.reason()));
        }
        return Optional.of(loop.snapshot()
                .job(before.job())
                .<Reply>map(job -> new Reply.Accepted(job, true))
                .orElseGet(Reply.NotLive::new));
    }

    private void admit(ControlLoop loop, Message.Submit submit, Admission.Verdict.Admitted admitted, Instant now) {
        Submission submission = admitted.submission();
        List<Job> jobs = jobs(fresh(loop), submission, submit, now);
        Job job = jobs.getFirst();
        Actor by = new Actor.User(submission.owner().uid());
        if (submission.definition().scheduling().interactive()) {
            loop.pass(now);
            switch (loop.placeNow(job)) {
                case Scheduler.Placing.NoRoom(Problem reason) -> {
                    if (job.imagePresentAt().isEmpty()) {
                        loop.pull(job);
                    }
                    loop.answer(submit.answer(), new Reply.Conflict(reason));
                    return;
                }
                case Scheduler.Placing.Placed(var start) -> {
                    loop.record(new Change.Submitted(job), by, now);
                    loop.start(start, now);
                }
            }
        } else {
            jobs.forEach(one -> loop.record(new Change.Submitted(one), by, now));
        }
        jobs.stream().filter(one -> one.imagePresentAt().isEmpty()).forEach(loop::pull);
        submit.key().ifPresent(key -> remember(loop, submission, key, job.id()));
        Job recorded = loop.snapshot().job(job.id()).orElse(job);
        loop.answer(submit.answer(), new Reply.Accepted(recorded, false, admitted.notices()));
    }

    /** One, or the members of an array. */
    private static List<Job> jobs(JobId id, Submission submission, Message.Submit submit, Instant now) {
        List<JobId> ids = submission.definition().scheduling().array().stream()
                .flatMap(array -> array.members().stream())
                .map(member -> id.member(member.index()))
                .toList();
        return (ids.isEmpty() ? List.of(id) : ids)
                .stream()
                        .map(one -> Job.admitted(
                                one,
                                submission,
                                submit.hold(),
                                submit.candidate().imagePresent(),
                                now))
                        .toList();
    }

    /** Whether the store has, or ever had, a job of this id. */
    boolean hasEver(JobId id) {
        return used.test(id);
    }

    private void remember(ControlLoop loop, Submission submission, Message.Key key, JobId id) {
        SubmitKey used = new SubmitKey(submission.owner().uid(), key.text(), key.bodySha256(), id);
        loop.use(used);
        recent.put(new Owned(used.uid(), used.key()), used);
        if (recent.size() > RECENT_KEYS_MAX) {
            recent.remove(recent.keySet().iterator().next());
        }
    }

    private JobId fresh(ControlLoop loop) {
        JobId id = ids.next();
        while (loop.snapshot().job(id).isPresent()
                || !loop.snapshot().members(id).isEmpty()) {
            id = ids.next();
        }
        return id;
    }
}
