package io.fairlead.server.monitor;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Listing;
import io.fairlead.engines.stream.EventStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one engine. What it reports comes from complete lists, taken every few seconds and whenever an event hints that
 * something happened; a list that fails says only that the engine is silent.
 */
public final class Watch {
    /** Between two lists when nothing hints. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final ClusterId cluster;
    private final Engine engine;
    private final Optional<EventStream> events;
    private final Reports reports;
    private final Semaphore hints = new Semaphore(0);
    private volatile boolean stopping;

    /** Where findings go; each may wait while the writer is busy. */
    public interface Reports {
        void listed(ClusterId cluster, List<ContainerView> containers) throws InterruptedException;

        void hint(ContainerName container) throws InterruptedException;

        void silent(ClusterId cluster, String cause) throws InterruptedException;

        void answers(ClusterId cluster) throws InterruptedException;
    }

    /** @param events none where the engine has no events */
    public Watch(ClusterId cluster, Engine engine, Optional<EventStream> events, Reports reports) {
        this.cluster = cluster;
        this.engine = engine;
        this.events = events;
        this.reports = reports;
    }

    public void start() {
        Thread.ofVirtual().name("watch-" + cluster).start(this::lists);
        events.ifPresent(stream -> Thread.ofVirtual().name("events-" + cluster).start(() -> stream.run(this::hinted)));
    }

    public void stop() {
        stopping = true;
        events.ifPresent(EventStream::close);
        hints.release();
    }

    private void hinted(Optional<ContainerName> container) {
        try {
            if (container.isPresent()) {
                reports.hint(container.get());
            } else {
                hints.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lists() {
        try {
            while (!stopping) {
                report(engine.list());
                if (hints.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                    hints.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Listing listing) throws InterruptedException {
        switch (listing) {
            case Listing.Complete(List<ContainerView> containers) -> {
                reports.answers(cluster);
                reports.listed(cluster, containers);
            }
            case Listing.Failed(String cause) -> {
                LOG.warn("cluster {}: no list of containers: {}", cluster, cause);
                reports.silent(cluster, cause);
            }
        }
    }
}
