package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.admission.AdmissionPolicy;
import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Effect.Signal.Step;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Gpus;
import io.fairlead.store.change.MemoryChangeLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A place that one job gives up for another, or because somebody asked: from the wish to the next attempt. */
final class PreemptionTest {
    private static final Scheduling RESTARTABLE =
            new Wished().restartable().grace(Duration.ofSeconds(30)).scheduling();

    private final MemoryChangeLog store = new MemoryChangeLog();
    private final Quotas quotas =
            new Quotas(Map.of("user1001", new Quota(Gpus.of(2), Optional.empty())), Duration.ZERO);
    private final Intake intake = new Intake(
            Given.ids(),
            new AdmissionPolicy(LimitTable.SHIPPED, false, quotas),
            id -> store.job(id).isPresent(),
            store::jobs);
    private final ControlLoop loop = loop();
    private Instant now = Given.NOON;

    private ControlLoop loop() {
        return new ControlLoop(
                new Ledger(List.of(Given.node()), store.load().jobs()),
                Given.NAMES,
                intake,
                new ControlRoom.Past(
                        new Usage(new Shares(Duration.ofDays(7), Duration.ofDays(1), Map.of(), quotas)),
                        new LastTwo()));
    }

    private List<Effect> handle(Message message) {
        loop.handle(message, now);
        Turn turn = loop.endTurn(now);
        store.append(turn.changes(), turn.after(), turn.keys());
        turn.answer();
        return turn.effects();
    }

    private Given.Answered submit(long uid, int gpus, Scheduling scheduling) {
        Given.Answered answer = new Given.Answered();
        handle(new Message.Submit(Given.candidate(uid, gpus, scheduling, true), false, Optional.empty(), answer));
        return answer;
    }

    private JobId running(long uid, int gpus) {
        JobId id = submit(uid, gpus, RESTARTABLE).job();
        handle(new Observation.Launched(id, 1, new Outcome.Done()));
        handle(new Observation.Begun(
                id, 1, new Outcome.Done(), Optional.of(view(id, ContainerView.Status.RUNNING, Optional.empty()))));
        now = now.plusSeconds(120);
        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
        return id;
    }

    private List<Effect> handle(Observation observation) {
        return handle(new Message.Observed(observation));
    }

    private ContainerView view(JobId id, ContainerView.Status status, Optional<Exit> exit) {
        return new ContainerView(
                Given.NAMES.of(id.text(), 1), Optional.of(id), 1, status, Optional.of(Given.NOON), exit, 0);
    }

    private Job job(JobId id) {
        return store.job(id).orElseThrow();
    }

    private void saved(JobId id) {
        handle(new Observation.Signalled(id, 1, Step.SAVE, new Outcome.Done()));
        handle(new Observation.Seen(
                id,
                1,
                view(id, ContainerView.Status.EXITED, Optional.of(new Exit(123, false, now, Optional.empty())))));
        handle(new Observation.LogsDrained(id, 1, Optional.empty()));
    }

    @Test
    void who_runs_over_the_quota_saves_and_waits_again_and_who_is_sure_of_it_starts() {
        JobId cat = running(1002, 2);
        JobId bird = submit(1001, 2, Scheduling.DEFAULT).job();

        assertThat(job(cat).state()).isEqualTo(JobState.MUSTHALT);
        assertThat(job(cat).reason().orElseThrow().code()).isEqualTo("E-PREEMPTED");
        assertThat(job(cat).reason().orElseThrow().message())
                .contains("user1001")
                .doesNotContain(bird.text());
        assertThat(job(bird).clearing()).contains(Given.NODE);
        assertThat(loop.reason(job(bird), 0).code()).isEqualTo("E-CLEARING");
        assertThat(loop().reasons().of(job(bird), 0).code()).isEqualTo("E-CLEARING");

        saved(cat);

        assertThat(job(cat).state()).isEqualTo(JobState.QUEUED);
        assertThat(job(cat).attempt().map(Attempt::state)).contains(AttemptState.HALTED);
        assertThat(job(bird).state()).isEqualTo(JobState.STARTING);
        assertThat(job(bird).clearing()).isEmpty();
        Desk.Why why =
                Overview.why(loop, cat, _ -> Optional.empty()).orElseThrow().answer();
        assertThat(why.waiting().orElseThrow().reason().code()).isEqualTo("E-NO-FREE-GPUS");
        assertThat(why.notes()).extracting(Problem::code).containsExactly("E-PREEMPTED");
    }

    @Test
    void an_interactive_job_halts_nobody_and_says_what_is_in_its_way() {
        JobId cat = running(1002, 2);

        assertThat(submit(1001, 1, Given.interactive()).code()).isEqualTo("E-NO-FREE-GPUS");
        assertThat(job(cat).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void an_interactive_job_over_its_quota_is_refused_or_starts_at_its_own_risk() {
        running(1001, 1);
        Scheduling soft = new Wished().interactive().restartable().scheduling();

        assertThat(submit(1003, 1, Given.interactive()).code()).isEqualTo("E-QUOTA-NEVER");
        assertThat(submit(1003, 1, soft).code()).isEmpty();
        assertThat(submit(1001, 1, Given.interactive()).code()).isEqualTo("E-NO-FREE-GPUS");
    }

    @Test
    void a_halt_takes_the_place_from_a_job_that_has_one_and_from_no_other() {
        JobId cat = running(1002, 2);
        JobId waits = submit(1002, 1, RESTARTABLE).job();
        Given.Answered halted = new Given.Answered();
        Given.Answered again = new Given.Answered();
        Given.Answered nothing = new Given.Answered();

        List<Effect> effects = handle(new Message.Halt(cat, Given.ADA, halted));
        handle(new Message.Halt(cat, Given.ADA, again));
        handle(new Message.Halt(waits, Given.ADA, nothing));

        assertThat(effects)
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Signal.class,
                        signal -> assertThat(signal.signal()).isEqualTo("SIGUSR1"));
        assertThat(halted.code()).isEmpty();
        assertThat(again.code()).isEmpty();
        assertThat(nothing.code()).isEqualTo("E-NOT-RUNNING");
        saved(cat);
        assertThat(job(waits).state()).isEqualTo(JobState.STARTING);
        assertThat(job(cat).reason().orElseThrow().code()).isEqualTo("E-HALTED");
    }
}
