package io.fairlead.server.boot;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.image.Frameworks;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import io.fairlead.core.launch.ContainerPolicy;
import io.fairlead.core.port.Engine;
import io.fairlead.engines.docker.Docker;
import io.fairlead.engines.stream.Logs;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.build.BuildEngine;
import io.fairlead.server.build.BuildGround;
import io.fairlead.server.build.BuildLogs;
import io.fairlead.server.build.Building;
import io.fairlead.server.build.Builds;
import io.fairlead.server.build.ContextShelf;
import io.fairlead.server.build.ImageDesk;
import io.fairlead.server.build.ImageHouse;
import io.fairlead.server.build.ImageShelf;
import io.fairlead.server.build.NoImages;
import io.fairlead.server.config.Station;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.Archive;
import io.fairlead.server.images.Owners;
import io.fairlead.server.monitor.Watch;
import io.fairlead.server.volumes.BareGround;
import io.fairlead.server.volumes.Ground;
import io.fairlead.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where images are built: on the first Docker Engine, seen as containers by everybody else. */
final class BuildRoom {
    private static final Logger LOG = LoggerFactory.getLogger(BuildRoom.class);
    private static final Set<JobState> LIVE = EnumSet.range(JobState.ONHOLD, JobState.HALTING);
    private static final int LIVE_MOST = 100_000;

    private final ContainerNames names;
    private final Accounts accounts;
    private final Optional<Site> site;

    /**
     * What there is where an engine builds.
     *
     * @param clusters that this engine serves; empty: all
     */
    private record Site(
            Station.Engine engine,
            List<ClusterId> clusters,
            Docker docker,
            ImageShelf shelf,
            ContextShelf contexts,
            Building building,
            Builds builds) {}

    private BuildRoom(ContainerNames names, Accounts accounts, Optional<Site> site) {
        this.names = names;
        this.accounts = accounts;
        this.site = site;
    }

    static BuildRoom of(List<EngineRoom> engines, Path state, Store store, Accounts accounts, InstantSource clock)
            throws IOException {
        ContainerNames names = new ContainerNames(store.instance().id());
        Optional<EngineRoom> first =
                engines.stream().filter(engine -> engine.docker().isPresent()).findFirst();
        if (first.isEmpty()) {
            return new BuildRoom(names, accounts, Optional.empty());
        }
        Docker docker = first.get().docker().orElseThrow();
        Station.Engine where = first.get().station().engine();
        List<ClusterId> clusters = engines.stream()
                .filter(engine -> engine.station().engine().equals(where))
                .map(EngineRoom::cluster)
                .toList();
        ImageShelf shelf = new ImageShelf(state.resolve("images"));
        ContextShelf contexts = new ContextShelf(state.resolve("contexts"), clock);
        Building building = new Building(docker.builder(), docker.store(), shelf, contexts, clock);
        Builds builds = new Builds(store::job, names, building, clock);
        return new BuildRoom(
                names,
                accounts,
                Optional.of(new Site(
                        where,
                        clusters.size() == engines.size() ? List.of() : clusters,
                        docker,
                        shelf,
                        contexts,
                        building,
                        builds)));
    }

    private Optional<Builds> builds(EngineRoom engine) {
        return site.filter(here -> engine.station().engine().equals(here.engine()))
                .map(Site::builds);
    }

    Engine engine(EngineRoom room) {
        return builds(room)
                .<Engine>map(builds -> new BuildEngine(room.cluster(), room.engine(), builds))
                .orElseGet(room::engine);
    }

    Logs logs(EngineRoom room) {
        return builds(room)
                .<Logs>map(builds -> new BuildLogs(room.logs(), builds))
                .orElseGet(room::logs);
    }

    Ground ground(EngineRoom room, Ground node, ContainerPolicy policy) {
        return builds(room)
                .<Ground>map(builds -> new BuildGround(node, new BareGround(policy), names, builds))
                .orElse(node);
    }

    ImageDesk desk(Desk desk, Archive archive, Frameworks frameworks, List<Node> inventory, Owners owned) {
        return site.<ImageDesk>map(here -> new ImageHouse(
                        desk,
                        new ImageHouse.Parts(
                                here.docker().store(),
                                here.shelf(),
                                here.contexts(),
                                owned,
                                accounts,
                                frameworks,
                                inventory,
                                here.clusters(),
                                () -> live(archive))))
                .orElseGet(NoImages::new);
    }

    private static List<Job> live(Archive archive) {
        return archive.jobs(
                new Archive.Filter(new Archive.Whose.Everybody(), LIVE, Optional.empty()), Optional.empty(), LIVE_MOST);
    }

    /** Names what an earlier server built and had not named yet; hints that something became of a build go there. */
    void start(Watch.Reports reports) {
        site.ifPresent(here -> {
            here.builds().hints(container -> hint(reports, container));
            Thread.ofVirtual().name("image-names").start(() -> repair(here));
        });
    }

    private static void hint(Watch.Reports reports, ContainerName container) {
        try {
            reports.hint(container);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void repair(Site here) {
        try {
            here.building().repair();
        } catch (IOException e) {
            LOG.warn("names of images could not be compared with what was built; the next start tries again", e);
        }
    }

    void close() {
        site.ifPresent(here -> here.builds().close());
    }
}
