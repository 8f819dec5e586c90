package io.fairlead.core.schedule;

import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Job;
import io.fairlead.core.ledger.NodeUse;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Reconcile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * First come, first served, per node.
 *
 * <p>Jobs are looked at in the order of submit. One that fits starts. One that does not keeps every node it could run on
 * for itself, so nothing behind it can use what it waits for; jobs for other nodes go on. One that only its owner's limits
 * keep waiting keeps no node, and jobs of others pass it. The pass ends as soon as every open node is kept, so its cost
 * follows the jobs that can matter now and not the length of the queue.
 */
public final class Fifo {
    private static final Comparator<Room> BY_REF = Comparator.comparing(Room::ref);

    private final Snapshot snapshot;
    private final ContainerNames names;
    private final Instant now;
    private final Allowances allowances;
    private final TreeMap<NodeRef, Room> open = new TreeMap<>();
    private final List<Start> starts = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private Optional<Instant> wakeAt = Optional.empty();

    private Fifo(Snapshot snapshot, ContainerNames names, LimitTable limits, Instant now) {
        this.snapshot = snapshot;
        this.names = names;
        this.allowances = new Allowances(snapshot, limits);
        this.now = now;
        for (NodeUse use : snapshot.nodes()) {
            if (use.closed().isEmpty()) {
                open.put(use.node().ref(), new Room(use));
            }
        }
    }

    /**
     * Decides one pass. Pure: equal arguments give an equal plan.
     *
     * @return the starts in the order to apply them, and why the other jobs wait; no job is in both
     */
    public static Plan plan(Snapshot snapshot, ContainerNames names, LimitTable limits, Instant now) {
        return new Fifo(snapshot, names, limits, now).run();
    }

    /**
     * Places one job now or not at all, whatever waits. Used for interactive jobs after a pass has run: a waiting job that
     * fits has then been started already, so none that fits is passed.
     *
     * @param job not yet queued
     * @return the start, or the first thing in its way
     */
    public static Placing placeNow(Snapshot snapshot, ContainerNames names, LimitTable limits, Job job) {
        Fifo pass = new Fifo(snapshot, names, limits, job.submittedAt());
        Optional<Problem> limit = pass.allowances.obstacle(job);
        if (limit.isPresent()) {
            return new Placing.NoRoom(limit.get());
        }
        if (job.imagePresentAt().isEmpty()) {
            return new Placing.NoRoom(ScheduleProblems.absent(job.submission().image()));
        }
        Ask ask = Ask.of(job.submission().definition());
        return pass.best(job, ask)
                .<Placing>map(room -> new Placing.Placed(pass.start(job, ask, room)))
                .orElseGet(() -> new Placing.NoRoom(pass.obstacle(job, ask, 0)));
    }

    private Plan run() {
        int position = 0;
        for (Job job : snapshot.queued()) {
            if (open.isEmpty() && position > 0) {
                break;
            }
            position++;
            consider(job, position);
        }
        return new Plan(starts, held, List.copyOf(open.keySet()), wakeAt, allowances.wanting());
    }

    private void consider(Job job, int position) {
        if (job.imagePresentAt().isEmpty()) {
            held.add(new Held(
                    job.id(),
                    position,
                    ScheduleProblems.pulling(job.submission().image())));
            return;
        }
        Optional<Instant> rest = Reconcile.restsUntil(job).filter(now::isBefore);
        if (rest.isPresent()) {
            held.add(new Held(job.id(), position, ScheduleProblems.resting(rest.get())));
            wakeAt = Stream.concat(wakeAt.stream(), rest.stream()).min(Comparator.naturalOrder());
            return;
        }
        Optional<Problem> limit = allowances.obstacle(job);
        if (limit.isPresent()) {
            held.add(new Held(job.id(), position, limit.get()));
            return;
        }
        Ask ask = Ask.of(job.submission().definition());
        Optional<Room> room = best(job, ask);
        if (room.isPresent()) {
            allowances.take(job);
            starts.add(start(job, ask, room.get()));
            return;
        }
        held.add(new Held(job.id(), position, obstacle(job, ask, position - 1)));
        job.submission().nodes().forEach(open::remove);
    }

    private Optional<Room> best(Job job, Ask ask) {
        return job.submission().nodes().stream()
                .map(open::get)
                .filter(room -> room != null && room.shortage(ask).isEmpty())
                .min(Comparator.comparingInt((Room room) -> room.devicesLeft(ask))
                        .thenComparing(BY_REF));
    }

    private Start start(Job job, Ask ask, Room room) {
        int attempt = job.attempts() + 1;
        Placement placement = room.take(ask, names.of(job.id().text(), attempt));
        return new Start(job.id(), attempt, List.of(placement));
    }

    /** What is in the way: an open node's shortage before a closed node's reason before the queue itself. */
    private Problem obstacle(Job job, Ask ask, int ahead) {
        List<NodeRef> nodes = job.submission().nodes();
        Optional<Problem> shortage = nodes.stream()
                .map(open::get)
                .filter(room -> room != null)
                .flatMap(room -> room.shortage(ask).stream())
                .findFirst();
        return shortage.or(() -> nodes.stream()
                        .flatMap(node -> snapshot.node(node).stream())
                        .flatMap(use -> use.closed().stream())
                        .findFirst())
                .orElseGet(() -> ScheduleProblems.behind(ahead));
    }

    /** What became of a job that is placed now or not at all. */
    public sealed interface Placing {
        record Placed(Start start) implements Placing {}

        record NoRoom(Problem reason) implements Placing {}
    }
}
