package io.fairlead.engines.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LogRecordsTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00.000000001Z");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    private record Written(int channel, Instant time, String text) {}

    private static String stamp(Instant time) {
        return STAMP.format(time.minusNanos(time.getNano()).plusNanos(0)).substring(0, 20)
                + String.format("%09dZ", time.getNano());
    }

    private static byte[] frame(Written record) {
        byte[] bytes = (stamp(record.time()) + " " + record.text()).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + bytes.length)
                .put((byte) record.channel())
                .put(new byte[3])
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] frames(List<Written> records) {
        var out = new ByteArrayOutputStream();
        records.forEach(record -> out.writeBytes(frame(record)));
        return out.toByteArray();
    }

    private static LogRecords reading(byte[] bytes, boolean framed) {
        return new LogRecords(new ByteArrayInputStream(bytes), framed);
    }

    @Test
    void a_log_cut_within_a_record_is_a_failure_at_every_byte() throws Exception {
        byte[] whole = frames(List.of(new Written(1, NOON, "a\n"), new Written(2, NOON, "bc")));
        int first = frame(new Written(1, NOON, "a\n")).length;
        for (int length = 0; length < whole.length; length++) {
            LogRecords records = reading(java.util.Arrays.copyOf(whole, length), true);
            if (length >= first) {
                assertThat(records.next()).isPresent();
            }
            if (length == 0 || length == first) {
                assertThat(records.next()).isEmpty();
            } else {
                assertThatThrownBy(records::next).isInstanceOfAny(EOFException.class, StreamCorruptedException.class);
            }
        }
    }

    @Test
    void a_frame_that_claims_gigabytes_is_refused_before_it_is_read() {
        byte[] head = ByteBuffer.allocate(8)
                .put((byte) 1)
                .put(new byte[3])
                .putInt(0x7fffffff)
                .array();

        assertThatThrownBy(() -> reading(head, true).next()).isInstanceOf(StreamCorruptedException.class);
    }

    @Test
    void a_terminals_long_line_comes_apart_where_the_engine_cut_it() throws Exception {
        String part = "x".repeat(16 << 10);
        byte[] raw = (stamp(NOON) + " " + part + stamp(NOON) + " " + part + stamp(NOON) + " end\r\n" + stamp(NOON)
                        + " $ ")
                .getBytes(StandardCharsets.UTF_8);
        LogRecords records = reading(raw, false);

        assertThat(text(records)).isEqualTo(part);
        assertThat(text(records)).isEqualTo(part);
        assertThat(text(records)).isEqualTo("end\r\n");
        assertThat(text(records)).isEqualTo("$ ");
        assertThat(records.next()).isEmpty();
    }

    private static String text(LogRecords records) throws IOException {
        return new String(records.next().orElseThrow().bytes().array(), StandardCharsets.UTF_8);
    }

    static LongStream seeds() {
        return LongStream.range(1, 301);
    }

    /** A log whose stamps are often equal and sometimes a little out of order, in an engine that cuts its answers. */
    @ParameterizedTest
    @MethodSource("seeds")
    void readings_cut_at_random_give_the_whole_log_once(long seed) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Written> log = new ArrayList<>();
        Instant time = NOON;
        for (int i = 0; i < 200; i++) {
            time = random.nextInt(3) == 0 ? time : time.plusNanos(random.nextLong(400_000_000));
            Instant stamped = random.nextInt(5) == 0 ? time.minusNanos(random.nextLong(1_000_000)) : time;
            log.add(new Written(1 + random.nextInt(2), stamped, i + "\n"));
        }
        // Engines either leave out every record before the time asked for, or only those before the first that is not.
        boolean each = random.nextBoolean();
        LogSource source = (since, _) -> answer(log, since, each, random);
        var taken = new ArrayList<String>();
        LogCursor cursor = LogCursor.START;
        while (taken.size() < log.size()) {
            Kept sink = new Kept(taken, cursor, 1 + random.nextInt(60));
            try (LogStream stream = new LogStream(source, cursor, true, new Retry(Duration.ZERO))) {
                stream.run(sink);
            } catch (IOException e) {
                assertThat(e).hasMessage("enough");
            }
            assertThat(sink.cursor).isNotEqualTo(cursor);
            cursor = sink.cursor;
        }
        assertThat(taken)
                .as("seed %d", seed)
                .isEqualTo(log.stream().map(Written::text).toList());
    }

    private static final class Kept implements LogSink {
        private final List<String> taken;
        private LogCursor cursor;
        private int left;

        Kept(List<String> taken, LogCursor cursor, int left) {
            this.taken = taken;
            this.cursor = cursor;
            this.left = left;
        }

        @Override
        public void piece(LogPiece piece) throws IOException {
            if (left-- == 0) {
                throw new IOException("enough");
            }
            taken.add(new String(piece.bytes(), StandardCharsets.UTF_8));
            cursor = piece.after();
        }

        @Override
        public void gap(LogCursor after) {
            throw new AssertionError("a gap where nothing is missing, after " + after);
        }
    }

    private static LogSource.Open answer(List<Written> log, Instant since, boolean each, RandomGenerator random) {
        var wanted = new ArrayList<Written>();
        for (Written record : log) {
            if (!record.time().isBefore(since) || (!each && !wanted.isEmpty())) {
                wanted.add(record);
            }
        }
        byte[] whole = frames(wanted);
        int length = random.nextInt(4) == 0 ? random.nextInt(whole.length + 1) : whole.length;
        return open(java.util.Arrays.copyOf(whole, length), length == whole.length);
    }

    private static LogSource.Open open(byte[] bytes, boolean ended) {
        return new LogSource.Open() {
            @Override
            public InputStream bytes() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public boolean ended() {
                return ended;
            }

            @Override
            public boolean framed() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void a_run_of_equal_stamps_of_which_a_part_was_rotated_away_leaves_a_mark_and_loses_nothing_more()
            throws Exception {
        List<Written> left = List.of(
                new Written(1, NOON, "3"),
                new Written(1, NOON, "4"),
                new Written(1, NOON.plusMillis(10), "5"),
                new Written(1, NOON.plusSeconds(5), "6"));
        LogSource source = (since, _) -> open(
                frames(left.stream().filter(it -> !it.time().isBefore(since)).toList()), true);
        var taken = new ArrayList<String>();
        LogSink sink = new LogSink() {
            @Override
            public void piece(LogPiece piece) {
                taken.add(new String(piece.bytes(), StandardCharsets.UTF_8));
            }

            @Override
            public void gap(LogCursor after) {
                taken.add("gap");
            }
        };

        try (LogStream stream = new LogStream(source, new LogCursor(NOON, 4), false)) {
            assertThat(stream.run(sink)).isEqualTo(LogReading.End.COMPLETE);
        }

        assertThat(taken).containsExactly("gap", "5", "6");
    }

    @Test
    void a_container_that_is_gone_ends_the_reading() throws Exception {
        LogSource source = (_, _) -> {
            throw new FileNotFoundException("x");
        };
        try (LogStream stream = new LogStream(source, LogCursor.START, true)) {
            assertThat(stream.run(new Kept(new ArrayList<>(), LogCursor.START, 0)))
                    .isEqualTo(LogReading.End.GONE);
        }
    }
}
