package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.WhyView;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.JobQuery;
import io.fairlead.wire.client.SubmitOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What jobs do and what is done to them, with real containers. */
@Timeout(120)
class LifeIT {
    /** Ends at once when it is asked to, and says when it is ready. */
    private static final String PATIENT = "trap 'exit 7' TERM; echo ready; while :; do sleep 0.05; done";

    /** Does not end when it is asked to. */
    private static final String STUBBORN = "trap '' TERM; echo ready; while :; do sleep 0.05; done";

    private static ServerUnderTest server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerUnderTest.docker().start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void a_job_runs_as_its_owner_and_leaves_its_log_and_nothing_else() throws Exception {
        JobDetail job = server.over(server.submit(Work.shell("id -u; id -g; echo done")));

        assertThat(job.job().state()).isEqualTo("FINISHED");
        assertThat(server.log(job.job().id())).isEqualTo("65534\n65534\ndone\n");
        assertThat(job.stages()).allSatisfy(stage -> assertThat(stage.status()).isEqualTo("done"));
        gone(job);
    }

    @Test
    void a_container_removed_by_hand_fails_its_job_as_vanished() throws Exception {
        JobDetail running = server.running(server.submit(Work.shell(PATIENT)));

        Docker.cli("rm", "-f", ServerUnderTest.container(running));

        failed(running.job().id(), "E-CONTAINER-VANISHED");
    }

    @Test
    void a_job_beyond_its_memory_says_so() throws Exception {
        String hungry = "exec awk 'BEGIN { s = \"0123456789\"; while (1) s = s s }'";
        Work work = Work.shell(hungry).resources("\"cpus\": 1, \"gpus\": 0, \"cpuMemoryGb\": 0.06");
        JobDetail job = failed(server.submit(work), "E-OUT-OF-MEMORY");

        assertThat(job.job().exitCode()).contains(137);
    }

    @Test
    void an_exit_code_of_137_alone_is_no_lack_of_memory() throws Exception {
        JobDetail job = failed(server.submit(Work.shell("exit 137")), "E-EXIT-CODE");

        assertThat(job.job().exitCode()).contains(137);
    }

    @Test
    void a_command_that_is_not_in_the_image_or_cannot_be_executed_says_so() throws Exception {
        String missing = server.submit(Work.command("nosuchprogram", "--help"));
        String closed = server.submit(Work.command("/etc/passwd"));
        String shell = server.submit(Work.shell("nosuchprogram"));
        String words = server.submit(Work.shell("echo '[FATAL tini (7)] exec x failed: No such file or directory';"
                + " echo '[FATAL tini (7)] exec x failed: No such file or directory'; exit 127"));

        JobDetail job = failed(missing, "E-COMMAND-NOT-FOUND");
        assertThat(job.job().reason().orElseThrow().message()).contains("nosuchprogram");
        assertThat(job.job().exitCode()).contains(127);
        assertThat(failed(closed, "E-COMMAND-NOT-EXECUTABLE").job().exitCode()).contains(126);
        assertThat(failed(shell, "E-EXIT-CODE").job().exitCode()).contains(127);
        failed(words, "E-EXIT-CODE");
    }

    @Test
    void a_restartable_job_that_ends_at_once_is_started_again_after_a_pause() throws Exception {
        String id = server.submit(Work.shell("exit 123").scheduling("\"restartable\": true"));

        WhyView why = Until.holds(
                "it rests",
                () -> server.ask(client -> client.why(id)),
                it -> it.reason().map(Finding::code).equals(Optional.of("E-RESTART-PAUSE")));
        assertThat(why.reason().orElseThrow().message()).containsPattern("at 20\\d\\d-.*Z or later");
        JobDetail job = server.await(id, "a second attempt", it -> it.attempts().size() >= 2);
        server.ask(client -> client.cancel(id));

        Instant ended = job.attempts().getFirst().times().ended().orElseThrow();
        assertThat(job.attempts().get(1).times().assigned()).isAfterOrEqualTo(ended.plusSeconds(1));
        assertThat(server.over(id).job().state()).isEqualTo("CANCELLED");
    }

    @Test
    void a_running_job_is_asked_to_end_before_it_is_killed() throws Exception {
        String id = server.submit(Work.shell(PATIENT));
        ready(id);

        assertThat(server.ask(client -> client.cancel(id)).outcome()).isEqualTo("asked");

        JobDetail job = server.over(id);
        assertThat(job.job().state()).isEqualTo("CANCELLED");
        assertThat(job.job().exitCode()).contains(7);
        assertThat(job.attempts().getLast().stop()).hasValueSatisfying(stop -> {
            assertThat(stop.signalledAt()).isPresent();
            assertThat(stop.killedAt()).isEmpty();
        });
        gone(job);
    }

    @Test
    void a_job_that_does_not_end_is_killed_after_its_grace_period() throws Exception {
        String id = server.submit(Work.shell(STUBBORN).scheduling("\"gracePeriod\": \"1 s\""));
        ready(id);

        server.ask(client -> client.cancel(id));

        JobDetail job = server.over(id);
        assertThat(job.job().state()).isEqualTo("CANCELLED");
        assertThat(job.job().exitCode()).contains(137);
        assertThat(job.attempts().getLast().stop().orElseThrow().killedAt()).isPresent();
        gone(job);
    }

