package io.fairlead.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.net.Endpoint;
import io.fairlead.server.control.Desk;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.api.StageView;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.JobQuery;
import io.fairlead.wire.client.ServerUnreachable;
import io.fairlead.wire.client.SubmitOptions;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClientTest {
    private static final byte[] DEFINITION = "{}".getBytes(UTF_8);
    private OpenDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new OpenDoor();
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    @Test
    void a_submit_carries_what_was_said_and_always_a_key() throws Exception {
        var options =
                SubmitOptions.PLAIN.onHold(true).inProject("vision & sound").inYaml(true);

        var answer = door.client().submit(DEFINITION, options);
        var with = door.house.options.getLast();

        assertThat(answer.id()).isEqualTo("0123456789");
        assertThat(with.hold()).isTrue();
        assertThat(with.project()).contains("vision & sound");
        assertThat(with.format()).isEqualTo(Desk.Format.YAML);
        assertThat(with.idempotencyKey()).get().asString().hasSize(32);
    }

    @Test
    void whoever_gives_a_jobs_name_is_told_the_ids_of_their_own_alone() throws Exception {
        door.house.add(SampleJobs.queued("abcdefgh12", 1001, "train me"));
        door.house.add(SampleJobs.queued("abcdefgh13", 1001, "train me"));
        door.house.add(SampleJobs.queued("abcdefgh14", 1002, "theirs"));

        assertThatThrownBy(() -> door.client().job("train me")).isInstanceOfSatisfying(ApiRefusal.class, it -> {
            assertThat(it.code()).isEqualTo("E-JOB-BY-NAME");
            assertThat(it.getMessage()).contains("abcdefgh12").contains("abcdefgh13");
        });
        assertThatThrownBy(() -> door.client().job("theirs"))
                .isInstanceOfSatisfying(
                        ApiRefusal.class, it -> assertThat(it.code()).isEqualTo("E-JOB-NOT-FOUND"));
    }

    @Test
    void a_submit_is_repeated_with_the_same_key_while_the_server_cannot() throws Exception {
        var problem = new ProblemCode("E-TEST", "busy", "wait", "").reason();
        door.house.nextSubmit = Optional.of(new Desk.Refused(
                Desk.Refused.Kind.UNAVAILABLE, Findings.of(problem), Optional.of(Duration.ofSeconds(2))));
        List<Duration> pauses = new ArrayList<>();
        var client = new ApiClient(door.endpoint(), "0.1.0", new Random(2), time -> {
            pauses.add(time);
            if (pauses.size() == 2) {
                door.house.nextSubmit = Optional.empty();
            }
        });

        var answer = client.submit(DEFINITION, SubmitOptions.PLAIN);

        assertThat(answer.state()).isEqualTo("QUEUED");
        assertThat(pauses).first().isEqualTo(Duration.ofSeconds(2));
        assertThat(door.house.options)
                .hasSize(3)
                .extracting(Desk.SubmitOptions::idempotencyKey)
                .containsOnly(door.house.options.getFirst().idempotencyKey());
    }

    @Test
    void a_refusal_carries_every_problem() {
        var one = new ProblemCode("E-ONE", "one", "do one", "").reason();
        var two = new ProblemCode("E-TWO", "two", "do two", "").reason();
        door.house.nextSubmit = Optional.of(new Desk.Refused(
                Desk.Refused.Kind.INVALID, new Findings(List.of(one, two), List.of()), Optional.empty()));

        assertThatThrownBy(() -> door.client().submit(DEFINITION, SubmitOptions.PLAIN))
                .isInstanceOfSatisfying(ApiRefusal.class, refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(422);
                    assertThat(refusal.problem().errors()).extracting("code").containsExactly("E-ONE", "E-TWO");
                });
    }

    @Test
    void a_lost_answer_is_asked_for_again(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("s");
        List<String> seen = new ArrayList<>();
        try (var peer = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            peer.bind(UnixDomainSocketAddress.of(path));
            Thread server = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 4; i++) {
                    try (var channel = peer.accept()) {
                        ByteBuffer in = ByteBuffer.allocate(4096);
                        channel.read(in);
                        seen.add(new String(in.array(), 0, in.position(), UTF_8));
                    } catch (IOException e) {
                        return;
                    }
                }
            });

            try (var client = new ApiClient(new Endpoint.UnixSocket(path), "0.1.0", new Random(2), _ -> {})) {
                assertThatThrownBy(() -> client.submit(DEFINITION, SubmitOptions.PLAIN.withKey("k1")))
                        .isInstanceOfSatisfying(ServerUnreachable.class, failure -> {
                            assertThat(failure.nothingDone()).isFalse();
                            assertThat(failure.where()).isEqualTo("unix:" + path);
                        });
            }
            server.join();
        }

        assertThat(seen).hasSize(4).allMatch(request -> request.contains("Idempotency-Key: k1"));
    }

    @Test
    void where_nobody_listens_nothing_was_done_and_it_is_said_at_once(@TempDir Path folder) {
        List<Duration> pauses = new ArrayList<>();
        var client =
                new ApiClient(new Endpoint.UnixSocket(folder.resolve("none")), "0.1.0", new Random(2), pauses::add);

        assertThatThrownBy(client::version)
                .isInstanceOfSatisfying(
                        ServerUnreachable.class,
                        failure -> assertThat(failure.nothingDone()).isTrue());
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_list_is_read_page_by_page() throws Exception {
        for (int i = 0; i < 5; i++) {
            door.house.add(SampleJobs.queued("aaaaaaaaa" + i, 1001, "job" + i));
        }
        var client = door.client();

        var first = client.jobs(JobQuery.MINE.atMost(2).in(List.of("pending")));
        var second = client.jobs(JobQuery.MINE.atMost(2).after(first.next().orElseThrow()));
        var third = client.jobs(JobQuery.MINE.atMost(2).after(second.next().orElseThrow()));

        assertThat(first.jobs()).extracting(JobSummary::name).containsExactly("job4", "job3");
        assertThat(second.jobs()).extracting(JobSummary::name).containsExactly("job2", "job1");
        assertThat(third.jobs()).extracting(JobSummary::name).containsExactly("job0");
        assertThat(third.next()).isEmpty();
    }

    @Test
    void a_job_is_shown_whole() throws Exception {
        var job = door.house.add(SampleJobs.queued("abcdefgh12", 1001, "a"));
        door.house.happen(job.id(), SampleJobs.life(job.id(), 0));

        var shown = door.client().job("ABCD");

        assertThat(shown.job().state()).isEqualTo("FINISHED");
        assertThat(shown.job().exitCode()).contains(0);
        assertThat(shown.definition().text()).isEqualTo("{\"name\":\"a\"}");
        assertThat(shown.image().digest()).startsWith("sha256:");
        assertThat(shown.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.placements().getFirst().devices()).containsExactly("GPU-1");
            assertThat(attempt.times().running()).isPresent();
        });
        assertThat(shown.stages()).hasSize(6).extracting(StageView::status).containsOnly("done");
    }

    @Test
    void everything_else_can_be_asked() throws Exception {
        var job = door.house.add(SampleJobs.queued("abcdefgh12", 1001, "a"));
        var client = door.client();

        assertThat(client.check(DEFINITION, SubmitOptions.PLAIN).definition().text())
                .isEqualTo("{\"name\":\"sample\"}");
        assertThat(client.why(job.id().text()).summary()).isEqualTo("waits");
        assertThat(client.definition("abcd")).isEqualTo("{\"name\":\"a\"}".getBytes(UTF_8));
        assertThat(client.source("abcd")).isEqualTo("name: a\n".getBytes(UTF_8));
        assertThat(client.schema()).isEqualTo(OpenDoor.SCHEMA);
        assertThat(client.nodes().nodes()).isEmpty();
        assertThat(client.status().jobs()).containsEntry(JobState.QUEUED.name(), 1);
        assertThat(client.version().instance()).isEqualTo("1nstance0");
        assertThat(client.cancel("abcd").outcome()).isEqualTo("done");
        assertThat(client.hold("abcd").outcome()).isEqualTo("done");
        assertThat(client.release("abcd").outcome()).isEqualTo("done");
        assertThat(client.remove("abcd").id()).isEqualTo("abcdefgh12");
        client.noop(DEFINITION, SubmitOptions.PLAIN);
        assertThat(door.house.asked)
                .containsExactly(
                        "check 1001",
                        "cancel 1001 abcdefgh12",
                        "hold 1001 abcdefgh12",
                        "release 1001 abcdefgh12",
                        "remove 1001 abcdefgh12");
    }

    @Test
    void an_id_that_cannot_stand_in_a_path_is_no_job() {
        for (String id : List.of("", ".", "..", "../status", "a b", "\u00e9", new JobId("zzzzzzzzzz").text())) {
            assertThatThrownBy(() -> door.client().job(id))
                    .as(id)
                    .isInstanceOfSatisfying(
                            ApiRefusal.class,
                            refusal -> assertThat(refusal.problem().status()).isBetween(400, 404));
        }
    }
}
