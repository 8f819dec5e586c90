package io.fairlead.server.control;

import io.fairlead.core.admission.Admission;
import io.fairlead.core.admission.Candidate;
import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.idle.Glance;
import io.fairlead.core.idle.IdleNote;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Reconcile;
import io.fairlead.core.schedule.Claim;
import io.fairlead.core.schedule.Outlook;
import io.fairlead.core.schedule.Plan;
import io.fairlead.core.schedule.QuotaUse;
import io.fairlead.core.schedule.Reasons;
import io.fairlead.core.schedule.Scheduler;
import io.fairlead.core.schedule.Start;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The deterministic heart of the server: messages in, a {@link Turn} out. It has no threads, reads no clock and does
 * nothing itself, so that a whole server can be run in virtual time from a seed.
 *
 * <p>Used as {@code handle}* then {@code endTurn}: the messages between two {@code endTurn}s share one transaction. After
 * a turn that could not be saved the loop is ahead of the store and must be thrown away.
 */
final class ControlLoop {
    private static final Actor SCHEDULER = new Actor.Scheduler();
    private static final Actor CLOCK = new Actor.Clock();

    private final Ledger ledger;
    private final ContainerNames names;
    private final Scheduler scheduler;
    private final Usage usage;
    private final Intake intake;
    private final Closures closures;
    private final Follower follower;
    private final WaitNotes waitNotes = new WaitNotes();

    private final List<Recorded> changes = new ArrayList<>();
    private final SequencedMap<JobId, Job> touched = new LinkedHashMap<>();
    private final List<SubmitKey> keys = new ArrayList<>();
    private final List<UpkeepRecord> upkeep = new ArrayList<>();
    private final List<Turn.Answered> answers = new ArrayList<>();
    private final List<Message.Told> told = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    /** Others depend on these, and it has not been looked how. */
    private final Queue<Job> ended = new ArrayDeque<>();

    private boolean replan = true;
    private long passes;
    private Plan plan = Plan.NONE;
    private Instant latest = Instant.EPOCH;

    ControlLoop(Ledger ledger, ContainerNames names, Intake intake) {
        this(ledger, names, intake, new ControlRoom.Past(new Usage(Shares.DEFAULT), new LastTwo()));
    }

    /** @param past of what has ended */
    ControlLoop(Ledger ledger, ContainerNames names, Intake intake, ControlRoom.Past past) {
        this.ledger = ledger;
        this.names = names;
        this.intake = intake;
        this.usage = past.usage();
        this.scheduler = new Scheduler(ledger, names, intake.limits(), past.runTimes(), past.usage());
        this.closures = new Closures(ledger);
        this.follower = new Follower(this);
    }

    /** Takes up every live job again: look before anything else, since the last server may have done anything. */
    void resume(Instant now) {
        ledger.live().stream().sorted(Comparator.comparing(Job::id)).toList().forEach(job -> follower.resume(job, now));
    }

    /** What the last server knew of who does nothing. */
    void remember(List<IdleNote> notes) {
        notes.forEach(follower::remember);
    }

    /** What is known of who does nothing, for the next server. */
    List<IdleNote> idle() {
        return follower.idle();
    }

    /** Decides one message. */
    void handle(Message message, Instant moment) {
        Instant now = moment.truncatedTo(ChronoUnit.MICROS);
        latest = now;
        switch (message) {
            case Message.Submit submit -> intake.submit(this, submit, now);
            case Message.Cancel cancel -> cancel(cancel, now);
            case Message.Retire retire -> retire(retire, now);
            case Message.Halt halt -> halt(halt, now);
            case Message.Hold hold ->
                edge(hold, JobState.QUEUED, new Change.Held(hold.job()), ControlProblems.NOT_QUEUED, now);
            case Message.Release release ->
                edge(release, JobState.ONHOLD, new Change.Released(release.job()), ControlProblems.NOT_HELD, now);
            case Message.Remove remove -> remove(remove, now);
            case Message.OfNodes asked -> Caretaker.handle(this, asked, now);
            case Message.All(var wishes) -> wishes.forEach(wish -> handle(wish, now));
            case Message.Observed observed -> follower.learn(observed.observation(), now);
            case Message.Listed listed -> follower.compare(listed, now);
            case Message.Hint(JobId job, int attempt) -> follower.hint(job, attempt, now);
            case Message.Outgrew(JobId job, int attempt, Problem why) -> follower.outgrew(job, attempt, why, now);
            case Message.Sampled(JobId job, int attempt, Glance glance) -> follower.sampled(job, attempt, glance, now);
            case Message.NodeChanged changed -> {
                ledger.update(changed.node());
                nodesChanged();
            }
            case Message.DevicesSeen(NodeRef node, var defects) -> {
                ledger.defects(node, defects);
                nodesChanged();
            }
            case Message.NodeRebooted rebooted -> follower.rebooted(rebooted.cluster(), now);
            case Message.Closed closed -> close(closed.cluster(), closed.cause(), closed.why());
            case Message.Acceptance refusal -> intake.refuse(refusal.why());
            case Message.Question question -> told.add(question.look().apply(this));
            case Message.Tick _ -> follower.tick(now);
        }
    }

