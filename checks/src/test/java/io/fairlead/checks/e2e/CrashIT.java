package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.JobQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process ends between any two steps, and the next one finishes the work: once, and with nothing left behind. */
@Timeout(120)
class CrashIT {
    private static final String KEY = "the-same-key";
    private static final Pattern RUNS = Pattern.compile("\"runs\":(\\d+)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "submit.beforeCommit",
                "submit.afterCommit",
                "assign.beforeCommit",
                "assign.afterCommit",
                "launch.beforeCreate",
                "launch.afterCreate",
                "launch.afterStart",
                "running.beforeCommit",
                "running.afterCommit",
                "exit.beforeCommit",
                "exit.afterCommit",
                "finish.beforeCommit",
                "finish.afterCommit",
                "finish.beforeRemove",
                "finish.afterRemove"
            })
    void a_job_runs_once_whatever_step_the_server_ends_at(String point) throws Exception {
        try (ServerUnderTest server = ServerUnderTest.fake()) {
            Work work = Work.pretend("FAKE_RUN_FOR=300ms", "FAKE_EXIT_CODE=3");
            server.startUntil(point);
            submitIfPossible(server, work);
            assertThat(server.ended()).isEqualTo(ServerUnderTest.KILLED);

            server.start();
            String id = server.submit(work, KEY);
            int runs = mostRuns(server, id);

            JobDetail job = server.over(id);
            assertThat(job.job().state()).isEqualTo("FAILED");
            assertThat(job.job().exitCode()).contains(3);
            assertThat(job.attempts()).hasSize(1);
            assertThat(runs).isLessThanOrEqualTo(1);
            oneOf(server, id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel.beforeCommit", "cancel.afterCommit", "cancel.afterIntent", "cancel.afterKill"})
    void a_cancel_that_was_recorded_is_carried_out_once(String point) throws Exception {
        try (ServerUnderTest server = ServerUnderTest.fake()) {
            server.startUntil(point);
            String id = server.submit(Work.pretend("FAKE_RUN_FOR=forever"), KEY);
            server.running(id);
            cancelIfPossible(server, id);
            assertThat(server.ended()).isEqualTo(ServerUnderTest.KILLED);

            server.start();
            boolean recorded = server.job(id).cancelRequestedAt().isPresent();
            assertThat(recorded).isEqualTo(!point.equals("cancel.beforeCommit"));
            if (!recorded) {
                server.ask(client -> client.cancel(id));
            }

            JobDetail job = server.over(id);
            assertThat(job.job().state()).isEqualTo("CANCELLED");
            assertThat(job.job().exitCode()).contains(143);
            oneOf(server, id);
        }
    }

    @Test
    void a_job_whose_image_was_on_its_way_gets_it_from_the_next_server() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.fake()) {
            Work work = Work.pretend("FAKE_RUN_FOR=300ms", "FAKE_EXIT_CODE=3").image("late/tool:1");
            server.startUntil("pull.mid");
            submitIfPossible(server, work);
            assertThat(server.ended()).isEqualTo(ServerUnderTest.KILLED);

            server.start();
            String id = server.submit(work, KEY);

            JobDetail job = server.over(id);
            assertThat(job.job().exitCode()).contains(3);
            assertThat(job.attempts()).hasSize(1);
            assertThat(server.events(id))
                    .filteredOn(event -> event.kind().equals("image-arrived"))
                    .hasSize(1);
            oneOf(server, id);
        }
    }

    @Test
    void what_was_submitted_survives_a_kill_at_any_time() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.fake()) {
            List<String> ids = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                server.start();
                for (int i = 0; i < 5; i++) {
                    ids.add(server.submit(Work.pretend("FAKE_RUN_FOR=100ms"), "key-" + round + "-" + i));
                }
                server.kill();
            }
            server.start();
            for (String id : ids) {
                assertThat(server.over(id).job().state()).isEqualTo("FINISHED");
                assertThat(endings(server.events(id))).hasSize(1);
            }
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(server.stop()).isZero();
            assertThat(server.verify().differences()).isEmpty();
        }
    }

    @Test
    void a_stop_leaves_jobs_running_and_the_next_server_takes_them_up() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.fake()) {
            server.start();
            String id = server.submit(Work.pretend("FAKE_RUN_FOR=forever"));
            server.running(id);

            assertThat(server.stop()).isZero();
            server.start();

            assertThat(server.job(id).job().state()).isEqualTo("RUNNING");
            server.ask(client -> client.cancel(id));
            assertThat(server.over(id).job().state()).isEqualTo("CANCELLED");
        }
    }

    @Test
    void a_second_server_on_the_same_store_says_who_has_it() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.fake();
                ServerUnderTest second = ServerUnderTest.fake()) {
            server.start();
            second.with("stateFolder", server.state().toString()).launch();

            assertThat(second.ended()).isEqualTo(1);
            assertThat(second.said()).contains("E-STORE-LOCKED", "another server has the store");
            assertThat(server.ask(client -> client.status()).accepting()).isTrue();
        }
    }

    private static void submitIfPossible(ServerUnderTest server, Work work) throws Exception {
        try {
            server.submit(work, KEY);
        } catch (ApiFailure ended) {
            // The server ended before it could answer: whoever submits tries again.
        }
    }

    private static void cancelIfPossible(ServerUnderTest server, String id) throws Exception {
        try {
            server.ask(client -> client.cancel(id));
        } catch (ApiFailure ended) {
            // As above.
        }
    }

    /** How often its container was started, as the engine's own files say, looked at until the job is over. */
    private static int mostRuns(ServerUnderTest server, String id) throws Exception {
        int[] most = {0};
        server.await(id, "it is over", job -> {
            most[0] = Math.max(most[0], runs(server.state().resolve("fake")));
            return job.job().endedAt().isPresent();
        });
        return most[0];
    }

    private static int runs(Path folder) {
        int most = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher runs = RUNS.matcher(Files.readString(file));
                most = runs.find() ? Math.max(most, Integer.parseInt(runs.group(1))) : most;
            }
        } catch (java.io.IOException | java.io.UncheckedIOException removed) {
            return most;
        }
        return most;
    }

    private static List<EventView> endings(List<EventView> events) {
        return events.stream()
                .filter(event -> event.state()
                        .filter(List.of("FINISHED", "FAILED", "CANCELLED")::contains)
                        .isPresent())
                .toList();
    }

    /** One job, which ran once and ended once, in a store that is as its changes say, and nothing beside it. */
    private static void oneOf(ServerUnderTest server, String id) throws Exception {
        assertThat(server.ask(client -> client.jobs(JobQuery.MINE.everybodys())).jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.id()).isEqualTo(id));
        List<EventView> events = server.events(id);
        assertThat(endings(events)).hasSize(1);
        assertThat(events).filteredOn(event -> event.kind().equals("submitted")).hasSize(1);
        assertThat(events).filteredOn(event -> event.kind().equals("running")).hasSizeLessThanOrEqualTo(1);
        Until.holds("nothing is left of it", server::leftovers, List::isEmpty);
        assertThat(server.stop()).isZero();
        assertThat(server.verify().differences()).isEmpty();
    }
}
