package io.fairlead.server.rescue;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.job.Job;
import java.io.IOException;
import java.util.Optional;

/** What an ended container left outside of volumes. Everything can be repeated. */
public interface Remains {
    /** Of an engine that runs nothing. */
    Remains NONE = new Remains() {
        @Override
        public Optional<FilesLeft> found(Job job, Attempt attempt) {
            return Optional.empty();
        }

        @Override
        public void keep(ContainerName container) {
            // Nothing is there.
        }
    };

    /** Looks through what is there, before it goes; empty where there is nothing to tell. */
    Optional<FilesLeft> found(Job job, Attempt attempt) throws InterruptedException;

    /**
     * Keeps what fits the site's bound, just before the container and its home are removed.
     *
     * @throws IOException where that fails; what was kept by then is there
     */
    void keep(ContainerName container) throws IOException, InterruptedException;
}
