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
        public boolean keep(ContainerName container) {
            return true;
        }

        @Override
        public boolean isThere(ContainerName container) {
            return false;
        }
    };

    /** Looks through what is there, before it goes; empty where there is nothing to tell. */
    Optional<FilesLeft> found(Job job, Attempt attempt) throws InterruptedException;

    /**
     * Keeps what fits the site's bound, just before the container and its home are removed.
     *
     * @return whether they may go; not while the engine does not say what there is
     * @throws IOException where that fails, as it would again; nothing of it is kept then
     */
    boolean keep(ContainerName container) throws IOException, InterruptedException;

    /** Whether its container or its home are still there, as far as can be said: what was found may yet be kept. */
    boolean isThere(ContainerName container);
}
