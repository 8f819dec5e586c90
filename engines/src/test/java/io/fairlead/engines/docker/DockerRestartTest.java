package io.fairlead.engines.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Outcome;
import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogPiece;
import io.fairlead.engines.stream.LogReading;
import io.fairlead.engines.stream.LogSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine that goes away beneath running containers and comes back. */
final class DockerRestartTest {
    private PrivateEngine own;
    private RealEngine real;

    @BeforeEach
    void open() throws Exception {
        own = new PrivateEngine("--live-restore");
        real = new RealEngine(own.endpoint());
    }

    @AfterEach
    void close() throws Exception {
        Engine engine = real.engine();
        for (ContainerView view : ((Listing.Complete) engine.list()).containers()) {
            if (view.status() != ContainerView.Status.EXITED) {
                engine.apply(new Action.Signal(view.name(), "SIGKILL"));
                real.ended(view.name());
            }
            engine.apply(new Action.Remove(view.name()));
        }
        real.close();
        own.close();
    }

    @Test
    void a_followed_log_misses_nothing_while_the_engine_is_killed_and_stopped() throws Exception {
        ContainerSpec spec = real.shell("i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo $i; sleep 0.05; done")
                .spec();
        Engine engine = real.engine();
        assertThat(engine.apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());
        assertThat(engine.apply(new Action.Start(spec.name()))).isEqualTo(new Outcome.Done());
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var ends = new CopyOnWriteArrayList<LogReading.End>();
        LogReading reading = real.docker().logs().open(spec.name(), LogCursor.START, true);
        Thread reader = Thread.ofVirtual().start(() -> ends.add(followed(reading, lines)));

        awaitLines(lines, 10);
        own.kill();
        assertThat(engine.list()).isInstanceOf(Listing.Failed.class);
        assertThat(engine.apply(new Action.Start(new ContainerName("fl-x-y-1"))))
                .isInstanceOf(Outcome.NotExecuted.class);
        own.start();
        awaitLines(lines, 60);
        own.stop();
        own.start();

        assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
        assertThat(ends).containsExactly(LogReading.End.COMPLETE);
        assertThat(lines)
                .isEqualTo(IntStream.rangeClosed(1, 200).mapToObj(i -> i + "\n").toList());
        assertThat(real.ended(spec.name()).exit())
                .hasValueSatisfying(it -> assertThat(it.code()).isZero());
    }

    private static LogReading.End followed(LogReading reading, List<String> lines) {
        try {
            return reading.run(new LogSink() {
                @Override
                public void piece(LogPiece piece) {
                    lines.add(new String(piece.bytes(), StandardCharsets.UTF_8));
                }

                @Override
                public void gap(LogCursor after) {
                    lines.add("gap");
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitLines(List<String> lines, int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (lines.size() < count && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(count);
    }
}
