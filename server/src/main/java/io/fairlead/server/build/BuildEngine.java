package io.fairlead.server.build;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An engine whose builds are seen as containers beside its own. */
public final class BuildEngine implements Engine {
    private final ClusterId cluster;
    private final Engine containers;
    private final Builds builds;

    public BuildEngine(ClusterId cluster, Engine containers, Builds builds) {
        this.cluster = cluster;
        this.containers = containers;
        this.builds = builds;
    }

    @Override
    public Listing list() {
        return switch (containers.list()) {
            case Listing.Failed failed -> failed;
            case Listing.Complete(List<ContainerView> found) -> {
                List<ContainerView> all = new ArrayList<>(found);
                all.addAll(builds.views(cluster));
                all.sort(Comparator.comparing(view -> view.name().text()));
                yield new Listing.Complete(all);
            }
        };
    }

    @Override
    public Look inspect(ContainerName name) {
        if (builds.knows(name)) {
            return builds.view(name).<Look>map(Look.Found::new).orElseGet(Look.Absent::new);
        }
        Look look = containers.inspect(name);
        return look instanceof Look.Absent
                ? builds.view(name).<Look>map(Look.Found::new).orElse(look)
                : look;
    }

    @Override
    public Outcome apply(Action action) {
        if (!builds.knows(action.name())) {
            return containers.apply(action);
        }
        return switch (action) {
            case Action.Create(ContainerSpec spec) -> builds.create(spec);
            case Action.Start(ContainerName name) -> builds.start(name);
            case Action.Signal(ContainerName name, String _) -> builds.signal(name);
            case Action.Remove(ContainerName name) -> builds.remove(name);
        };
    }
}
