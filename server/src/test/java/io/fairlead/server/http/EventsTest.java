package io.fairlead.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.JobId;
import io.fairlead.net.Request;
import io.fairlead.wire.api.EventView;
import io.fairlead.wire.client.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {
    private static final JobId JOB = new JobId("abcdefgh12");
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private OpenDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new OpenDoor();
        door.house.add(SampleJobs.queued(JOB.text(), 1001, "a"));
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        door.close();
    }

    private static final class Kept implements EventSink {
        final List<EventView> events = new ArrayList<>();
        int interruptions;

        @Override
        public synchronized void event(EventView event) {
            events.add(event);
        }

        @Override
        public synchronized void interrupted(int tries) {
            interruptions++;
        }

        synchronized int size() {
            return events.size();
        }

        synchronized List<String> kinds() {
            return events.stream().map(EventView::kind).toList();
        }
    }

    private Future<Optional<EventView>> watch(long after, Kept kept) {
        Callable<Optional<EventView>> task = () -> door.client().watch(JOB.text(), after, kept);
        return threads.submit(task);
    }

    @Test
    void a_list_of_changes_can_be_read_page_by_page() throws Exception {
        door.house.happen(JOB, SampleJobs.life(JOB, 3));
        var client = door.client();

        var all = client.events(JOB.text(), 0);
        var some =
                door.get(OpenDoor.OWNER, "/v1/jobs/" + JOB + "/events?limit=2").text();

        assertThat(all.events())
                .extracting(EventView::kind)
                .containsExactly(
                        "submitted",
                        "assigned",
                        "starting",
                        "created",
                        "bound",
                        "running",
                        "exited",
                        "logs-complete",
                        "ended");
        assertThat(all.events().get(6).message()).isEqualTo("ended with code 3");
        assertThat(all.events().getLast().state()).contains("FAILED");
        assertThat(all.next()).isEmpty();
        assertThat(some).contains("\"next\":2}");
    }

    @Test
    void a_watcher_sees_each_change_once_and_ends_with_the_job() throws Exception {
        var kept = new Kept();
        var watcher = watch(0, kept);
        Eventually.is(() -> kept.size() == 1);

        var life = SampleJobs.life(JOB, 0);
        door.house.happen(JOB, life.subList(0, 4));
        Eventually.is(() -> kept.size() == 5);
        door.house.happen(JOB, life.subList(4, 8));

        assertThat(watcher.get()).get().extracting(EventView::state).isEqualTo(Optional.of("FINISHED"));
        assertThat(kept.kinds()).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void a_watcher_comes_back_after_the_server_was_away_and_misses_nothing() throws Exception {
        var kept = new Kept();
        var watcher = watch(0, kept);
        Eventually.is(() -> kept.size() == 1);

        door.listener.close();
        door.house.happen(JOB, SampleJobs.life(JOB, 0));
        try (var again = new HttpListener(
                door.folder.resolve("s"),
                door.parts(_ -> OpenDoor.OWNER),
                new HttpListener.About("0.1.0", "1nstance0", OpenDoor.SCHEMA),
                HttpListener.Bounds.DEFAULT,
                new Random(3))) {
            again.start();
            watcher.get();
        }

        assertThat(kept.kinds()).hasSize(9).doesNotHaveDuplicates();
        assertThat(kept.interruptions).isPositive();
    }

    @Test
    void a_stream_resumes_after_the_last_event_that_a_browser_saw() throws Exception {
        door.house.happen(JOB, SampleJobs.life(JOB, 0));
        var answer = door.ask(
                OpenDoor.OWNER,
                Request.of("GET", "/v1/jobs/" + JOB + "/events")
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", "8"));

        assertThat(answer.headers().first("Content-Type")).contains("text/event-stream");
        assertThat(answer.text())
                .startsWith("id: 9\nevent: ended\ndata: {\"sequence\":9,")
                .endsWith("}\n\n");
    }

    @Test
    void watching_a_job_that_has_ended_ends_at_once() throws Exception {
        door.house.happen(JOB, SampleJobs.life(JOB, 0));

        assertThat(watch(9, new Kept()).get()).isEmpty();
    }
}
