package io.fairlead.engines.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.engines.stream.EventStream;
import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogPiece;
import io.fairlead.engines.stream.LogReading;
import io.fairlead.engines.stream.LogSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FakeStreamsTest {
    private final VirtualClock clock = new VirtualClock();
    private final FakeSpecs specs = new FakeSpecs();
    private final Kept kept = new Kept();

    @Test
    void a_reading_goes_on_where_the_last_one_stopped_and_repeats_nothing() throws IOException {
        FakeMachine machine = FakeMachine.inMemory(clock);
        ContainerName name = started(machine, "FAKE_RUN_FOR", "4s", "FAKE_OUT", "one\ntwo\nthree\nfour");
        clock.pass(Duration.ofSeconds(1));
        new FakeStreams(machine).open(name, LogCursor.START, false).run(kept);
        clock.pass(Duration.ofSeconds(9));

        LogReading.End end =
                new FakeStreams(machine).open(name, kept.cursor, true).run(kept);

        assertThat(end).isEqualTo(LogReading.End.COMPLETE);
        assertThat(kept.text).containsExactly("one\n", "two\n", "three\n", "four\n");
    }

    @Test
    void lines_of_one_instant_are_told_apart() throws IOException {
        FakeMachine machine = FakeMachine.inMemory(clock);
        ContainerName name = started(machine, "FAKE_RUN_FOR", "0s", "FAKE_OUT", "one\ntwo\nthree");
        LogCursor afterTwo = new LogCursor(VirtualClock.NOON, 2);

        new FakeStreams(machine).open(name, afterTwo, true).run(kept);

        assertThat(kept.text).containsExactly("three\n");
    }

    @Test
    void the_log_of_what_is_not_there_is_gone() throws IOException {
        FakeMachine machine = FakeMachine.inMemory(clock);

        LogReading.End end = new FakeStreams(machine)
                .open(new ContainerName("fl-nowhere0-0000000000-1"), LogCursor.START, true)
                .run(kept);

        assertThat(end).isEqualTo(LogReading.End.GONE);
    }

    @Test
    void an_end_is_hinted_at() throws InterruptedException {
        FakeMachine machine = FakeMachine.inMemory(InstantSource.system());
        BlockingQueue<Optional<ContainerName>> hints = new LinkedBlockingQueue<>();
        try (EventStream events = new FakeStreams(machine).events()) {
            Thread.ofVirtual().start(() -> events.run(hints::add));
            assertThat(hints.poll(20, TimeUnit.SECONDS)).isEmpty();

            ContainerName name = started(machine, "FAKE_RUN_FOR", "250ms");

            assertThat(hints.poll(20, TimeUnit.SECONDS)).contains(name);
        }
    }

    private ContainerName started(FakeMachine machine, String... script) {
        ContainerSpec spec = specs.spec(script);
        FakeEngine engine = new FakeEngine(machine, FakeSpecs.INSTANCE);
        engine.apply(new Action.Create(spec));
        engine.apply(new Action.Start(spec.name()));
        return spec.name();
    }

    private static final class Kept implements LogSink {
        private final List<String> text = new ArrayList<>();
        private LogCursor cursor = LogCursor.START;

        @Override
        public void piece(LogPiece piece) {
            text.add(new String(piece.bytes(), StandardCharsets.UTF_8));
            cursor = piece.after();
        }

        @Override
        public void gap(LogCursor after) {
            throw new AssertionError("nothing is ever thrown away");
        }
    }
}
