package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.admission.AdmissionPolicy;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Retries;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.reconcile.Observation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A job that could run on two engines. */
final class ImagesTest {
    private static final ClusterId OTHER = new ClusterId(1);

    private final ControlLoop loop = loop();

    private static ControlLoop loop() {
        Node here = Given.node();
        Node there = new Node(
                new NodeRef(OTHER, "other"),
                here.site(),
                here.cores(),
                here.memory(),
                here.devices(),
                here.cuda(),
                here.features());
        Intake intake = new Intake(Given.ids(), AdmissionPolicy.DEFAULT, id -> false, _ -> List.of());
        return new ControlLoop(new Ledger(List.of(here, there), List.of()), Given.NAMES, intake);
    }

    private List<Effect> handle(Message message) {
        loop.handle(message, Given.NOON);
        return loop.endTurn(Given.NOON).effects();
    }

    @Test
    void it_is_placed_once_its_image_is_on_both_so_that_it_may_be_placed_on_either() {
        var candidate = Given.candidate(1001, 1, Scheduling.DEFAULT, false);
        ResolvedImage image = candidate.image();

        List<Effect> pulls = handle(new Message.Submit(candidate, false, Optional.empty(), new Given.Answered()));
        List<Effect> first = handle(new Message.Observed(new Observation.ImageArrived(OTHER, image)));
        List<Effect> again = handle(new Message.Observed(new Observation.ImageArrived(OTHER, image)));

        assertThat(pulls)
                .containsExactlyInAnyOrder(
                        new Effect.Pull(ClusterId.LOCAL, image, 1001), new Effect.Pull(OTHER, image, 1001));
        assertThat(first).isEmpty();
        assertThat(again).isEmpty();
        assertThat(loop.snapshot().queued())
                .singleElement()
                .satisfies(job -> assertThat(loop.reason(job, 0).code()).isEqualTo("E-IMAGE-PULLING"));
        assertThat(handle(new Message.Observed(new Observation.ImageArrived(ClusterId.LOCAL, image))))
                .hasOnlyElementsOfType(Effect.Launch.class);
    }

    @Test
    void two_jobs_with_a_retry_use_one_for_a_transfer_that_failed_both_of_them_and_share_the_next() {
        var candidate = Given.candidate(
                1001,
                1,
                new Wished().retrying(new Retries(1, Retries.Cause.NOT_ITS_OWN)).scheduling(),
                false);
        ResolvedImage image = candidate.image();
        Problem why = new ProblemCode("E-TEST", "no registry", "wait", "Only in tests.").reason();
        Message failed = new Message.Observed(new Observation.ImageFailed(ClusterId.LOCAL, image, 1001, why, true));
        handle(new Message.Submit(candidate, false, Optional.empty(), new Given.Answered()));
        handle(new Message.Submit(candidate, false, Optional.empty(), new Given.Answered()));

        assertThat(handle(failed)).isEmpty();
        assertThat(handle(failed)).containsExactly(new Effect.Pull(ClusterId.LOCAL, image, 1001));
        assertThat(loop.snapshot().queued())
                .hasSize(2)
                .allSatisfy(job -> assertThat(job.retried()).isEqualTo(1));
        assertThat(handle(failed)).isEmpty();
        assertThat(loop.snapshot().live()).isEmpty();
    }
}
