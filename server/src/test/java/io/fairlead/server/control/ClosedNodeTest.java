package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.store.change.MemoryChangeLog;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What closes a node is what a job is told that waits for it, and without it the job starts or is told the next. */
final class ClosedNodeTest {
    private final MemoryChangeLog store = new MemoryChangeLog();
    private final ControlLoop loop = Given.loop(store);

    private void handle(Message message) {
        loop.handle(message, Given.NOON);
        Turn turn = loop.endTurn(Given.NOON);
        store.append(turn.changes(), turn.after(), turn.keys());
        turn.answer();
    }

    private JobId submit() {
        Given.Answered answer = new Given.Answered();
        handle(new Message.Submit(Given.candidate(1001, 1, Scheduling.DEFAULT, true), false, Optional.empty(), answer));
        return answer.job();
    }

    private String reason(JobId id) {
        Job job = store.job(id).orElseThrow();
        return loop.reason(job, 0).code();
    }

    private JobState state(JobId id) {
        return store.job(id).orElseThrow().state();
    }

    @Test
    void an_engine_that_is_silent_a_machine_that_was_restarted_and_a_full_disk_are_named_one_after_the_other() {
        ClusterId cluster = Given.NODE.cluster();
        handle(new Message.Closed(cluster, "restarted", Optional.of(ControlProblems.RESTARTED.reason())));
        handle(new Message.Observed(new Observation.EngineSilent(cluster, "nobody listens")));
        ProblemCode full = new ProblemCode("E-TEST-FULL", "the disk is nearly full", "make room", "Only in tests.");
        handle(new Message.Closed(cluster, "space", Optional.of(full.reason())));
        JobId id = submit();

        assertThat(reason(id)).isEqualTo("E-ENGINE-UNREACHABLE");
        handle(new Message.Observed(new Observation.EngineAnswers(cluster)));
        assertThat(reason(id)).isEqualTo("E-NODE-RESTARTED");
        handle(new Message.Closed(cluster, "restarted", Optional.empty()));
        assertThat(reason(id)).isEqualTo("E-TEST-FULL");
        handle(new Message.Closed(cluster, "space", Optional.empty()));
        assertThat(state(id)).isEqualTo(JobState.STARTING);
    }
}
