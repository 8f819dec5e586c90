package io.fairlead.server.config;

import io.fairlead.core.admission.AdmissionPolicy;
import io.fairlead.core.cluster.Topology;
import io.fairlead.core.image.Frameworks;
import io.fairlead.core.limits.FreeSpaceFloors;
import io.fairlead.core.limits.JobBounds;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.share.Shares;
import io.fairlead.core.site.Resolver;
import io.fairlead.core.volume.VolumeTable;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that is configured, each part for the room that needs it; a room is given its part, never this.
 *
 * @param stations one for each cluster of the topology, in its order
 * @param shares how projects and users share what there is
 * @param frameworks images by the name of what they are for
 * @param network which network jobs join
 */
public record Settings(
        Places places,
        Topology topology,
        List<Station> stations,
        VolumeTable volumes,
        Access access,
        AdmissionPolicy admission,
        Shares shares,
        Frameworks frameworks,
        JobBounds bounds,
        FreeSpaceFloors floors,
        ContainerSpec.Network network) {
    static final Path DOCKER_SOCKET = Path.of("/var/run/docker.sock");

    public Settings {
        stations = List.copyOf(stations);
    }

    /** What holds where nobody configured anything. */
    public static Settings defaults(Surroundings surroundings) {
        Places places = Places.defaults(surroundings);
        Topology topology = Topology.LOCAL;
        Station station = new Station(
                topology.clusters().getFirst(), new Station.Engine.Docker(DOCKER_SOCKET), Station.NodeSettings.DEFAULT);
        return new Settings(
                places,
                topology,
                List.of(station),
                VolumeTable.shipped(topology.siteNames(), true, places.volumes().toString()),
                Access.DEFAULT,
                AdmissionPolicy.DEFAULT,
                Shares.DEFAULT,
                Frameworks.NONE,
                JobBounds.DEFAULT,
                FreeSpaceFloors.DEFAULT,
                ContainerSpec.Network.BRIDGE);
    }

    /** Says what definitions mean here. */
    public Resolver resolver() {
        return new Resolver(topology, volumes);
    }
}
