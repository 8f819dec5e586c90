package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.AttemptView;
import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.SubmitOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A place that one job gives up for another, with real containers: from the signal to the attempt that goes on. */
@Timeout(180)
class PreemptionIT {
    private static final String TWO_GPUS = "[{id: 0, name: here, node: {name: two, cores: 2, memoryGb: 1,"
            + " simulatedGpus: [{model: NVIDIA A100 80GB PCIe, count: 2, memoryGb: 80}]}}]";

    private static final String ONE_GPU = "\"cpus\": 0.1, \"gpus\": 1, \"cpuMemoryGb\": 0.06";
    private static final Duration UNDISTURBED = Duration.ofSeconds(3);
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** Counts, writes down on SIGUSR1 how far it has come, and ends well where it finds that. */
    private static final String SAVES =
            "test -e /project_local/saved && { echo goes on at $(cat /project_local/saved); exit 0; };"
                    + " trap 'echo $n > /project_local/saved; echo saved $n; exit 123' USR1;"
                    + " n=1; echo ready; while :; do sleep 0.05; n=$((n + 1)); done";

    /** Hears no signal in its first attempt. */
    private static final String STUBBORN =
            "test $FAIRLEAD_ATTEMPT = 2 && exit 0; trap '' USR1 TERM; echo ready;" + " while :; do sleep 0.05; done";

    private static final String UNTIL_TOLD = "until test -e /project_local/go; do sleep 0.05; done";

    private ServerUnderTest server;

    @BeforeEach
    void start() throws Exception {
        server = ServerUnderTest.docker()
                .with("clusters", TWO_GPUS)
                .with("shares", "{quotas: {nogroup: {gpus: 1}, daemon: {gpus: 1}}}")
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void who_runs_over_the_quota_saves_gives_up_its_gpu_and_goes_on_when_it_is_free_again() throws Exception {
        String first = ready(Work.shell(STUBBORN).scheduling("\"restartable\": true, \"gracePeriod\": \"1 s\""));
        String over = ready(Work.shell(SAVES)
                .storage("/project_local")
                .scheduling("\"restartable\": true, \"gracePeriod\": \"1 minute\", \"minDuration\": \"3 seconds\""));
        assertThat(typed("why", over)).contains("N-RUNS-OVER-QUOTA", "project nogroup");

        String sure = submitSure(UNTIL_TOLD);

        server.running(sure);
        JobDetail waits = server.job(over);
        assertThat(waits.job().state()).isEqualTo("QUEUED");
        AttemptView halted = waits.attempts().getLast();
        assertThat(halted.number()).isEqualTo(1);
        assertThat(halted.state()).isEqualTo("HALTED");
        assertThat(halted.exit().orElseThrow().code()).isEqualTo(123);
        assertThat(server.job(first).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.state()).isEqualTo("RUNNING"));
        assertThat(server.log(over)).contains("saved " + saved());
        toldWhoAndWhy(over, sure);

        Files.createFile(share("daemon").resolve("go"));

        assertThat(server.over(sure).job().state()).isEqualTo("FINISHED");
        JobDetail done = server.over(over);
        assertThat(done.job().state()).isEqualTo("FINISHED");
        assertThat(done.attempts()).extracting(AttemptView::state).containsExactly("HALTED", "FINISHED");
        assertThat(log(over, 2)).isEqualTo("goes on at " + saved() + "\n");
        server.ask(client -> client.cancel(first));
        server.over(first);
        server.stop();
        assertThat(server.verify().isClean()).isTrue();
    }

    /** In its events, for its owner: which project's job, and not which; no signal but that to save was needed. */
    private void toldWhoAndWhy(String over, String sure) throws Exception {
        List<EventView> events = server.events(over);
        assertThat(events)
                .extracting(EventView::kind)
                .containsSubsequence("running", "halt-asked", "halt-signalled", "exited", "requeued")
                .doesNotContain("stop-signalled", "kill-sent");
        EventView asked = one(events, "halt-asked");
        assertThat(asked.actor()).isEqualTo("scheduler");
        Finding why = asked.reason().orElseThrow();
        assertThat(why.code()).isEqualTo("E-PREEMPTED");
        assertThat(why.message()).contains("project nogroup", "project daemon", "node two");
        Instant began = server.job(over).attempts().getFirst().times().running().orElseThrow();
        assertThat(Duration.between(began, asked.at())).isGreaterThanOrEqualTo(UNDISTURBED);
        assertThat(server.events(sure)).extracting(EventView::kind).containsSubsequence("clearing", "assigned");
        assertThat(typed("events", over))
                .contains("halt-asked", "E-PREEMPTED", "project daemon", "told to save its state")
                .doesNotContain(sure);
        assertThat(typed("why", over))
                .contains("QUEUED", "E-PREEMPTED", "project daemon")
                .doesNotContain("its container", sure);
    }

