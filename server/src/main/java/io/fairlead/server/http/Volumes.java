package io.fairlead.server.http;

import io.fairlead.core.cluster.Topology;
import io.fairlead.core.volume.Volume;
import io.fairlead.core.volume.VolumeTable;
import io.fairlead.wire.api.VolumeList.VolumeWish;
import java.io.IOException;

/** The storage of the site, as the door needs it. */
public interface Volumes {
    Topology topology();

    VolumeTable table();

    /** {@code shipped}, {@code configured} or {@code created}. */
    String origin(Volume volume);

    /**
     * Admits one more, durably.
     *
     * @throws io.fairlead.core.problem.ProblemException where it is not allowed
     */
    Volume create(VolumeWish wish) throws IOException;

    /**
     * Takes one back that was created; its folder stays as it is.
     *
     * @return as it was
     * @throws io.fairlead.core.problem.ProblemException where there is none, or it is the configuration's
     */
    Volume delete(String name) throws IOException;
}
