package io.fairlead.core.job;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.volume.ResolvedMount;
import java.util.List;

/**
 * What admission judged: a definition together with everything that was looked up for it beforehand.
 *
 * @param definitionJson the canonical text of the definition, as it is kept
 * @param source the text as it was given, word for word but for credentials
 * @param dialect what the source was written in, for example {@code slices-v2}
 * @param mounts paths of the storage entries, in the order of the definition
 * @param nodes where it may run: those that have its volumes, devices and features; at least one
 */
public record Submission(
        Submitter owner,
        Project project,
        JobDefinition definition,
        String definitionJson,
        String source,
        String dialect,
        ResolvedImage image,
        List<ResolvedMount> mounts,
        List<NodeRef> nodes) {
    public Submission {
        mounts = List.copyOf(mounts);
        nodes = List.copyOf(nodes);
    }
}