    /** Places what can be placed now, and hands over everything decided since the last time. */
    Turn endTurn(Instant moment) {
        Instant now = moment.truncatedTo(ChronoUnit.MICROS);
        latest = now;
        for (JobId id : ledger.tooLate(now)) {
            record(Reconcile.tooLate(ledger.job(id).orElseThrow()), CLOCK, now);
        }
        settle(now);
        if (replan || plan.wakeAt().filter(at -> !now.isBefore(at)).isPresent()) {
            pass(now);
        }
        waitNotes.due(this, now).forEach(it -> record(it, SCHEDULER, now));
        Turn turn = new Turn(changes, List.copyOf(touched.values()), keys, upkeep, answers, told, effects);
        changes.clear();
        touched.clear();
        keys.clear();
        upkeep.clear();
        answers.clear();
        told.clear();
        effects.clear();
        return turn;
    }

    /** When {@link Message.Tick} would have something to do; empty while only messages help. */
    Optional<Instant> nextWake() {
        return Stream.of(follower.nextWake(), plan.wakeAt(), ledger.firstTooLate(), waitNotes.wakeAt(ledger))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** Why jobs wait, as of the last pass. */
    Plan plan() {
        return plan;
    }

    /** How often that was decided; {@link #plan} is another one when this is. */
    long passes() {
        return passes;
    }

    /** What would become of the candidate now; nothing is recorded. */
    Admission.Verdict judge(Candidate candidate) {
        return intake.judge(this, candidate);
    }

    /** Why no submit is accepted at present. */
    Optional<Problem> refusal() {
        return intake.refusal();
    }

    Snapshot snapshot() {
        return ledger;
    }

    void close(ClusterId cluster, String cause, Optional<Problem> why) {
        closures.set(cluster, cause, why);
        ledger.nodes().stream()
                .filter(use -> use.node().ref().cluster().equals(cluster))
                .forEach(use -> scheduler.closed(use.node().ref(), use.closed().isPresent()));
        replan = true;
    }

    private void nodesChanged() {
        scheduler.nodesChanged(ledger);
        replan = true;
    }

    /** What an administrator said holds from now on. */
    void keep(UpkeepChange change, Actor by, Instant now) {
        UpkeepRecord recorded = new UpkeepRecord(now, by, change);
        ledger.apply(recorded);
        upkeep.add(recorded);
        nodesChanged();
    }

    ContainerNames names() {
        return names;
    }

    LimitTable limits() {
        return intake.limits();
    }

    /** Whether the store has, or ever had, a job of this id. */
    boolean hasEver(JobId id) {
        return intake.hasEver(id);
    }

    /** Begins to bring the image of a job that lacks it. */
    void pull(Job job) {
        follower.images().pull(job);
    }

    Closures closures() {
        return closures;
    }

    /**
     * Passes of the scheduler until nobody more starts or is halted; also before an interactive job is judged, so that it passes
     * nobody who fits. One is enough, but where somebody keeps a node or a limit from others, or projects have quotas: a start makes
     * turns others than they were.
     */
    void pass(Instant now) {
        settle(now);
        do {
            onePass(now);
        } while (plan.mayGoOn());
    }

    private void onePass(Instant now) {
        replan = false;
        passes++;
        plan = scheduler.pass(ledger, now);
        plan.quotas().voids().forEach(it -> record(new Change.ClearingVoid(it.job(), it.cause()), SCHEDULER, now));
        plan.broken().ifPresent(it -> record(new Change.PromiseBroken(it.job(), it.cause()), SCHEDULER, now));
        plan.starts().forEach(start -> start(start, now));
        plan.promised().ifPresent(it -> record(new Change.Promised(it.job(), it.start()), SCHEDULER, now));
        plan.quotas().halt().ifPresent(it -> halt(it, now));
    }

    private void halt(Plan.Halt halt, Instant now) {
        List<JobId> victims = halt.victims().stream().map(Plan.Broken::job).toList();
        record(new Change.Clearing(halt.job(), halt.node(), victims), SCHEDULER, now);
        for (Plan.Broken victim : halt.victims()) {
            Job job = ledger.job(victim.job()).orElseThrow();
            Reconcile.halt(job, Optional.of(halt.job()), victim.cause())
                    .forEach(change -> record(change, SCHEDULER, now));
            follower.pursue(victim.job(), now);
        }
    }

    /** Places one job now or not at all, directly after a pass. */
    Scheduler.Placing placeNow(Job job) {
        return scheduler.placeNow(ledger, plan, job);
    }

    /** Why queued jobs wait, as of now; for questions of the moment. */
    Reasons reasons() {
        return scheduler.reasons(ledger, plan, latest);
    }

    /** The same of one. */
    Problem reason(Job job, int ahead) {
        return reasons().of(job, ahead);
    }

    /** Everybody who waits, in the order in which turns would come. */
    List<Job> queue() {
        return scheduler.queue(ledger, latest);
    }

    /** What decides when it is a job's turn, as of now. */
    Function<Job, Claim> claims() {
        return scheduler.claims(ledger, latest);
    }

    /** A live job's project, its quota, and whether the job is over that. */
    Function<Job, Optional<QuotaUse>> quotas() {
        return scheduler.quotas(ledger, latest);
    }

    /** The quota of a project and what it holds. */
    Optional<QuotaUse> quota(String project) {
        return scheduler.quota(ledger, latest, project);
    }

    /** What was used by what has ended. */
    Usage usage() {
        return usage;
    }

    /** When the last message was handled. */
    Instant now() {
        return latest;
    }

    /** When those who wait will probably start, to be reckoned by anybody on copies. */
    Outlook outlook() {
        return scheduler.outlook(ledger, latest);
    }

    /** Takes the allocation and asks for the container, in one transaction. */
    void start(Start start, Instant now) {
        record(new Change.Assigned(start.job(), start.attempt(), start.placements()), SCHEDULER, now);
        record(new Change.Starting(start.job(), start.attempt()), SCHEDULER, now);
        follower.pursue(start.job(), now);
    }

    Job record(Change change, Actor actor, Instant now) {
        Recorded recorded = new Recorded(now, actor, change);
        Optional<Job> before = ledger.job(change.job());
        Job after = ledger.apply(recorded);
        scheduler.moved(before, after);
        // As it is kept: then it shows who was submitted alike.
        changes.add(before.isEmpty() ? new Recorded(now, actor, new Change.Submitted(after)) : recorded);
        touched.put(after.id(), after);
        if (after.state().isTerminal() && !ledger.dependents(after.id()).isEmpty()) {
            ended.add(after);
        }
        replan = replan || matters(change);
        return after;
    }

    /** Ends those that depended on another end of what has ended, and so on: a chain may be long. */
    private void settle(Instant now) {
        while (!ended.isEmpty()) {
            Job job = ended.remove();
            for (JobId id : ledger.dependents(job.id())) {
                Reconcile.after(job, ledger.job(id).orElseThrow()).ifPresent(end -> record(end, SCHEDULER, now));
            }
        }
    }

    /** Whether another pass could come to something else than the last one. */
    private boolean matters(Change change) {
        return switch (change) {
            case Change.Submitted(Job job) -> !waitsForSure(job);
            // What runs ends earlier than was reckoned before its start.
            case Change.Released _,
                    Change.ImageArrived _,
                    Change.Running _,
                    Change.Exited _,
                    Change.Ended _,
                    Change.Requeued _,
                    Change.Held _ -> true;
            // Who leaves has given everything back by another time than was reckoned.
            case Change.StopAsked _, Change.Outgrew _, Change.Idled _, Change.HaltAsked _ -> true;
            case Change.Assigned _,
                    Change.Starting _,
                    Change.Created _,
                    Change.Bound _,
                    Change.CancelRequested _,
                    Change.HaltSignalled _,
                    Change.StopSignalled _,
                    Change.KillSent _,
                    Change.LogsComplete _,
                    Change.IdleNoted _,
                    Change.WaitNoted _,
                    Change.TimeWarned _,
                    Change.FilesFound _,
                    Change.Promised _,
                    Change.PromiseBroken _,
                    Change.Clearing _,
                    Change.ClearingVoid _,
                    Change.PullRetried _,
                    Change.RunRecorded _,
                    Change.Removed _ -> false;
        };
    }

    /** So that a submit to a full site costs the same however many wait before it. */
    private boolean waitsForSure(Job job) {
        return ledger.isLast(job) && scheduler.keepsWaiting(ledger, plan, job);
    }

    void answer(Message.Answer to, Reply reply) {
        answers.add(new Turn.Answered(to, reply));
    }

    void use(SubmitKey key) {
        keys.add(key);
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    private void cancel(Message.Cancel cancel, Instant now) {
        Optional<Job> live = ledger.job(cancel.job());
        if (live.isEmpty()) {
            answer(cancel.answer(), new Reply.NotLive());
            return;
        }
        stop(cancel, live.get(), Reconcile.cancel(live.get()), now);
    }

    private void retire(Message.Retire retire, Instant now) {
        Optional<Job> live = ledger.job(retire.job());
        if (live.isEmpty()) {
            answer(retire.answer(), new Reply.NotLive());
        } else if (!live.get().submission().definition().scheduling().session()) {
            answer(retire.answer(), new Reply.Conflict(ControlProblems.NOT_A_SESSION.reason("job", retire.job())));
        } else {
            stop(retire, live.get(), Reconcile.retire(live.get()), now);
        }
    }

    private void halt(Message.Halt halt, Instant now) {
        Optional<Job> live = ledger.job(halt.job());
        if (live.isEmpty()) {
            answer(halt.answer(), new Reply.NotLive());
            return;
        }
        Job job = live.get();
        if (job.attempt().filter(Attempt::holding).isEmpty()) {
            answer(
                    halt.answer(),
                    new Reply.Conflict(ControlProblems.NOTHING_TO_HALT.reason("job", job.id(), "state", job.state())));
        } else {
            stop(halt, job, Reconcile.halt(job, Optional.empty(), Reconcile.haltedOnRequest()), now);
        }
    }

    private void stop(Message.OfJob asked, Job live, List<Change> wish, Instant now) {
        Job job = live;
        for (Change change : wish) {
            job = record(change, asked.by(), now);
        }
        answer(asked.answer(), new Reply.Accepted(job, false));
        follower.pursue(asked.job(), now);
    }

    /** One edge that a person asks for, allowed from one state only. */
    private void edge(Message.OfJob asked, JobState from, Change change, ProblemCode otherwise, Instant now) {
        Optional<Job> live = ledger.job(asked.job());
        if (live.isEmpty()) {
            answer(asked.answer(), new Reply.NotLive());
        } else if (live.get().state() != from) {
            answer(
                    asked.answer(),
                    new Reply.Conflict(otherwise.reason(
                            "job", asked.job(), "state", live.get().state())));
        } else {
            answer(asked.answer(), new Reply.Accepted(record(change, asked.by(), now), false));
            follower.pursue(asked.job(), now);
        }
    }

    private void remove(Message.Remove remove, Instant now) {
        Job known = ledger.job(remove.job()).orElse(remove.ended());
        if (!known.state().isTerminal()) {
            answer(
                    remove.answer(),
                    new Reply.Conflict(ControlProblems.NOT_ENDED.reason("job", remove.job(), "state", known.state())));
            return;
        }
        Recorded recorded = new Recorded(now, remove.by(), new Change.Removed(remove.job()));
        Job after = remove.ended().after(recorded);
        changes.add(recorded);
        touched.put(after.id(), after);
        answer(remove.answer(), new Reply.Accepted(after, false));
    }
}
