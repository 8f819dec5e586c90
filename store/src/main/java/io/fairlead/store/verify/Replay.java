package io.fairlead.store.verify;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.store.change.ChangeReader.Numbered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What the changes of one job make of it: the job, all of its attempts, and what they held of devices. */
final class Replay {
    /** What an attempt held of one device; {@code releasedSeq} is 0 while it is open. */
    record Lease(Key key, Placement placement, DeviceId device, Held held) {}

    record Key(int attempt, int rank, int position) {}

    record Held(Instant taken, Optional<Instant> released, long takenSeq, long releasedSeq) {}

    private final TreeMap<Integer, Attempt> attempts = new TreeMap<>();
    private final List<Lease> leases = new ArrayList<>();
    private Optional<Job> job = Optional.empty();

    /** @throws IllegalStateException where a change does not fit those before it */
    void fold(Numbered numbered) {
        if (numbered.recorded().change() instanceof Change.Submitted(Job admitted)) {
            if (job.isPresent()) {
                throw new IllegalStateException("submitted twice");
            }
            job = Optional.of(admitted);
            return;
        }
        Job before = job.orElseThrow(() -> new IllegalStateException("changed before it was submitted"));
        Job after = before.after(numbered.recorded());
        job = Optional.of(after);
        after.attempt().ifPresent(attempt -> attempts.put(attempt.number(), attempt));
        switch (numbered.recorded().change()) {
            case Change.Assigned it -> take(it, numbered);
            case Change.Exited it -> release(it.attempt(), numbered);
            case Change.Ended it -> release(it.attempt(), numbered);
            case Change.Requeued it -> release(it.attempt(), numbered);
            case Change.Submitted _,
                    Change.Held _,
                    Change.Released _,
                    Change.ImageArrived _,
                    Change.Starting _,
                    Change.Created _,
                    Change.Bound _,
                    Change.Running _,
                    Change.CancelRequested _,
                    Change.StopAsked _,
                    Change.HaltAsked _,
                    Change.HaltSignalled _,
                    Change.StopSignalled _,
                    Change.KillSent _,
                    Change.LogsComplete _,
                    Change.Outgrew _,
                    Change.IdleNoted _,
                    Change.WaitNoted _,
                    Change.TimeWarned _,
                    Change.Idled _,
                    Change.FilesFound _,
                    Change.Promised _,
                    Change.PromiseBroken _,
                    Change.Clearing _,
                    Change.ClearingVoid _,
                    Change.PullRetried _,
                    Change.RunRecorded _,
                    Change.Removed _ -> {}
        }
    }

    private void take(Change.Assigned assigned, Numbered numbered) {
        for (Placement placement : assigned.placements()) {
            int position = 0;
            for (DeviceId device : placement.devices()) {
                Key key = new Key(assigned.attempt(), placement.rank(), position++);
                Held held = new Held(numbered.recorded().at(), Optional.empty(), numbered.seq(), 0);
                leases.add(new Lease(key, placement, device, held));
            }
        }
    }

    private void release(int attempt, Numbered numbered) {
        leases.replaceAll(lease -> {
            if (lease.key().attempt() != attempt || lease.held().released().isPresent()) {
                return lease;
            }
            Held held = lease.held();
            return new Lease(
                    lease.key(),
                    lease.placement(),
                    lease.device(),
                    new Held(held.taken(), Optional.of(numbered.recorded().at()), held.takenSeq(), numbered.seq()));
        });
    }

    /** Empty where there was no change. */
    Optional<Job> job() {
        return job;
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts.values());
    }

    List<Lease> leases() {
        return leases;
    }
}
