package io.fairlead.store.change;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.problem.Problem;
import java.util.Optional;

/** The change log together with what a server reads back from it. One thread appends; any may load. */
public interface Journal extends ChangeLog {
    /**
     * Reads the disk, not what was last appended.
     *
     * @throws io.fairlead.core.problem.ProblemException where it cannot be read
     */
    LiveState load();

    /** Why nothing will be saved any more until a restart; empty while it is worth trying again. */
    default Optional<Problem> broken() {
        return Optional.empty();
    }

    /** Remembers under which boot id a machine was seen; to be called after what follows from a new one was appended. */
    Outcome saw(NodeRef node, String bootId);

    /** Remembers a value of the server's own, such as what a start must know of the run before it. */
    Outcome keep(String key, String value);
}
