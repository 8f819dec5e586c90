package io.fairlead.server.images;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.engines.docker.DockerImages;
import io.fairlead.engines.registry.Registry;
import io.fairlead.server.crash.CrashPoint;
import io.fairlead.server.sif.SifImport;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The images of one Docker Engine and of the registries that it can reach. Any number of threads may call it. */
public final class DockerImageService implements ImageResolver, ImageLooks, Pulls, AutoCloseable {
    private final Resolving resolving;
    private final Looking looking;
    private final Fetching fetching;

    /**
     * @param processor of the engine's machine, as its kernel or Java calls it, for example {@code x86_64}
     */
    public DockerImageService(
            DockerImages engine, SifImport sif, Registry registry, RegistryCredentials credentials, String processor) {
        this.resolving = new Resolving(
                engine, sif.files(), new Resolving.Remote(registry, credentials), processor, System::nanoTime);
        this.looking = new Looking(engine, System::nanoTime);
        this.fetching = new Fetching(
                engine,
                sif,
                credentials,
                processor,
                Fetching.Hooks.of(() -> CrashPoint.hit("pull.mid"), resolving::forget));
    }

    @Override
    public Answer resolve(
            long uid, ImageReference reference, PullPolicy policy, Optional<RegistryCredential> credential)
            throws InterruptedException {
        return resolving.resolve(uid, reference, policy, credential);
    }

    @Override
    public boolean has(ResolvedImage image) throws IOException {
        return looking.has(image);
    }

    @Override
    public ImageLook of(ResolvedImage image) throws IOException, InterruptedException {
        return looking.of(image);
    }

    @Override
    public SequencedMap<String, Problem> closed(
            ResolvedImage image, long uid, Collection<Long> groups, List<Place> places)
            throws IOException, InterruptedException {
        return looking.closed(image, uid, groups, places);
    }

    @Override
    public Observation pull(ClusterId cluster, ResolvedImage image, long uid) throws InterruptedException {
        return fetching.pull(cluster, image, uid);
    }

    /** How far the pull of this digest is; empty where none is under way. */
    @Override
    public Optional<PullProgress> progress(String digest) {
        return fetching.progress(digest);
    }

    /** Begins no further try of any pull. */
    @Override
    public void close() {
        fetching.close();
    }
}
