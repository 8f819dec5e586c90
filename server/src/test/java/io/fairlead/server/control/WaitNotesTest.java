package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Change;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.store.change.MemoryChangeLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WaitNotesTest {
    private final MemoryChangeLog store = new MemoryChangeLog();
    private final ControlLoop loop = Given.loop(store);
    private Instant now = Given.NOON;
    /** As job and code. */
    private final List<String> noted = new ArrayList<>();

    private void handle(Message message) {
        loop.handle(message, now);
        Turn turn = loop.endTurn(now);
        store.append(turn.changes(), turn.after(), turn.keys());
        turn.answer();
        for (Recorded recorded : turn.changes()) {
            if (recorded.change() instanceof Change.WaitNoted it) {
                noted.add(it.job() + " " + it.reason().code());
            }
        }
    }

    private JobId submit(int gpus) {
        Given.Answered answer = new Given.Answered();
        handle(new Message.Submit(
                Given.candidate(1001, gpus, Scheduling.DEFAULT, true), false, Optional.empty(), answer));
        return answer.job();
    }

    private List<String> passed(long seconds) {
        now = now.plusSeconds(seconds);
        handle(new Message.Tick());
        List<String> since = List.copyOf(noted);
        noted.clear();
        return since;
    }

    @Test
    void what_a_job_waits_for_is_noted_after_a_minute_and_when_it_has_become_another_thing() {
        submit(2);
        JobId waits = submit(2);

        assertThat(passed(59)).isEmpty();
        assertThat(loop.nextWake()).contains(now.plusSeconds(1));
        assertThat(passed(1)).containsExactly(waits + " E-NO-FREE-GPUS");
        assertThat(loop.nextWake()).as("nothing new is known to come").isEmpty();
        assertThat(passed(300)).isEmpty();

        handle(new Message.Observed(new Observation.EngineSilent(Given.NODE.cluster(), "nobody listens")));
        assertThat(passed(60)).containsExactly(waits + " E-ENGINE-UNREACHABLE");
        handle(new Message.Observed(new Observation.EngineAnswers(Given.NODE.cluster())));
        assertThat(passed(60)).as("what was so within the hour").isEmpty();
        handle(new Message.Observed(new Observation.EngineSilent(Given.NODE.cluster(), "nobody listens")));
        assertThat(passed(60)).isEmpty();
        assertThat(passed(3600)).isEmpty();
        handle(new Message.Observed(new Observation.EngineAnswers(Given.NODE.cluster())));
        assertThat(passed(60)).containsExactly(waits + " E-NO-FREE-GPUS");
        assertThat(store.job(waits).orElseThrow().reason()).isEmpty();
    }

    @Test
    void only_of_those_that_have_waited_longest_it_is_noted() {
        submit(2);
        for (int i = 0; i < WaitNotes.MOST + 5; i++) {
            submit(2);
        }

        assertThat(passed(60)).hasSize(WaitNotes.MOST);
        assertThat(passed(60)).isEmpty();
    }
}
