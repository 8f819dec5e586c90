package io.fairlead.engines.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.unit.Bytes;
import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogPiece;
import io.fairlead.engines.stream.LogReading;
import io.fairlead.engines.stream.LogSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DockerLogsTest {
    private static RealEngine real;

    @BeforeAll
    static void open() {
        real = new RealEngine();
    }

    @AfterAll
    static void close() {
        real.close();
    }

    /** Keeps everything. */
    private static final class Kept implements LogSink {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final List<LogCursor> cursors = new ArrayList<>();
        int gaps;
        int piecesLeft = Integer.MAX_VALUE;

        @Override
        public void piece(LogPiece piece) throws IOException {
            if (piecesLeft-- == 0) {
                throw new IOException("cut");
            }
            (piece.channel() == LogPiece.Channel.OUT ? out : err).writeBytes(piece.bytes());
            cursors.add(piece.after());
        }

        @Override
        public void gap(LogCursor after) {
            gaps++;
        }

        String text() {
            return out.toString(StandardCharsets.UTF_8);
        }

        LogCursor end() {
            return cursors.isEmpty() ? LogCursor.START : cursors.getLast();
        }
    }

    private static ContainerName ran(ContainerSpec spec) {
        start(spec);
        real.ended(spec.name());
        return spec.name();
    }

    private static void start(ContainerSpec spec) {
        assertThat(real.engine().apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());
        assertThat(real.engine().apply(new Action.Start(spec.name()))).isEqualTo(new Outcome.Done());
    }

    private static LogReading.End read(ContainerName name, LogCursor from, boolean follow, LogSink sink)
            throws IOException {
        try (LogReading reading = real.docker().logs().open(name, from, follow)) {
            return reading.run(sink);
        }
    }

    @Test
    void what_was_written_comes_by_channel_byte_for_byte() throws Exception {
        var name = ran(real.shell("printf 'a\\000\\377\\033[1mb\\n'; printf 'wrong' >&2")
                .spec());

        var kept = new Kept();
        assertThat(read(name, LogCursor.START, false, kept)).isEqualTo(LogReading.End.COMPLETE);

        // Engines keep text: a byte that is no UTF-8 is kept as the replacement character.
        assertThat(kept.text()).isEqualTo("a\0\ufffd\033[1mb\n");
        assertThat(kept.err.toString(StandardCharsets.UTF_8)).isEqualTo("wrong");
    }

    @Test
    void a_reading_cut_anywhere_goes_on_without_loss_or_repeat() throws Exception {
        var name = ran(real.shell("for i in $(seq 1 2000); do echo $i; [ $((i % 7)) = 0 ] && echo e$i >&2; done; "
                        + "head -c 70000 /dev/zero | tr '\\0' x; echo; echo end; true")
                .spec());
        var whole = new Kept();
        read(name, LogCursor.START, true, whole);
        assertThat(whole.text()).contains("1999\n2000\n" + "x".repeat(70_000) + "\nend\n");

        for (int at : List.of(1, 2, 3, 500, 2284, 2286, 2287, 2288, 2289, whole.cursors.size())) {
            var parts = new Kept();
            parts.piecesLeft = at;
            try {
                read(name, LogCursor.START, true, parts);
            } catch (IOException e) {
                assertThat(e).hasMessage("cut");
            }
            parts.piecesLeft = Integer.MAX_VALUE;
            read(name, parts.end(), true, parts);

            assertThat(parts.text()).isEqualTo(whole.text());
            assertThat(parts.err.toByteArray()).isEqualTo(whole.err.toByteArray());
            assertThat(parts.gaps).isZero();
        }
    }

    @Test
    void a_terminal_comes_as_one_channel_and_goes_on_too() throws Exception {
        var name = ran(real.shell(
                        "for i in 1 2 3 4 5; do echo line $i; done; head -c 40000 /dev/zero | tr '\\0' y; echo; echo end >&2")
                .with(plan -> plan.tty = true)
                .spec());
        String wanted = "line 1\r\nline 2\r\nline 3\r\nline 4\r\nline 5\r\n" + "y".repeat(40_000) + "\r\nend\r\n";
        var whole = new Kept();
        read(name, LogCursor.START, true, whole);
        assertThat(whole.text()).isEqualTo(wanted);

        for (int at = 1; at <= whole.cursors.size(); at++) {
            var rest = new Kept();
            read(name, whole.cursors.get(at - 1), true, rest);
            assertThat(rest.cursors).hasSize(whole.cursors.size() - at);
        }
    }

    @Test
    void following_delivers_while_it_runs_and_ends_with_the_container() throws Exception {
        var spec = real.shell("exec 2>/dev/null; trap 'echo bye; exit 0' TERM; echo hello; while :; do sleep 0.1; done")
                .spec();
        start(spec);
        var kept = new CopyOnWriteArrayList<String>();
        var hello = new CountDownLatch(1);
        LogSink sink = new LogSink() {
            @Override
            public void piece(LogPiece piece) {
                kept.add(new String(piece.bytes(), StandardCharsets.UTF_8));
                hello.countDown();
            }

            @Override
            public void gap(LogCursor after) {
                kept.add("gap");
            }
        };
        var ended = new CopyOnWriteArrayList<LogReading.End>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                ended.add(read(spec.name(), LogCursor.START, true, sink));
            } catch (IOException e) {
                kept.add(e.toString());
            }
        });
        assertThat(hello.await(20, TimeUnit.SECONDS)).isTrue();

        real.engine().apply(new Action.Signal(spec.name(), "SIGTERM"));

        assertThat(reader.join(java.time.Duration.ofSeconds(20))).isTrue();
        assertThat(kept).containsExactly("hello\n", "bye\n");
        assertThat(ended).containsExactly(LogReading.End.COMPLETE);
    }

    @Test
    void closing_ends_a_reading_that_waits() throws Exception {
        var spec = real.shell("echo hello; sleep 600").spec();
        start(spec);
        var hello = new CountDownLatch(1);
        LogReading reading = real.docker().logs().open(spec.name(), LogCursor.START, true);
        var ended = new CopyOnWriteArrayList<LogReading.End>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                ended.add(reading.run(new LogSink() {
                    @Override
                    public void piece(LogPiece piece) {
                        hello.countDown();
                    }

                    @Override
                    public void gap(LogCursor after) {}
                }));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(hello.await(20, TimeUnit.SECONDS)).isTrue();

        reading.close();

        assertThat(reader.join(java.time.Duration.ofSeconds(20))).isTrue();
        assertThat(ended).containsExactly(LogReading.End.CLOSED);
    }

    @Test
    void a_container_that_is_not_there_has_no_log() throws Exception {
        assertThat(read(new ContainerName("fl-nowhere0-0000000000-1"), LogCursor.START, true, new Kept()))
                .isEqualTo(LogReading.End.GONE);
    }

    @Test
    void what_was_rotated_away_unread_leaves_a_mark() throws Exception {
        // 1 s apart, so that the flood is beyond the slack with which a log is asked for.
        var name = ran(real.shell(
                        "echo first; sleep 1.2; i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo \"line $i of many, each of them somewhat long\"; done")
                .with(plan -> plan.logFile = new Bytes(64 << 10))
                .spec());
        var start = new Kept();
        read(name, LogCursor.START, false, start);
        assertThat(start.text()).doesNotContain("first").endsWith("line 3000 of many, each of them somewhat long\n");
        assertThat(start.text().length()).isLessThan(64 << 10);

        var after = new Kept();
        LogCursor old = new LogCursor(start.cursors.getFirst().time().minusSeconds(1), 1);
        read(name, old, false, after);

        assertThat(after.gaps).isOne();
        assertThat(after.text()).isEqualTo(start.text());
    }

    @Test
    void events_name_the_containers_of_this_instance_and_begin_with_a_look_at_all() throws Exception {
        var hints = new CopyOnWriteArrayList<Optional<ContainerName>>();
        var connected = new CountDownLatch(1);
        var stream = real.docker().events();
        Thread listener = Thread.ofVirtual()
                .start(() -> stream.run(hint -> {
                    hints.add(hint);
                    connected.countDown();
                }));
        assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();

        var name = ran(real.shell("true").spec());

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (java.util.Collections.frequency(hints, Optional.of(name)) < 2 && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        stream.close();
        assertThat(listener.join(java.time.Duration.ofSeconds(20))).isTrue();
        assertThat(hints.getFirst()).isEmpty();
        assertThat(hints).contains(Optional.of(name));
    }
}