    @Test
    void a_queued_job_is_held_released_and_cancelled() throws Exception {
        String id = server.submitHeld(Work.shell("exit 0")).id();
        assertThat(server.job(id).job().state()).isEqualTo("ONHOLD");

        assertThat(server.ask(client -> client.cancel(id)).outcome()).isEqualTo("done");

        assertThat(server.job(id).job().state()).isEqualTo("CANCELLED");
        assertThat(server.job(id).attempts()).isEmpty();
        assertThat(server.ask(client -> client.cancel(id)).outcome()).isEqualTo("already");
        String other = server.submitHeld(Work.shell("exit 0")).id();
        server.ask(client -> client.release(other));
        assertThat(server.over(other).job().state()).isEqualTo("FINISHED");
    }

    @Test
    void a_job_is_cancelled_while_it_starts() throws Exception {
        String id = server.submit(Work.shell(PATIENT).scheduling("\"gracePeriod\": \"1 s\""));
        server.ask(client -> client.cancel(id));

        JobDetail job = server.over(id);
        assertThat(job.job().state()).isEqualTo("CANCELLED");
        job.attempts().forEach(attempt -> assertThat(attempt.holding()).isFalse());
    }

    @Test
    void what_has_no_room_waits_and_says_for_what_or_is_refused_when_somebody_waits_for_it() throws Exception {
        String all = allCpus();
        String first = server.submit(Work.shell(PATIENT).resources(all));
        server.running(first);

        String second = server.submit(Work.shell("exit 0").resources(all));
        assertThat(server.ask(client -> client.why(second)).reason().map(Finding::code))
                .contains("E-NO-FREE-CPUS");
        ApiRefusal refusal = catchThrowableOfType(
                ApiRefusal.class,
                () -> server.submit(Work.shell("exit 0").resources(all).scheduling("\"interactive\": true")));
        assertThat(refusal.problem().errors())
                .extracting(Finding::code)
                .containsAnyOf("E-NO-FREE-CPUS", "E-QUEUE-BEHIND");

        server.ask(client -> client.cancel(second));
        assertThat(server.over(second).attempts()).isEmpty();
        server.ask(client -> client.cancel(first));
        server.over(first);
    }

    @Test
    void a_user_sees_that_others_have_jobs_and_nothing_that_leads_to_them() throws Exception {
        String id = server.askAs(
                        Person.DAEMON,
                        client -> client.submit(Work.shell(PATIENT).json(), SubmitOptions.PLAIN))
                .id();
        server.running(id);

        JobList seen = server.askAs(Person.NOBODY, client -> client.jobs(JobQuery.MINE.everybodys()));
        assertThat(seen.jobs()).noneSatisfy(job -> assertThat(job.id()).isEqualTo(id));
        assertThat(seen.others()).isNotEmpty();
        for (ServerUnderTest.Question<?> question : List.<ServerUnderTest.Question<?>>of(
                client -> client.job(id),
                client -> client.why(id),
                client -> client.events(id, 0),
                client -> client.definition(id),
                client -> client.source(id),
                client -> client.logs(id, 0, 0, (bytes, offset, length) -> {}),
                client -> client.cancel(id),
                client -> client.hold(id),
                client -> client.remove(id),
                client -> client.job(id.substring(0, 6)))) {
            ApiRefusal refusal = catchThrowableOfType(ApiRefusal.class, () -> server.askAs(Person.NOBODY, question));
            assertThat(refusal.problem().status()).isEqualTo(404);
        }
        ApiRefusal pretender = catchThrowableOfType(
                ApiRefusal.class,
                () -> server.askAs(
                        Person.NOBODY,
                        client -> client.submit(
                                Work.shell("exit 0").json(), SubmitOptions.PLAIN.as(Person.DAEMON.name()))));
        assertThat(pretender.problem().status()).isEqualTo(403);

        assertThat(server.askAs(Person.DAEMON, client -> client.job(id))
                        .runsAs()
                        .uid())
                .isEqualTo(Person.DAEMON.uid());
        server.askAs(Person.DAEMON, client -> client.cancel(id));
        server.over(id);
    }

    private static String allCpus() throws Exception {
        var node = server.ask(client -> client.nodes()).nodes().getFirst();
        return "\"cpus\": " + node.cpus().toPlainString() + ", \"gpus\": 0, \"cpuMemoryGb\": 0.06";
    }

    private static void ready(String id) throws Exception {
        Until.holds("it is ready", () -> server.log(id), text -> text.contains("ready"));
    }

    private static JobDetail failed(String id, String code) throws Exception {
        JobDetail job = server.over(id);
        assertThat(job.job().state()).isEqualTo("FAILED");
        assertThat(job.job().reason().map(Finding::code)).contains(code);
        gone(job);
        return job;
    }

    private static void gone(JobDetail job) throws Exception {
        String name = ServerUnderTest.container(job);
        Until.holds(
                "its container is removed", () -> Docker.cli("ps", "-aq", "--filter", "name=" + name), String::isBlank);
    }
}
