package io.fairlead.server.images;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.problem.Problem;
import java.util.Optional;

/** Says what a reference means now, before anybody queues for it. */
@FunctionalInterface
public interface ImageResolver {
    /**
     * Asks the engine, the registry or both, as the policy says; the answer is there within the deadline of a submit.
     *
     * @param uid for whom: a credential given now is kept for their later pulls
     */
    Answer resolve(long uid, ImageReference reference, PullPolicy policy, Optional<RegistryCredential> credential)
            throws InterruptedException;

    /** What became of the question. */
    sealed interface Answer {
        /** @param present whether the engine has it already */
        record Found(ResolvedImage image, boolean present) implements Answer {}

        /** @param retryable true where the world failed: the registry did not answer */
        record Refused(Problem problem, boolean retryable) implements Answer {}
    }
}