    @Test
    void who_does_not_save_gets_the_stop_signal_after_the_grace_period_and_is_killed_after_another() throws Exception {
        String first = ready(Work.shell(UNTIL_TOLD + "; echo ready").storage("/project_local"), false);
        String over = ready(Work.shell(STUBBORN).scheduling("\"restartable\": true, \"gracePeriod\": \"1 s\""));

        String sure = submitSure("exit 0");

        assertThat(server.over(sure).job().state()).isEqualTo("FINISHED");
        JobDetail done = server.over(over);
        assertThat(done.job().state()).isEqualTo("FINISHED");
        assertThat(done.attempts()).extracting(AttemptView::state).containsExactly("HALTED", "FINISHED");
        assertThat(done.attempts().getFirst().exit().orElseThrow().code()).isEqualTo(137);
        List<EventView> events = server.events(over);
        assertThat(events)
                .extracting(EventView::kind)
                .containsSubsequence(
                        "halt-asked",
                        "halt-signalled",
                        "stop-signalled",
                        "kill-sent",
                        "exited",
                        "requeued",
                        "assigned");
        assertThat(Duration.between(at(events, "halt-signalled"), at(events, "stop-signalled")))
                .isGreaterThanOrEqualTo(GRACE);
        assertThat(Duration.between(at(events, "stop-signalled"), at(events, "kill-sent")))
                .isGreaterThanOrEqualTo(GRACE);
        Files.createFile(share("nogroup").resolve("go"));
        assertThat(server.over(first).attempts()).hasSize(1);
    }

    @Test
    void a_job_that_ends_with_123_by_itself_is_queued_again_where_it_is_restartable() throws Exception {
        String twice = "echo again >> /project_local/$FAIRLEAD_JOB_NAME; test $FAIRLEAD_ATTEMPT = 2 || exit 123";
        Work work = Work.shell(twice).storage("/project_local").resources(ONE_GPU);
        String restartable = server.submit(work.scheduling("\"restartable\": true"));

        JobDetail done = server.over(restartable);
        assertThat(done.job().state()).isEqualTo("FINISHED");
        assertThat(done.attempts()).hasSize(2);
        assertThat(share("nogroup").resolve("test")).hasContent("again\nagain");
        assertThat(one(server.events(restartable), "requeued")
                        .reason()
                        .orElseThrow()
                        .message())
                .contains("123");

        JobDetail failed = server.over(server.submit(work.scheduling("")));
        assertThat(failed.job().state()).isEqualTo("FAILED");
        assertThat(failed.job().exitCode()).contains(123);
        assertThat(failed.attempts()).hasSize(1);
    }

    /** Once it says so. */
    private String ready(Work work) throws Exception {
        return ready(work, true);
    }

    private String ready(Work work, boolean says) throws Exception {
        String id = server.submit(work.resources(ONE_GPU));
        server.running(id);
        if (says) {
            Until.holds("it is ready", () -> server.log(id), text -> text.contains("ready"));
        }
        return id;
    }

    /** Of the other project, within its quota, and not to be preempted. */
    private String submitSure(String script) throws Exception {
        byte[] definition =
                Work.shell(script).resources(ONE_GPU).storage("/project_local").json();
        return server.ask(client -> client.submit(definition, SubmitOptions.PLAIN.as(Person.DAEMON.name())))
                .id();
    }

    private Path share(String project) {
        return server.folder().resolve("volumes/local").resolve(project);
    }

    private String saved() throws IOException {
        return Files.readString(share("nogroup").resolve("saved")).strip();
    }

    private String log(String id, int attempt) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        server.ask(client -> client.logs(id, attempt, 0, out::write));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static EventView one(List<EventView> events, String kind) {
        return events.stream().filter(it -> it.kind().equals(kind)).findFirst().orElseThrow();
    }

    private static Instant at(List<EventView> events, String kind) {
        return one(events, kind).at();
    }

    /** What the command line prints, as the host's administrator. */
    private String typed(String... words) throws IOException {
        return Docker.shell("FAIRLEAD_SOCKET='" + server.socket() + "' '" + System.getProperty("java.home")
                + "/bin/java' -cp '../cli/target/fairlead-cli.jar:../cli/target/lib/*' io.fairlead.cli.Main "
                + String.join(" ", words));
    }
}
