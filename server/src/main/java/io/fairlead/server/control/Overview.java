package io.fairlead.server.control;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.ledger.NodeUse;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Reconcile;
import io.fairlead.core.schedule.Claim;
import io.fairlead.core.schedule.Outlook;
import io.fairlead.core.schedule.QuotaUse;
import io.fairlead.core.schedule.Reasons;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.images.PullProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How things are, as values taken on the writer's thread; what takes time is reckoned by whoever asked. */
final class Overview {
    private Overview() {}

    /** @param outlook to be played forward on the thread of whoever asked */
    record Asked(Desk.Why why, Optional<Outlook> outlook) {
        Desk.Why answer() {
            return why.expecting(outlook.flatMap(it -> it.of(why.job().id())));
        }
    }

    /** @param pulled how far the pull of a digest is */
    static Optional<Asked> why(ControlLoop loop, JobId id, Function<String, Optional<PullProgress>> pulled) {
        return loop.snapshot()
                .job(id)
                .map(job -> new Asked(
                        new Desk.Why(
                                job,
                                waiting(loop, job),
                                Optional.empty(),
                                loop.quotas().apply(job),
                                notes(loop, job, pulled)),
                        job.state() == JobState.QUEUED ? Optional.of(loop.outlook()) : Optional.empty()));
    }

    /** Who holds a place and who waits, without estimates, and what those are reckoned from. */
    record Taken(Desk.Upcoming now, Outlook outlook) {
        Desk.Upcoming answer() {
            Map<JobId, Outlook.Estimate> estimates = outlook.estimates();
            return new Desk.Upcoming(
                    now.at(),
                    now.placed(),
                    now.waiting().stream()
                            .map(it -> new Desk.Awaited(
                                    it.job(),
                                    it.waiting(),
                                    Optional.ofNullable(estimates.get(it.job().id()))))
                            .toList(),
                    now.over());
        }
    }

    static Taken upcoming(ControlLoop loop) {
        List<Desk.Awaited> waiting = new ArrayList<>();
        queue(loop, (job, at) -> waiting.add(new Desk.Awaited(job, at, Optional.empty())));
        List<Job> placed = List.copyOf(loop.snapshot().placed());
        return new Taken(new Desk.Upcoming(loop.now(), placed, waiting, over(loop)), loop.outlook());
    }

    private static Map<JobId, Boolean> over(ControlLoop loop) {
        Function<Job, Optional<QuotaUse>> quotas = loop.quotas();
        Map<JobId, Boolean> over = new HashMap<>();
        loop.snapshot().live().forEach(job -> quotas.apply(job).ifPresent(it -> over.put(job.id(), it.over())));
        return over;
    }

    private static Optional<Desk.Waiting> waiting(ControlLoop loop, Job job) {
        if (job.state() != JobState.QUEUED) {
            return Optional.empty();
        }
        int ahead = 0;
        for (Job other : loop.queue()) {
            if (other.id().equals(job.id())) {
                break;
            }
            ahead++;
        }
        return Optional.of(new Desk.Waiting(
                ahead + 1, loop.reason(job, ahead), loop.claims().apply(job)));
    }

    private static List<Problem> notes(ControlLoop loop, Job job, Function<String, Optional<PullProgress>> pulled) {
        List<Problem> notes = new ArrayList<>();
        // Of one that had a place before, how it lost that.
        Optional.of(job)
                .filter(it -> it.state() == JobState.QUEUED && it.attempts() > 0)
                .flatMap(Job::reason)
                .ifPresent(notes::add);
        Reconcile.shortOfTime(job, loop.now()).ifPresent(notes::add);
        if (job.imagePresentAt().isEmpty()) {
            pulled.apply(job.submission().image().digest())
                    .ifPresent(progress -> notes.add(ControlProblems.PULLED.reason(
                            "received",
                            new Bytes(progress.receivedBytes()),
                            "known",
                            new Bytes(progress.knownBytes()))));
        }
        job.attempt()
                .filter(Attempt::holding)
                .flatMap(attempt ->
                        loop.snapshot().node(attempt.placements().getFirst().where()))
                .ifPresent((NodeUse use) -> {
                    use.outage().ifPresent(notes::add);
                    notes.addAll(defects(use, job));
                });
        return notes;
    }

    /** What is wrong with devices that the job holds. */
    private static List<Problem> defects(NodeUse use, Job job) {
        List<DeviceId> held =
                job.attempt().orElseThrow().placements().getFirst().devices();
        return use.node().devices().stream()
                .filter(device -> held.contains(device.id()) && use.defects().containsKey(device.id()))
                .map(device -> Optional.ofNullable(use.defects().get(device.id()))
                        .orElseThrow()
                        .ofHeld(use.node().ref(), device))
                .toList();
    }

    static SequencedMap<JobId, Desk.Waiting> queue(ControlLoop loop) {
        SequencedMap<JobId, Desk.Waiting> queue = new LinkedHashMap<>();
        queue(loop, (job, at) -> queue.put(job.id(), at));
        return queue;
    }

    private static void queue(ControlLoop loop, BiConsumer<Job, Desk.Waiting> each) {
        Reasons reasons = loop.reasons();
        Function<Job, Claim> claims = loop.claims();
        int ahead = 0;
        for (Job job : loop.queue()) {
            each.accept(job, new Desk.Waiting(ahead + 1, reasons.of(job, ahead), claims.apply(job)));
            ahead++;
        }
    }

    static List<Desk.NodeNow> nodes(ControlLoop loop) {
        return loop.snapshot().nodes().stream().map(Overview::node).toList();
    }

    private static Desk.NodeNow node(NodeUse use) {
        List<Integer> used = use.node().devices().stream()
                .map(device -> use.heldMilli(device.id()))
                .toList();
        return new Desk.NodeNow(
                use.node(),
                use.freeCores(),
                use.freeMemory(),
                used,
                use.outage(),
                use.aside(),
                use.defects(),
                use.isBusy());
    }

    static List<Desk.ReservationNow> reservations(ControlLoop loop, Caller caller, Reception.Who who) {
        return Reserver.kept(loop, loop.now()).stream()
                .map(it -> reservation(loop, it, caller.administers() || isFor(loop, it, who)))
                .toList();
    }

    private static boolean isFor(ControlLoop loop, Reservation reservation, Reception.Who who) {
        return who instanceof Reception.Who.Known known
                && reservation
                        .members()
                        .have(known.login(), known.project(), loop.limits().groupOf(known.login()));
    }

    static Desk.ReservationNow reservation(ControlLoop loop, Reservation it, boolean open) {
        List<Device> devices = loop.snapshot().node(it.part().node()).stream()
                .flatMap(use -> use.node().devices().stream())
                .filter(device -> it.part().devices().contains(device.id()))
                .toList();
        return new Desk.ReservationNow(it, open, devices);
    }

    static Desk.LimitsNow limits(ControlLoop loop, Reception.Who.Known who) {
        int position = 0;
        int waiting = 0;
        Optional<Integer> first = Optional.empty();
        for (Job job : loop.snapshot().queued()) {
            position++;
            if (job.submission().owner().uid() == who.uid()) {
                waiting++;
                first = first.isPresent() ? first : Optional.of(position);
            }
        }
        return new Desk.LimitsNow(
                who.login(),
                loop.limits().groupOf(who.login()),
                who.project(),
                loop.limits().of(who.login(), who.project()),
                loop.snapshot().useOf(who.uid()),
                loop.quota(who.project()),
                waiting,
                first);
    }
}
