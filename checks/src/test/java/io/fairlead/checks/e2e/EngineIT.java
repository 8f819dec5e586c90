package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.AttemptView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.WhyView;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.JobQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real engine that is away, that breaks, that is written full; and a server that ends while it works with one. */
@Timeout(180)
class EngineIT {
    private static final String KEY = "the-same-key";
    private static final Work ONCE = Work.shell("echo once; sleep 0.3; exit 3");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "launch.beforeCreate",
                "launch.afterCreate",
                "launch.afterStart",
                "running.beforeCommit",
                "running.afterCommit",
                "exit.beforeCommit",
                "finish.beforeCommit"
            })
    void a_container_runs_once_whatever_step_the_server_ends_at(String point) throws Exception {
        try (ServerUnderTest server = ServerUnderTest.docker()) {
            server.startUntil(point);
            submitIfPossible(server, ONCE);
            assertThat(server.ended()).isEqualTo(ServerUnderTest.KILLED);

            server.start();
            String id = server.submit(ONCE, KEY);

            JobDetail job = server.over(id);
            assertThat(job.job().state()).isEqualTo("FAILED");
            assertThat(job.job().exitCode()).contains(3);
            assertThat(job.attempts()).hasSize(1);
            assertThat(server.log(id)).isEqualTo("once\n");
            Until.holds("nothing is left of it", server::leftovers, List::isEmpty);
            assertThat(server.stop()).isZero();
            assertThat(server.verify().differences()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/containers/create?name=fl-", "/start HTTP", "DELETE "})
    void a_container_runs_once_although_the_answer_to_a_request_is_lost(String request) throws Exception {
        try (ServerUnderTest server = ServerUnderTest.docker();
                FaultyEngine engine = new FaultyEngine(server.folder().resolve("engine.sock"))) {
            server.with("dockerSocket", server.folder().resolve("engine.sock").toString())
                    .start();
            // Looks into the image, so that the request that meets the fault is the job's own.
            server.over(server.submit(Work.shell("exit 0")));
            Until.holds("nothing is left of it", server::leftovers, List::isEmpty);
            engine.loseAnswer(request);

            JobDetail job = server.over(server.submit(ONCE));

            assertThat(job.job().exitCode()).contains(3);
            assertThat(job.attempts()).hasSize(1);
            String id = job.job().id();
            assertThat(server.log(id)).isEqualTo("once\n");
            assertThat(server.events(id))
                    .filteredOn(it -> it.kind().equals("running"))
                    .hasSize(1);
            Until.holds("the answer was lost", engine::hasLostAll, lost -> lost);
            Until.holds("nothing is left of it", server::leftovers, List::isEmpty);
            assertThat(server.stop()).isZero();
            assertThat(server.verify().differences()).isEmpty();
        }
    }

    @Test
    void a_pull_that_the_server_s_end_cut_short_goes_on_with_the_next_one() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.docker();
                Registry registry = new Registry(server.folder())) {
            String image = registry.pushed("cut:1");
            Work work = ONCE.image(image);
            server.startUntil("pull.mid");
            submitIfPossible(server, work);
            assertThat(server.ended()).isEqualTo(ServerUnderTest.KILLED);

            server.start();
            String id = server.submit(work, KEY);

            JobDetail job = server.over(id);
            assertThat(job.job().exitCode()).contains(3);
            assertThat(job.attempts()).hasSize(1);
            assertThat(server.log(id)).isEqualTo("once\n");
            assertThat(server.events(id))
                    .filteredOn(it -> it.kind().equals("image-arrived"))
                    .hasSize(1);
            assertThat(server.ask(client -> client.jobs(JobQuery.MINE.everybodys()))
                            .jobs())
                    .hasSize(1);
            assertThat(server.stop()).isZero();
            assertThat(server.verify().differences()).isEmpty();
        }
    }

    @Test
    void a_restart_of_the_machine_ends_what_ran_and_a_restartable_job_runs_again() throws Exception {
        Work endless = Work.shell("trap 'exit 0' TERM; while :; do sleep 0.05; done");
        try (ServerUnderTest server = ServerUnderTest.docker()) {
            server.start();
            String lost = server.submit(endless);
            String again = server.submit(endless.scheduling("\"restartable\": true"));
            List<String> before = List.of(
                    ServerUnderTest.container(server.running(lost)), ServerUnderTest.container(server.running(again)));
            server.kill();
            // What the engine shows after a restart: containers that ended without anybody's asking.
            Docker.cli("kill", before.getFirst(), before.getLast());
            server.bootedAnew();

            server.start();

            JobDetail over = server.over(lost);
            assertThat(over.job().state()).isEqualTo("FAILED");
            assertThat(over.job().reason().map(Finding::code)).contains("E-NODE-REBOOTED");
            assertThat(over.attempts()).hasSize(1);
            JobDetail job = server.running(again);
            assertThat(job.attempts()).extracting(AttemptView::state).containsExactly("FAILED", "RUNNING");
            assertThat(server.events(again))
                    .filteredOn(it -> it.kind().equals("requeued"))
                    .singleElement()
                    .satisfies(it -> assertThat(it.reason().map(Finding::code)).contains("E-NODE-REBOOTED"));
            Until.holds(
                    "the old containers are removed",
                    () -> Docker.cli("ps", "-aq", "--filter", "name=" + String.join("|", before)),
                    String::isBlank);
            server.ask(client -> client.cancel(again));
            assertThat(server.over(again).job().state()).isEqualTo("CANCELLED");
            assertThat(server.stop()).isZero();
            assertThat(server.verify().differences()).isEmpty();
        }
    }

    @Test
    void an_engine_that_cannot_list_is_not_taken_for_one_without_containers() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.docker();
                FaultyEngine engine = new FaultyEngine(server.folder().resolve("engine.sock"))) {
            server.with("dockerSocket", server.folder().resolve("engine.sock").toString())
                    .start();
            String id = server.submit(Work.shell("trap 'exit 5' TERM; while :; do sleep 0.05; done"));
            server.running(id);

            engine.fail("/containers/json");
            Docker.cli("kill", "--signal", "WINCH", ServerUnderTest.container(server.job(id)));
            Until.holds("lists were asked for and failed", engine::refused, times -> times >= 3);
            assertThat(server.job(id).job().state()).isEqualTo("RUNNING");
            engine.fail("");

            Docker.cli("kill", "--signal", "TERM", ServerUnderTest.container(server.job(id)));
            JobDetail job = server.over(id);
            assertThat(job.job().exitCode()).contains(5);
            assertThat(job.attempts()).hasSize(1);
        }
    }

    @Test
    void a_job_outlives_its_engine_and_its_log_has_no_gap() throws Exception {
        try (PrivateDockerd engine = new PrivateDockerd();
                ServerUnderTest server = ServerUnderTest.docker()) {
            server.with("dockerSocket", engine.socket().toString()).start();
            String id = server.submit(
                    Work.shell("i=0; while [ $i -lt 40 ]; do echo line $i; i=$((i + 1)); sleep 0.2; done"));
            server.running(id);
            Until.holds("it writes", () -> server.log(id), text -> text.contains("line 3"));

            String waits = server.submitHeld(Work.shell("exit 0")).id();

            engine.kill();
            WhyView why = Until.holds(
                    "the engine is missed",
                    () -> server.ask(client -> client.why(id)),
                    it -> it.notes().stream().anyMatch(note -> note.code().equals("E-ENGINE-UNREACHABLE")));
            assertThat(why.state()).isEqualTo("RUNNING");
            server.ask(client -> client.release(waits));
            assertThat(server.ask(client -> client.why(waits)).reason().map(Finding::code))
                    .contains("E-ENGINE-UNREACHABLE");
            engine.start();

            assertThat(server.over(id).job().state()).isEqualTo("FINISHED");
            assertThat(server.log(id).lines())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 40).mapToObj(i -> "line " + i).toList());
            assertThat(server.over(waits).job().state()).isEqualTo("FINISHED");
        }
    }

    private static void submitIfPossible(ServerUnderTest server, Work work) throws Exception {
        try {
            server.submit(work, KEY);
        } catch (ApiFailure ended) {
            // It ended before it could answer.
        }
    }

    @Test
    void a_flood_of_output_is_kept_up_to_its_bound_and_says_so() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.docker()) {
            // What the engine keeps is enough for all of it, however late it is read.
            server.with("jobs", "{keptLogMb: 1, engineLogMb: 64}").start();
            String id = server.submit(Work.shell("while [ ! -e /tmp/go ]; do sleep 0.05; done;"
                    + " yes 0123456789012345678901234567890123456789 | head -c 8000000; echo end"));
            String container = ServerUnderTest.container(server.running(id));
            assertThat(Docker.cli("inspect", "--format", "{{json .HostConfig.LogConfig}}", container))
                    .contains("json-file", "\"max-size\":\"33554432\"", "\"max-file\":\"2\"");
            Docker.cli("exec", container, "touch", "/tmp/go");

            assertThat(server.over(id).job().state()).isEqualTo("FINISHED");
            String log = server.log(id);
            assertThat(log.length()).isLessThan(2 << 20);
            assertThat(log).contains("what comes after is not kept");
            try (Stream<Path> files = Files.walk(server.state().resolve("logs"))) {
                List<Path> kept = files.filter(Files::isRegularFile).toList();
                assertThat(kept.stream()
                                .mapToLong(file -> file.toFile().length())
                                .sum())
                        .isLessThan(2 << 20);
            }
        }
    }
}
