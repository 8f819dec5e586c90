package io.fairlead.server.boot;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.engines.docker.DockerImages;
import io.fairlead.engines.docker.EngineDescription;
import io.fairlead.engines.docker.LocalImage;
import io.fairlead.engines.fake.FakeImages;
import io.fairlead.engines.registry.Registry;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.config.Station;
import io.fairlead.server.images.DockerImageService;
import io.fairlead.server.images.FakeImageService;
import io.fairlead.server.images.OwnNames;
import io.fairlead.server.images.Owners;
import io.fairlead.server.images.RegistryCredentials;
import io.fairlead.server.images.SiteImages;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.secrets.SecretFile;
import io.fairlead.server.sif.SifFiles;
import io.fairlead.server.sif.SifImport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where images come from: each engine's own, and for all of them the same registries.
 *
 * @param closing ends what is kept open
 */
record ImageRoom(SiteImages images, Runnable closing) {
    /**
     * @param owners of names, which decide who gets at what
     * @param sif how files become images
     */
    static ImageRoom of(List<EngineRoom> engines, SecretFile secrets, Owners owners, Sif sif) {
        Map<ClusterId, SiteImages.Shelf> shelves = new TreeMap<>();
        Map<Station.Engine, SiteImages.Shelf> bySocket = new HashMap<>();
        List<Runnable> closing = new ArrayList<>();
        Optional<Remote> remote = Optional.empty();
        for (EngineRoom engine : engines) {
            if (engine.docker().isEmpty()) {
                FakeImageService fake = new FakeImageService(new FakeImages());
                shelves.put(engine.cluster(), new SiteImages.Shelf(fake, fake, fake));
                continue;
            }
            if (remote.isEmpty()) {
                remote = Optional.of(new Remote(new Registry(), new RegistryCredentials(secrets), sif));
                closing.add(remote.get().registry()::close);
            }
            Remote registries = remote.get();
            shelves.put(
                    engine.cluster(),
                    bySocket.computeIfAbsent(
                            engine.station().engine(), _ -> shelf(engine, registries, owners, closing)));
        }
        return new ImageRoom(new SiteImages(shelves), () -> closing.reversed().forEach(Runnable::run));
    }

    private static SiteImages.Shelf shelf(EngineRoom engine, Remote remote, Owners owners, List<Runnable> closing) {
        String processor =
                engine.description().map(EngineDescription::processor).orElseGet(() -> System.getProperty("os.arch"));
        DockerImages images = engine.docker().orElseThrow().images();
        DockerImageService service = new DockerImageService(
                images,
                remote.sif().into(images, engine.cluster(), processor),
                remote.registry(),
                remote.credentials(),
                processor);
        closing.add(service::close);
        return new SiteImages.Shelf(new OwnNames(service, owners), service, service);
    }

    /** What engines share. */
    private record Remote(Registry registry, RegistryCredentials credentials, Sif sif) {}

    /**
     * How SIF files come to engines.
     *
     * @param folder where they lie for a while
     * @param root whether the server runs as root
     */
    record Sif(Path folder, Accounts accounts, OwnThreads threads, boolean root) {
        SifImport into(DockerImages images, ClusterId cluster, String processor) {
            SifFiles files = new SifFiles(accounts, threads, LocalImage.architecture(processor));
            return new SifImport(files, images, folder.resolve(cluster.toString()), root);
        }
    }
}
