package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Easy;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Job;
import io.fairlead.core.ledger.NodeUse;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a pass came to, in the words of a plan. */
record Outcomes(Yard yard, ContainerNames names) {
    /** The next attempts of all of them. */
    List<Start> starts(Snapshot snapshot, List<Easy.Started<Demand, Held>> started) {
        return started.stream()
                .map(it -> start(snapshot.job(Order.id(it.job())).orElseThrow(), it.held()))
                .toList();
    }

    /** The next attempt of a job, with what it holds. */
    Start start(Job job, Held held) {
        int attempt = job.attempts() + 1;
        Ask ask = Ask.of(job.submission().definition());
        List<Device> devices = yard.devices(held);
        Placement placement = new Placement(
                yard.node(held),
                devices.stream().map(Device::id).toList(),
                ask.portion().isShare() || devices.isEmpty()
                        ? ask.portion()
                        : devices.getFirst().whole(),
                ask.cores(),
                ask.memory(),
                names.of(job.id().text(), attempt),
                0);
        return new Start(job.id(), attempt, List.of(placement));
    }

    static Promised promised(Easy.Promise<Demand> promise, NodeRef node) {
        return new Promised(Order.id(promise.job()), Instant.ofEpochSecond(promise.start()), node);
    }

    /** A promise that cannot be kept any more, with the cause. */
    Plan.Broken broken(Snapshot snapshot, Allowances allowances, Easy.Promise<Demand> promise) {
        Job job = snapshot.job(Order.id(promise.job())).orElseThrow();
        Instant start = Instant.ofEpochSecond(promise.start());
        Optional<Problem> limit = allowances
                .obstacle(promise.job().demand().owner(), promise.job().demand().use())
                .map(why -> ScheduleProblems.brokenByLimit(start, why));
        Optional<Problem> node = job.submission().nodes().stream()
                .flatMap(ref -> snapshot.node(ref).stream())
                .flatMap(use -> use.closed().or(() -> aside(use)).stream()
                        .map(cause ->
                                ScheduleProblems.brokenByNode(start, use.node().ref(), cause)))
                .findFirst();
        Optional<Problem> reserved = job.submission().nodes().stream()
                .filter(yard::knows)
                .flatMap(ref -> yard.inTheWay(promise.job().demand(), ref, promise.start()).stream())
                .findFirst()
                .map(it -> ReserveProblems.broken(start, it));
        return new Plan.Broken(
                job.id(), limit.or(() -> node).or(() -> reserved).orElseGet(() -> ScheduleProblems.overrun(start)));
    }

    private static Optional<Problem> aside(NodeUse use) {
        return use.aside().devices().values().stream()
                .findFirst()
                .map(drain -> drain.ofNode(use.node().ref()));
    }
}
