package io.fairlead.server.images;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.engines.fake.FakeImages;
import io.fairlead.server.crash.CrashPoint;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The images of the fake engine: nothing is in them, and nothing of them is closed. */
public final class FakeImageService implements ImageResolver, ImageLooks, Pulls {
    private static final ImageLook LOOK = new ImageLook(
            "root:x:0:0:root:/root:/bin/sh\n",
            "root:x:0:\n",
            Optional.of("/usr/local/bin:/usr/bin:/bin"),
            "/bin/sh",
            true,
            Optional.empty());

    private final FakeImages images;

    public FakeImageService(FakeImages images) {
        this.images = images;
    }

    /** No registry is behind it that could want a credential: one that is given is dropped. */
    @Override
    public Answer resolve(
            long uid, ImageReference reference, PullPolicy policy, Optional<RegistryCredential> credential) {
        Optional<ResolvedImage> image = images.resolve(reference);
        if (image.isEmpty()) {
            return new Answer.Refused(images.missing(reference), false);
        }
        boolean present = images.isPresent(image.get());
        return policy == PullPolicy.NEVER && !present
                ? new Answer.Refused(ImagesProblems.NOT_LOCAL.reason("image", reference), false)
                : new Answer.Found(image.get(), present);
    }

    @Override
    public boolean has(ResolvedImage image) {
        return images.isPresent(image);
    }

    @Override
    public ImageLook of(ResolvedImage image) {
        return LOOK;
    }

    @Override
    public SequencedMap<String, Problem> closed(
            ResolvedImage image, long uid, Collection<Long> groups, List<Place> places) {
        return new LinkedHashMap<>();
    }

    @Override
    public Observation pull(ClusterId cluster, ResolvedImage image, long uid) {
        CrashPoint.hit("pull.mid");
        return images.pull(image)
                .<Observation>map(problem -> new Observation.ImageFailed(cluster, image, uid, problem, true))
                .orElseGet(() -> new Observation.ImageArrived(cluster, image));
    }
}
