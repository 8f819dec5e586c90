package io.fairlead.server.monitor;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.problem.Problem;
import io.fairlead.engines.stream.LogReading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what every running container writes, each on a virtual thread of its own, and keeps it on the shelf. */
public final class LogKeeper implements Logs {
    private static final Logger LOG = LoggerFactory.getLogger(LogKeeper.class);

    private final LogShelf shelf;
    private final Map<ClusterId, io.fairlead.engines.stream.Logs> engines;
    private final Map<ContainerName, Keeping> keepings = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** One container's reading, from its beginning to its end. */
    private record Keeping(Job job, Attempt attempt, CountDownLatch done) {}

    public LogKeeper(LogShelf shelf, Map<ClusterId, io.fairlead.engines.stream.Logs> engines) {
        this.shelf = shelf;
        this.engines = Map.copyOf(engines);
    }

    @Override
    public void follow(Job job, Attempt attempt) {
        if (!stopping) {
            keepings.computeIfAbsent(attempt.container(), _ -> begun(job, attempt));
        }
    }

    private Keeping begun(Job job, Attempt attempt) {
        Keeping keeping = new Keeping(job, attempt, new CountDownLatch(1));
        Thread.ofVirtual().name("log-" + attempt.container()).start(() -> keep(keeping));
        return keeping;
    }

    @Override
    public Optional<Problem> drain(Job job, Attempt attempt) throws InterruptedException {
        follow(job, attempt);
        Keeping keeping = keepings.get(attempt.container());
        if (keeping != null) {
            keeping.done().await();
            keepings.remove(attempt.container());
        }
        if (stopping) {
            throw new InterruptedException("stopping");
        }
        return neverRan(job, attempt);
    }

    private Optional<Problem> neverRan(Job job, Attempt attempt) {
        int code = attempt.exit().map(Exit::code).orElse(0);
        io.fairlead.engines.stream.Logs logs = engines.get(clusterOf(attempt));
        if (code == 0 || logs == null) {
            return Optional.empty();
        }
        try (KeptLog log = shelf.read(job.id(), attempt.number()).orElse(null)) {
            if (log == null || log.size() > io.fairlead.engines.stream.Logs.NEVER_RAN_MAX_BYTES) {
                return Optional.empty();
            }
            ByteBuffer text = ByteBuffer.allocate((int) log.size());
            log.read(text, 0);
            return logs.neverRan(code, new String(text.array(), 0, text.position(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("the log of {} cannot be read again", attempt.container(), e);
            return Optional.empty();
        }
    }

    private static ClusterId clusterOf(Attempt attempt) {
        return attempt.placements().getFirst().where().cluster();
    }

    private void keep(Keeping keeping) {
        Attempt attempt = keeping.attempt();
        io.fairlead.engines.stream.Logs logs = engines.get(clusterOf(attempt));
        try (LogBook book = shelf.write(keeping.job().id(), attempt.number())) {
            if (logs != null && !book.isComplete()) {
                read(logs.open(attempt.container(), book.cursor(), true), book);
            }
        } catch (IOException e) {
            LOG.error("the log of {} cannot be kept", attempt.container(), e);
        } finally {
            shelf.finished(keeping.job().id(), attempt.number());
            keeping.done().countDown();
        }
    }

    private static void read(LogReading reading, LogBook book) throws IOException {
        try (reading) {
            if (reading.run(book) != LogReading.End.CLOSED) {
                book.complete();
            }
        }
    }

    /** Reads nothing more. What was kept is whole up to its place, and the next server goes on from there. */
    public void stop() {
        stopping = true;
    }
}
