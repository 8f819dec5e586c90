package io.fairlead.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.job.Change;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.LogPart;
import io.fairlead.wire.client.LogSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogsTest {
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

    private static final class Kept implements LogSink {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final List<Integer> attempts = new ArrayList<>();
        int interruptions;

        @Override
        public synchronized void attempt(int number) {
            attempts.add(number);
        }

        @Override
        public synchronized void bytes(byte[] from, int offset, int length) {
            bytes.write(from, offset, length);
        }

        @Override
        public synchronized void interrupted(int tries) {
            interruptions++;
        }

        synchronized int size() {
            return bytes.size();
        }
    }

    private void run() {
        door.house.happen(JOB, SampleJobs.life(JOB, 0).subList(0, 5));
    }

    private void end() {
        door.house.happen(JOB, SampleJobs.life(JOB, 0).subList(5, 8));
    }

    @Test
    void what_is_there_is_given_with_where_to_go_on() throws Exception {
        run();
        door.house.log(JOB.text(), 1).write("hello world".getBytes(US_ASCII));
        var kept = new Kept();

        LogPart part = door.client().logs("abcd", 0, 6, kept);

        assertThat(kept.bytes).hasToString("world");
        assertThat(part).isEqualTo(new LogPart(1, 11, false));
    }

    @Test
    void a_complete_log_says_so_and_any_byte_is_kept() throws Exception {
        run();
        byte[] bytes = new byte[300_000];
        new Random(5).nextBytes(bytes);
        door.house.log(JOB.text(), 1).write(bytes);
        door.house.log(JOB.text(), 1).complete();
        var kept = new Kept();

        LogPart part = door.client().logs(JOB.text(), 1, 0, kept);

        assertThat(kept.bytes.toByteArray()).isEqualTo(bytes);
        assertThat(part).isEqualTo(new LogPart(1, bytes.length, true));
    }

    @Test
    void a_job_that_waits_has_an_empty_log() throws Exception {
        var kept = new Kept();

        assertThat(door.client().logs(JOB.text(), 0, 0, kept)).isEqualTo(new LogPart(0, 0, false));
        assertThatThrownBy(() -> door.client().logs(JOB.text(), 0, 1, kept))
                .isInstanceOfSatisfying(
                        ApiRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("E-OFFSET-BEYOND"));
    }

    @Test
    void a_follower_waits_for_the_start_sees_lines_as_they_come_and_ends_with_the_job() throws Exception {
        var kept = new Kept();
        Future<?> follower = follow(door.client(), kept);

        run();
        door.house.log(JOB.text(), 1).write("one\n".getBytes(US_ASCII));
        door.house.happen(JOB, List.of());
        Eventually.is(() -> kept.size() == 4);
        door.house.log(JOB.text(), 1).write("two\n".getBytes(US_ASCII));
        Eventually.is(() -> kept.size() == 8);
        door.house.log(JOB.text(), 1).complete();
        end();

        follower.get();
        assertThat(kept.bytes).hasToString("one\ntwo\n");
        assertThat(kept.attempts).containsExactly(1);
    }

    @Test
    void a_follower_of_a_job_that_ended_without_an_attempt_ends() throws Exception {
        var kept = new Kept();
        Future<?> follower = follow(door.client(), kept);
        var cancelled = new Change.Ended(JOB, 0, JobState.CANCELLED, Optional.empty());

        door.house.happen(JOB, List.of(SampleJobs.change(1, cancelled)));

        follower.get();
        assertThat(kept.size()).isZero();
    }

    @Test
    void a_follower_comes_back_after_the_server_was_away_and_loses_and_repeats_nothing() throws Exception {
        run();
        var log = door.house.log(JOB.text(), 1);
        byte[] bytes = new byte[200_000];
        new Random(6).nextBytes(bytes);
        var kept = new Kept();
        log.write(Arrays.copyOfRange(bytes, 0, 70_000));
        Future<?> follower = follow(door.client(), kept);
        Eventually.is(() -> kept.size() == 70_000);

        door.listener.close();
        log.write(Arrays.copyOfRange(bytes, 70_000, 200_000));
        log.complete();
        end();
        try (var again = new HttpListener(
                door.folder.resolve("s"),
                door.parts(_ -> OpenDoor.OWNER),
                new HttpListener.About("0.1.0", "1nstance0", OpenDoor.SCHEMA),
                HttpListener.Bounds.DEFAULT,
                new Random(3))) {
            again.start();
            follower.get();
        }

        assertThat(kept.bytes.toByteArray()).isEqualTo(bytes);
        assertThat(kept.interruptions).isPositive();
    }

    @Test
    void a_reader_that_stalls_holds_up_nobody() throws Exception {
        run();
        byte[] much = new byte[8 << 20];
        door.house.log(JOB.text(), 1).write(much);
        List<SocketChannel> stalled = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            SocketChannel channel = door.connect();
            channel.write(ByteBuffer.wrap(
                    ("GET /v1/jobs/" + JOB + "/logs?follow=true HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(UTF_8)));
            stalled.add(channel);
        }

        var kept = new Kept();
        LogPart part = door.client().logs(JOB.text(), 0, 0, kept);

        assertThat(part.next()).isEqualTo(much.length);
        assertThat(door.client().version().version()).isEqualTo("0.1.0");
        for (SocketChannel channel : stalled) {
            channel.close();
        }
    }

    @Test
    void followers_are_bounded_for_each_user_and_those_that_left_do_not_count() throws Exception {
        door.close();
        door = new OpenDoor(new HttpListener.Bounds(100, 50, 2, 15, 30));
        door.house.add(SampleJobs.queued(JOB.text(), 1001, "a"));
        run();
        door.house.log(JOB.text(), 1).write("x".getBytes(US_ASCII));
        var one = new Kept();
        var two = new Kept();
        try (var first = door.connect();
                var second = door.connect()) {
            for (SocketChannel channel : List.of(first, second)) {
                channel.write(ByteBuffer.wrap(
                        ("GET /v1/jobs/" + JOB + "/logs?follow=true HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(UTF_8)));
                channel.read(ByteBuffer.allocate(10_000));
            }
            assertThatThrownBy(() -> door.client().follow(JOB.text(), 0, 0, one))
                    .isInstanceOfSatisfying(
                            ApiRefusal.class,
                            refusal -> assertThat(refusal.code()).isEqualTo("E-TOO-MANY-STREAMS"));
        }
        door.house.log(JOB.text(), 1).complete();

        Eventually.is(() -> {
            try {
                return door.client().logs(JOB.text(), 1, 0, two).complete() && followed();
            } catch (ApiRefusal e) {
                return false;
            }
        });
    }

    private boolean followed() throws Exception {
        door.client().follow(JOB.text(), 1, 0, new Kept());
        return true;
    }

    private Future<?> follow(ApiClient client, Kept kept) {
        var done = new CompletableFuture<Void>();
        threads.submit(() -> {
            try {
                client.follow(JOB.text(), 0, 0, kept);
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
