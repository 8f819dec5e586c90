package io.fairlead.server.control;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Submission;
import io.fairlead.core.upkeep.Aside;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What holds of what administrators said, from when it is durable. */
final class SimUpkeep {
    private Upkeep before = Upkeep.NONE;
    private Upkeep now = Upkeep.NONE;
    private int drains;
    private int reserved;
    private int used;

    /** What was said with this transaction; each of its starts was decided before that or after it. */
    void saved(List<UpkeepRecord> said) {
        before = now;
        for (UpkeepRecord one : said) {
            now = now.after(one);
            drains += one.change() instanceof UpkeepChange.NodeDrained ? 1 : 0;
            reserved += one.change() instanceof UpkeepChange.Reserved ? 1 : 0;
        }
    }

    /** Nothing starts on what is set aside. */
    void starts(Change.Assigned start) {
        for (Placement placement : start.placements()) {
            Aside aside = now.of(placement.where());
            Aside earlier = before.of(placement.where());
            if (aside.whole().isPresent() && earlier.whole().isPresent()) {
                throw new SimViolation("job " + start.job() + " starts on " + placement.where() + ", set aside "
                        + aside.whole().get());
            }
            for (DeviceId device : placement.devices()) {
                if (aside.devices().containsKey(device) && earlier.devices().containsKey(device)) {
                    throw new SimViolation("job " + start.job() + " starts on device " + device + " of "
                            + placement.where() + ", which is set aside");
                }
            }
        }
    }

    /** On devices that are reserved nobody starts who could still be there then, but those who may, and these end in time. */
    void starts(Change.Assigned start, Submission submission, Instant at) {
        for (Reservation one : now.reservations().values()) {
            boolean stood = one.equals(before.reservations().get(one.name()));
            boolean touched = start.placements().stream()
                    .anyMatch(it -> it.where().equals(one.part().node())
                            && it.devices().stream().anyMatch(one.part().devices()::contains));
            if (!stood || !touched || !meets(one, start, submission, at)) {
                continue;
            }
            boolean may = submission.definition().scheduling().reservations().contains(one.name())
                    && one.members()
                            .have(
                                    submission.owner().name(),
                                    submission.project().name(),
                                    Optional.empty());
            if (!may || one.from().isAfter(at.plusSeconds(1))) {
                throw new SimViolation("job " + start.job() + " starts at " + at + " on what is reserved: " + one);
            }
            if (end(start, submission, at).isAfter(one.until())) {
                throw new SimViolation("job " + start.job() + " starts at " + at + " and may outlast " + one);
            }
            used++;
        }
    }

    /** A moment counts as the next whole second. */
    private static boolean meets(Reservation one, Change.Assigned start, Submission submission, Instant at) {
        return one.from().isBefore(end(start, submission, at))
                && at.plusSeconds(1).isBefore(one.until());
    }

    /** When it has given everything back at the latest; of a later attempt, whose bound is what is left of the job's, a moment after. */
    private static Instant end(Change.Assigned start, Submission submission, Instant at) {
        Scheduling scheduling = submission.definition().scheduling();
        return start.attempt() > 1
                ? at.plusMillis(1)
                : scheduling
                        .maxDuration()
                        .map(most ->
                                at.plus(most).plus(scheduling.gracePeriod()).plusSeconds(120))
                        .orElse(Instant.MAX);
    }

    int reserved() {
        return reserved;
    }

    /** How many started on what is reserved for them. */
    int used() {
        return used;
    }

    int drains() {
        return drains;
    }
}
