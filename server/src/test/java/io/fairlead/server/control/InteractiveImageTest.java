package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.admission.AdmissionPolicy;
import io.fairlead.core.admission.Candidate;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.volume.SiteMounts;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.CanonicalJson;
import io.fairlead.wire.jobfile.JobFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InteractiveImageTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final ResolvedImage IMAGE = image("example.org/tool:1");

    private final List<Reply> replies = new ArrayList<>();
    private final Node node = new Node(
            new NodeRef(ClusterId.LOCAL, "n1"),
            "local",
            Cores.of(4),
            Bytes.ofGib(8),
            List.of(),
            Optional.empty(),
            List.of());
    private int ids;
    private final ControlLoop loop = new ControlLoop(
            new Ledger(List.of(node), List.of()),
            new ContainerNames("abcd1234"),
            new Intake(() -> new JobId("000000000" + ids++), AdmissionPolicy.DEFAULT, _ -> false, _ -> List.of()));

    private static ResolvedImage image(String reference) {
        return new ResolvedImage(
                reference, "sha256:" + "a".repeat(64), ResolvedImage.Kind.MANIFEST, "linux/amd64", Bytes.ofMib(300));
    }

    private Turn submit(long uid, boolean interactive, ResolvedImage image, boolean present) {
        String text = """
                {"name": "tool", "request": {
                  "resources": {"cpus": 1, "gpus": 0, "cpuMemoryGb": 1},
                  "docker": {"image": "%s", "command": "true"},
                  "scheduling": {"interactive": %s}}}
                """.formatted(image.reference(), interactive);
        JobDefinition definition = JobFile.read(text.getBytes(StandardCharsets.UTF_8), Format.JSON, List.of())
                .definition()
                .orElseThrow();
        Candidate candidate = new Candidate(
                new Submitter(uid, "u" + uid, uid, List.of(), "/home/u" + uid),
                new Project(uid, "u" + uid),
                definition,
                new Texts(CanonicalJson.write(definition), text),
                "slices-v2",
                image,
                present,
                List.of(),
                List.of(new SiteMounts("local", List.of())),
                Optional.empty());
        loop.handle(new Message.Submit(candidate, false, Optional.empty(), replies::add), NOON);
        return turn();
    }

    private Turn turn() {
        Turn turn = loop.endTurn(NOON);
        turn.answer();
        return turn;
    }

    private JobState state(Reply reply) {
        JobId id = ((Reply.Accepted) reply).job().id();
        return loop.snapshot().job(id).orElseThrow().state();
    }

    @Test
    void an_interactive_job_whose_image_is_absent_is_refused_while_the_image_is_fetched() {
        Turn turn = submit(1001, true, IMAGE, false);

        assertThat(replies).singleElement().isInstanceOfSatisfying(Reply.Conflict.class, it -> {
            assertThat(it.problem().code()).isEqualTo("E-IMAGE-ABSENT");
            assertThat(it.problem().message()).contains("example.org/tool:1", "300 MiB");
        });
        assertThat(turn.changes()).isEmpty();
        assertThat(turn.effects()).containsExactly(new Effect.Pull(ClusterId.LOCAL, IMAGE, 1001));

        submit(1001, true, IMAGE, true);
        assertThat(state(replies.getLast())).isEqualTo(JobState.STARTING);
    }

    @Test
    void an_image_that_arrives_lets_start_whoever_waits_for_it_by_that_name() {
        ResolvedImage mirror = image("mirror.example.org/tool:1");
        submit(1001, false, IMAGE, false);
        submit(1002, false, mirror, false);

        loop.handle(new Message.Observed(new Observation.ImageArrived(ClusterId.LOCAL, IMAGE)), NOON);
        turn();

        assertThat(replies.stream().map(this::state)).containsExactly(JobState.STARTING, JobState.QUEUED);
    }

    @Test
    void an_image_that_one_user_may_not_have_fails_only_their_jobs() {
        submit(1001, false, IMAGE, false);
        submit(1002, false, IMAGE, false);
        JobId first = ((Reply.Accepted) replies.getFirst()).job().id();
        var reason =
                new Problem("E-IMAGE-AUTH", FieldPath.ROOT, Position.NONE, "", "refused", "fix", new LinkedHashMap<>());

        loop.handle(
                new Message.Observed(new Observation.ImageFailed(ClusterId.LOCAL, IMAGE, 1001, reason, false)), NOON);
        turn();

        assertThat(loop.snapshot().job(first)).isEmpty();
        assertThat(state(replies.getLast())).isEqualTo(JobState.QUEUED);
    }
}
