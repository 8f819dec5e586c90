package io.fairlead.server.boot;

import io.fairlead.core.cluster.Topology;
import io.fairlead.core.site.Resolver;
import io.fairlead.core.volume.Volume;
import io.fairlead.core.volume.VolumeTable;
import io.fairlead.server.config.CreatedVolumes;
import io.fairlead.server.http.Volumes;
import io.fairlead.wire.api.VolumeList.VolumeWish;
import java.io.IOException;

/** The volumes of the site: what is configured, and what was created since. */
record VolumeRoom(Topology topology, CreatedVolumes created) implements Volumes {
    @Override
    public VolumeTable table() {
        return created.table();
    }

    @Override
    public String origin(Volume volume) {
        return created.origin(volume);
    }

    @Override
    public Volume create(VolumeWish wish) throws IOException {
        return created.create(wish);
    }

    @Override
    public Volume delete(String name) throws IOException {
        return created.delete(name);
    }

    /** What definitions mean here, now. */
    Resolver resolver() {
        return new Resolver(topology, created.table());
    }
}
