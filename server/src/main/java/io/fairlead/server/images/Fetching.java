package io.fairlead.server.images;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.image.ImageFault;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.engines.docker.DockerImages;
import io.fairlead.engines.docker.DockerImages.Local;
import io.fairlead.server.sif.SifImport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings images to one engine, again after failures that may pass. */
final class Fetching implements Pulls {
    /** Tries of a registry that fails in a way that may pass. */
    private static final int TRIES_MAX = 6;

    /** What arrives damaged twice is damaged there. */
    private static final int CORRUPT_TRIES_MAX = 2;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE_WHEN_TOLD_TO_WAIT = Duration.ofSeconds(15);
    private static final Duration ENGINE_AWAY_PAUSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    private final DockerImages engine;
    private final SifImport sif;
    private final RegistryCredentials credentials;
    private final String processor;
    private final Hooks hooks;
    private final ConcurrentHashMap<Errand, Flight> flights = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Between two tries. */
    @FunctionalInterface
    interface Pause {
        /** @param closed counted down when nothing more is to be tried */
        void pause(Duration time, CountDownLatch closed) throws InterruptedException;
    }

    /**
     * @param midway called when the first bytes of an image have come
     * @param arrived called when an image has
     */
    record Hooks(Runnable midway, Runnable arrived, Pause pause) {
        static Hooks of(Runnable midway, Runnable arrived) {
            return new Hooks(midway, arrived, (time, closed) -> {
                if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new InterruptedException("closing");
                }
            });
        }
    }

    private record Errand(ClusterId cluster, String image) {}

    /** A pull under way, in the name of the first who asked. */
    private static final class Flight {
        final long uid;
        final String digest;
        final CompletableFuture<Optional<ImageFault>> result = new CompletableFuture<>();
        volatile PullProgress progress = PullProgress.NONE;

        Flight(long uid, String digest) {
            this.uid = uid;
            this.digest = digest;
        }
    }

    Fetching(DockerImages engine, SifImport sif, RegistryCredentials credentials, String processor, Hooks hooks) {
        this.engine = engine;
        this.sif = sif;
        this.credentials = credentials;
        this.processor = processor;
        this.hooks = hooks;
    }

    @Override
    public Optional<PullProgress> progress(String digest) {
        return flights.values().stream()
                .filter(it -> it.digest.equals(digest))
                .map(it -> it.progress)
                .findFirst();
    }

    @Override
    public Observation pull(ClusterId cluster, ResolvedImage image, long uid) throws InterruptedException {
        Errand errand = new Errand(cluster, image.name());
        while (true) {
            Flight flight = flights.computeIfAbsent(errand, it -> begun(it, image, uid));
            Optional<ImageFault> fault = awaited(flight);
            if (fault.isEmpty()) {
                return new Observation.ImageArrived(cluster, image);
            }
            if (fault.get().kind() != ImageFault.Kind.AUTH || flight.uid == uid) {
                return new Observation.ImageFailed(
                        cluster, image, uid, fault.get().problem(), fault.get().retryable());
            }
            // Somebody else's credential was refused; that says nothing about this one's.
        }
    }

    private static Optional<ImageFault> awaited(Flight flight) throws InterruptedException {
        try {
            return flight.result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("closing");
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Flight begun(Errand errand, ResolvedImage image, long uid) {
        Flight flight = new Flight(uid, image.digest());
        Thread.ofVirtual().name("pull").start(() -> {
            try {
                Optional<ImageFault> fault = fetched(flight, image);
                hooks.arrived().run();
                flights.remove(errand, flight);
                flight.result.complete(fault);
            } catch (InterruptedException | RuntimeException e) {
                flights.remove(errand, flight);
                flight.result.completeExceptionally(e);
            }
        });
        return flight;
    }

    private Optional<ImageFault> fetched(Flight flight, ResolvedImage image) throws InterruptedException {
        int failures = 0;
        while (true) {
            Optional<ImageFault> fault = tried(flight, image);
            if (fault.isEmpty() || !fault.get().retryable()) {
                return fault;
            }
            ImageFault.Kind kind = fault.get().kind();
            LOG.warn(
                    "image {} cannot be fetched now: {}",
                    image.reference(),
                    fault.get().problem().message());
            if (kind == ImageFault.Kind.ENGINE && engine.find(image) instanceof Local.Failed) {
                hooks.pause().pause(ENGINE_AWAY_PAUSE, closed);
                continue;
            }
            failures++;
            if (failures >= (kind == ImageFault.Kind.CORRUPT ? CORRUPT_TRIES_MAX : TRIES_MAX)) {
                return fault;
            }
            Duration first = kind == ImageFault.Kind.RATE_LIMIT ? FIRST_PAUSE_WHEN_TOLD_TO_WAIT : FIRST_PAUSE;
            hooks.pause().pause(first.multipliedBy(1L << (failures - 1)), closed);
        }
    }

    private Optional<ImageFault> tried(Flight flight, ResolvedImage image) throws InterruptedException {
        Local there = engine.find(image);
        if (there instanceof Local.Absent && image.kind() == ResolvedImage.Kind.IMAGE_ID) {
            return Optional.of(new ImageFault(ImageFault.Kind.NOT_FOUND, image.reference(), ""));
        }
        boolean file = image.kind() == ResolvedImage.Kind.FILE;
        Local brought = there instanceof Local.Absent ? file ? imported(flight, image) : pulled(flight, image) : there;
        return fault(image, brought);
    }

    private Local imported(Flight flight, ResolvedImage image) throws InterruptedException {
        return sif.bring(
                image,
                flight.uid,
                done -> flight.progress = new PullProgress(done, image.size().count()));
    }

    private Local pulled(Flight flight, ResolvedImage image) {
        ImageReference reference = ImageReference.parse(image.reference());
        List<Optional<RegistryCredential>> all = credentials.toTry(flight.uid, reference, Optional.empty());
        Local last = new Local.Absent();
        for (Optional<RegistryCredential> as : all) {
            last = engine.pull(image, as, progress -> {
                if (flight.progress.equals(PullProgress.NONE)) {
                    hooks.midway().run();
                }
                flight.progress = new PullProgress(progress.received(), progress.known());
            });
            if (!(last instanceof Local.Failed(ImageFault fault)) || fault.kind() != ImageFault.Kind.AUTH) {
                return last;
            }
        }
        return last;
    }

    /** What is fetched is judged like what was there: only now its labels are known. */
    private Optional<ImageFault> fault(ResolvedImage image, Local found) {
        return switch (found) {
            case Local.Present(var local) -> local.unsuitable(ImageReference.parse(image.reference()), processor);
            case Local.Absent _ -> Optional.of(new ImageFault(ImageFault.Kind.NOT_FOUND, image.reference(), ""));
            case Local.Failed(ImageFault fault) -> Optional.of(fault);
        };
    }

    /** Tries nothing more; what the engine is doing it finishes by itself. */
    void close() {
        closed.countDown();
    }
}
