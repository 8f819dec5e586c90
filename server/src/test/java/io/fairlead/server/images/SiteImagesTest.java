package io.fairlead.server.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.unit.Bytes;
import io.fairlead.engines.fake.FakeImages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clusters with engines of their own. */
final class SiteImagesTest {
    private static final ClusterId ONE = new ClusterId(1);
    private static final ClusterId TWO = new ClusterId(2);
    private static final ClusterId TWIN = new ClusterId(3);
    private static final Problem NONE = new ProblemCode("E-TEST", "none here", "do", "Only in tests.").reason();

    private static ResolvedImage image(char letter) {
        return new ResolvedImage(
                "tool:1",
                "sha256:" + Character.toString(letter).repeat(64),
                ResolvedImage.Kind.IMAGE_ID,
                "linux/amd64",
                Bytes.ofMib(1));
    }

    private static SiteImages.Shelf shelf(ImageResolver.Answer always) {
        FakeImageService fake = new FakeImageService(new FakeImages());
        return new SiteImages.Shelf((uid, reference, policy, credential) -> always, fake, fake);
    }

    private static SiteImages.Shelf having(char letter, boolean present) {
        return shelf(new ImageResolver.Answer.Found(image(letter), present));
    }

    private static SiteImages.Shelf lacking() {
        return shelf(new ImageResolver.Answer.Refused(NONE, false));
    }

    private static SiteImages.Answer resolved(SiteImages images, boolean atOnce, ClusterId... clusters)
            throws InterruptedException {
        SiteImages.Wish wish =
                new SiteImages.Wish(1000, ImageReference.parse("tool:1"), PullPolicy.MISSING, Optional.empty(), atOnce);
        return images.resolve(List.of(clusters), wish);
    }

    private static SiteImages.Answer.Found found(SiteImages images, boolean atOnce, ClusterId... clusters)
            throws InterruptedException {
        return (SiteImages.Answer.Found) resolved(images, atOnce, clusters);
    }

    @Test
    void a_cluster_whose_engine_cannot_have_the_image_is_left_out_and_named() throws Exception {
        SiteImages.Shelf shared = having('a', true);
        SiteImages images = new SiteImages(Map.of(ONE, shared, TWO, lacking(), TWIN, shared));

        SiteImages.Answer.Found found = found(images, false);

        assertThat(found.clusters()).containsExactly(ONE, TWIN);
        assertThat(found.present()).isTrue();
        assertThat(found.looks()).contains(shared.looks());
        assertThat(found.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.code()).isEqualTo("N-IMAGE-NOT-THERE");
            assertThat(notice.message()).contains("cluster 2", "none here");
        });
        assertThat(resolved(images, false, TWO)).isEqualTo(new SiteImages.Answer.Refused(NONE, false));
    }

    @Test
    void it_is_present_only_when_every_engine_where_the_job_could_run_has_it() throws Exception {
        SiteImages.Shelf there = having('a', true);
        SiteImages images = new SiteImages(Map.of(ONE, having('a', false), TWO, there));

        SiteImages.Answer.Found waits = found(images, false);
        SiteImages.Answer.Found now = found(images, true);

        assertThat(waits.clusters()).containsExactly(ONE, TWO);
        assertThat(waits.present()).isFalse();
        assertThat(waits.looks()).contains(there.looks());
        assertThat(now.clusters()).containsExactly(TWO);
        assertThat(now.present()).isTrue();
    }

    @Test
    void one_name_that_stands_for_two_images_is_the_one_that_is_there() throws Exception {
        SiteImages images = new SiteImages(Map.of(ONE, having('a', false), TWO, having('b', true)));

        SiteImages.Answer.Found found = found(images, false);

        assertThat(found.image()).isEqualTo(image('b'));
        assertThat(found.clusters()).containsExactly(TWO);
        assertThat(found.notices()).extracting(Problem::code).containsExactly("N-IMAGE-NOT-THERE");
    }

    @Test
    void an_image_is_brought_to_the_engine_of_its_cluster_alone() throws Exception {
        FakeImages first = new FakeImages();
        FakeImages second = new FakeImages();
        FakeImageService one = new FakeImageService(first);
        FakeImageService two = new FakeImageService(second);
        SiteImages images = new SiteImages(
                Map.of(ONE, new SiteImages.Shelf(one, one, one), TWO, new SiteImages.Shelf(two, two, two)));
        ResolvedImage late = first.resolve(ImageReference.parse("late/tool:1")).orElseThrow();

        assertThat(images.pull(TWO, late, 1000)).isEqualTo(new Observation.ImageArrived(TWO, late));

        assertThat(first.isPresent(late)).isFalse();
        assertThat(second.isPresent(late)).isTrue();
    }
}
