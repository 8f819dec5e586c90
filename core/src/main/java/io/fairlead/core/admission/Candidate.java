package io.fairlead.core.admission;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.volume.SiteMounts;
import java.util.List;
import java.util.Optional;

/**
 * A submission with everything that had to be looked up for it, before anybody judged it.
 *
 * @param texts the definition as text, canonical and as it was given
 * @param clusters which the definition names, as ids of this site; empty: any
 * @param mounts for each site that has all of its volumes; a site that is missing here cannot run it
 * @param imagePresent whether the image is on the engine already
 * @param rerunOf the job that it repeats
 */
public record Candidate(
        Submitter owner,
        Project project,
        JobDefinition definition,
        Texts texts,
        String dialect,
        ResolvedImage image,
        boolean imagePresent,
        List<ClusterId> clusters,
        List<SiteMounts> mounts,
        Optional<JobId> rerunOf) {
    public Candidate {
        clusters = List.copyOf(clusters);
        mounts = List.copyOf(mounts);
    }
}
