package io.fairlead.engines.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerSpec.Network;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.Outcome;
import io.fairlead.engines.FaultProxy;
import io.fairlead.engines.FaultProxy.Fault;
import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogPiece;
import io.fairlead.engines.stream.LogReading;
import io.fairlead.engines.stream.LogSink;
import io.fairlead.net.Endpoint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DockerFaultTest {
    private FaultProxy proxy;
    private RealEngine real;
    private Engine engine;

    @BeforeEach
    void open() throws Exception {
        proxy = new FaultProxy(Path.of("/var/run/docker.sock"));
        real = new RealEngine(proxy.endpoint());
        engine = real.engine();
        // What is agreed on once is agreed on.
        real.docker().describe();
    }

    @AfterEach
    void close() throws Exception {
        real.close();
        proxy.close();
    }

    private ContainerSpec created() {
        ContainerSpec spec = real.shell("echo ran").spec();
        assertThat(engine.apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());
        return spec;
    }

    private String log(ContainerSpec spec) throws Exception {
        return RealEngine.cli("logs", spec.name().text());
    }

    @Test
    void a_lost_answer_to_a_create_leaves_one_container_that_the_next_create_adopts() {
        ContainerSpec spec = real.shell("echo ran").spec();
        proxy.then("POST", "/containers/create", new Fault.LostReply());

        assertThat(engine.apply(new Action.Create(spec))).isInstanceOf(Outcome.Unknown.class);
        assertThat(engine.apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());

        assertThat(((Listing.Complete) engine.list()).containers()).hasSize(1);
    }

    @Test
    void a_lost_answer_to_a_start_does_not_run_the_container_twice() throws Exception {
        ContainerSpec spec = created();
        proxy.then("POST", "/start", new Fault.LostReply());

        assertThat(engine.apply(new Action.Start(spec.name()))).isInstanceOf(Outcome.Unknown.class);
        real.ended(spec.name());
        assertThat(engine.apply(new Action.Start(spec.name()))).isEqualTo(new Outcome.Done());

        assertThat(log(spec)).isEqualTo("ran\n");
        assertThat(proxy.delivered).filteredOn(it -> it.endsWith("/start")).hasSize(1);
    }

    @Test
    void a_start_that_was_hung_up_on_is_looked_at_before_it_is_tried_again() throws Exception {
        ContainerSpec spec = created();
        proxy.then("POST", "/start", new Fault.HangUp());

        assertThat(engine.apply(new Action.Start(spec.name()))).isInstanceOf(Outcome.Unknown.class);
        proxy.then("GET", "/json", new Fault.Answer(500, "no"));
        assertThat(engine.apply(new Action.Start(spec.name()))).isInstanceOf(Outcome.NotExecuted.class);
        assertThat(engine.apply(new Action.Start(spec.name()))).isEqualTo(new Outcome.Done());

        real.ended(spec.name());
        assertThat(log(spec)).isEqualTo("ran\n");
    }

    @Test
    void calls_to_an_engine_that_hangs_end_at_their_deadline() throws Exception {
        ContainerSpec spec = created();
        try (var hurried = new RealEngine(proxy.endpoint(), Duration.ofMillis(300))) {
            assertThat(hurried.engine().list()).isInstanceOf(Listing.Complete.class);
            proxy.then("GET", "", 2, new Fault.Hang()).then("POST", "/kill", new Fault.Hang());

            assertThat(hurried.engine().list()).isInstanceOf(Listing.Failed.class);
            assertThat(hurried.engine().inspect(spec.name())).isInstanceOf(Look.Failed.class);
            assertThat(hurried.engine().apply(new Action.Signal(spec.name(), "SIGKILL")))
                    .isInstanceOf(Outcome.Unknown.class);

            proxy.then("POST", "/start", new Fault.Hang());
            assertThat(hurried.engine().apply(new Action.Start(spec.name()))).isInstanceOf(Outcome.Unknown.class);
            assertThat(hurried.engine().inspect(spec.name())).isInstanceOf(Look.Found.class);
        }
    }

    @Test
    void a_slow_engine_is_waited_for_and_nothing_is_done_twice() {
        proxy.then("POST", "", 10, new Fault.Delay(300)).then("GET", "", 10, new Fault.Delay(300));
        ContainerSpec spec = created();

        assertThat(engine.apply(new Action.Start(spec.name()))).isEqualTo(new Outcome.Done());

        assertThat(proxy.delivered).filteredOn(it -> it.startsWith("POST")).hasSize(2);
    }

    @Test
    void a_truncated_answer_is_a_failure_and_never_a_shorter_list() {
        ContainerSpec spec = created();
        for (int bytes : new int[] {1, 100, 250, 400}) {
            proxy.then("GET", "/containers/json", new Fault.Truncate(bytes));
            assertThat(engine.list()).isInstanceOf(Listing.Failed.class);
            proxy.then("GET", spec.name().text(), new Fault.Truncate(bytes));
            assertThat(engine.inspect(spec.name())).isInstanceOf(Look.Failed.class);
        }
        assertThat(engine.list()).isInstanceOf(Listing.Complete.class);
    }

    @Test
    void a_list_of_which_one_look_fails_is_a_failed_list() {
        ContainerSpec spec = created();
        proxy.then("GET", "/containers/json", new Fault.Answer(500, "no"));
        assertThat(engine.list()).isInstanceOf(Listing.Failed.class);

        Look found = engine.inspect(spec.name());
        assertThat(found).isInstanceOf(Look.Found.class);
        proxy.then("GET", "/json HTTP", new Fault.Answer(500, "no"));
        assertThat(engine.list()).isInstanceOf(Listing.Failed.class);
    }

    @Test
    void the_engines_words_decide_whether_a_try_again_helps() {
        ContainerSpec spec = real.shell("true").spec();
        proxy.then("POST", "/create", new Fault.Answer(500, "write /x: no space left on device"));
        assertThat(engine.apply(new Action.Create(spec))).isInstanceOf(Outcome.NotExecuted.class);

        proxy.then("POST", "/create", new Fault.Answer(500, "something new"));
        assertThat(engine.apply(new Action.Create(spec))).isInstanceOf(Outcome.Unknown.class);

        proxy.then("POST", "/create", new Fault.Answer(404, "No such image: x"));
        assertThat(engine.apply(new Action.Create(spec)))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        it -> assertThat(it.reason().code()).isEqualTo("E-IMAGE-VANISHED"));

        proxy.then("POST", "/create", new Fault.Answer(400, "something new"));
        assertThat(engine.apply(new Action.Create(spec)))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        it -> assertThat(it.reason().code()).isEqualTo("E-ENGINE-REFUSED"));
    }

    @Test
    void an_engine_that_cannot_make_the_network_is_a_problem_with_its_fix() {
        ContainerSpec spec =
                real.shell("true").with(it -> it.network = Network.BRIDGE).spec();
        proxy.then("GET", "/networks/", new Fault.Answer(404, "network fairlead not found"))
                .then("POST", "/networks/create", new Fault.Answer(404, "plugin bridge not found"));

        assertThat(engine.apply(new Action.Create(spec))).isInstanceOfSatisfying(Outcome.Rejected.class, it -> {
            assertThat(it.reason().code()).isEqualTo("E-ENGINE-NO-BRIDGE");
            assertThat(it.reason().message()).contains("plugin bridge not found");
            assertThat(it.reason().fix()).contains("daemon.json");
        });
        assertThat(engine.apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());
    }

    @Test
    void a_network_that_was_removed_is_made_again_at_the_start() {
        ContainerSpec spec =
                real.shell("true").with(it -> it.network = Network.BRIDGE).spec();
        assertThat(engine.apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());
        proxy.then("POST", "/start", new Fault.Answer(404, "network fairlead not found"));

        assertThat(engine.apply(new Action.Start(spec.name()))).isEqualTo(new Outcome.Done());
    }

    @Test
    void an_engine_that_was_upgraded_is_asked_for_its_version_again() {
        proxy.then(
                "GET",
                "/containers/json",
                new Fault.Answer(400, "client version 1.41 is too old. Minimum supported API version is 1.44"));

        assertThat(engine.list()).isInstanceOf(Listing.Complete.class);

        assertThat(proxy.delivered).filteredOn(it -> it.equals("GET /version")).hasSize(2);
    }

    @Test
    void where_nothing_listens_nothing_was_executed() {
        try (var away = new RealEngine(new Endpoint.UnixSocket(Path.of("/nowhere/docker.sock")))) {
            ContainerSpec spec = away.shell("true").spec();

            assertThat(away.engine().list()).isInstanceOf(Listing.Failed.class);
            assertThat(away.engine().inspect(spec.name())).isInstanceOf(Look.Failed.class);
            assertThat(away.engine().apply(new Action.Create(spec))).isInstanceOf(Outcome.NotExecuted.class);
            assertThat(away.engine().apply(new Action.Start(spec.name()))).isInstanceOf(Outcome.NotExecuted.class);
            assertThat(away.engine().apply(new Action.Remove(spec.name()))).isInstanceOf(Outcome.NotExecuted.class);
        }
    }

    @Test
    void a_followed_log_that_is_cut_again_and_again_comes_whole() throws Exception {
        ContainerSpec spec = real.shell("for i in $(seq 1 3000); do echo line $i; done; sleep 1; echo end")
                .spec();
        engine.apply(new Action.Create(spec));
        engine.apply(new Action.Start(spec.name()));
        for (int bytes : new int[] {1, 200, 300, 5_000, 30_001, 60_007, 90_000}) {
            proxy.then("GET", "/logs", new Fault.Truncate(bytes));
        }
        proxy.then("GET", "/logs", 2, new Fault.Answer(500, "no"));
        var out = new ByteArrayOutputStream();
        var gaps = new java.util.concurrent.atomic.AtomicInteger();

        try (LogReading reading = real.docker().logs().open(spec.name(), LogCursor.START, true)) {
            LogReading.End end = reading.run(new LogSink() {
                @Override
                public void piece(LogPiece piece) {
                    out.writeBytes(piece.bytes());
                }

                @Override
                public void gap(LogCursor after) {
                    gaps.incrementAndGet();
                }
            });
            assertThat(end).isEqualTo(LogReading.End.COMPLETE);
        }

        StringBuilder wanted = new StringBuilder();
        IntStream.rangeClosed(1, 3000)
                .forEach(i -> wanted.append("line ").append(i).append('\n'));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(wanted.append("end\n").toString());
        assertThat(gaps).hasValue(0);
        assertThat(engine.inspect(spec.name()))
                .isInstanceOfSatisfying(
                        Look.Found.class, it -> assertThat(it.view().status()).isEqualTo(ContainerView.Status.EXITED));
    }
}
