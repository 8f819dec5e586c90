package io.fairlead.core.job;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.SiteMounts;
import java.util.List;
import java.util.Optional;

/**
 * What admission judged: a definition together with everything that was looked up for it beforehand.
 *
 * @param texts the definition as text, canonical and as it was given
 * @param dialect what the source was written in, for example {@code slices-v2}
 * @param mounts what the storage entries are at each site where the job may run, ordered by site
 * @param nodes where it may run: those that have its volumes, devices and features; at least one
 * @param rerunOf the job that this one repeats
 */
public record Submission(
        Submitter owner,
        Project project,
        JobDefinition definition,
        Texts texts,
        String dialect,
        ResolvedImage image,
        List<SiteMounts> mounts,
        List<NodeRef> nodes,
        Optional<JobId> rerunOf) {
    public Submission {
        mounts = List.copyOf(mounts);
        nodes = List.copyOf(nodes);
    }

    /** The canonical text of the definition, as it is kept. */
    public String definitionJson() {
        return texts.definition();
    }

    /** The text as it was given, word for word but for credentials. */
    public String source() {
        return texts.source();
    }

    /** What the dialect of a job says that builds an image; no definition that somebody sends can have it. */
    public static final String BUILD_DIALECT = "image";

    /** Whether the job builds an image and runs no command. */
    public boolean isBuild() {
        return dialect.equals(BUILD_DIALECT);
    }

    /** The mounts of the site where the job was placed, in the order of the definition. */
    public List<ResolvedMount> mountsAt(String site) {
        return mounts.stream()
                .filter(at -> at.site().equals(site))
                .findFirst()
                .map(SiteMounts::mounts)
                .orElseThrow(() -> new IllegalStateException("no mounts for site " + site));
    }
}
