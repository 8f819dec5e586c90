package io.fairlead.server.control;

import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a job waits for is reckoned when somebody asks. So that it can be asked afterwards, too, it is noted when it has become another
 * thing: looked at once a minute at most, of those that have waited longest. What a job waited for within the last hour is not noted
 * again, so that one that goes to and fro between two reasons fills no log.
 */
final class WaitNotes {
    /** Of so many. */
    static final int MOST = 50;

    /** Who has waited for less is not looked at, and nobody more often. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** In a longer queue places are those of the submits: the order of turns would cost more than the note is worth. */
    private static final int ORDERED_MOST = 1_000;

    /** What a job waited for so long ago is noted again. */
    static final Duration AGAIN = Duration.ofHours(1);

    private final Map<JobId, Seen> seen = new HashMap<>();

    private Instant looked = Instant.MIN;

    /** What one waited for: the last reason, and when each was seen last, by code. */
    private static final class Seen {
        private String last = "";
        private final Map<String, Instant> at = new HashMap<>();

        /** Whether that is to be noted. */
        private boolean isNew(String code, Instant now) {
            @Nullable Instant before = at.put(code, now);
            boolean same = code.equals(last);
            last = code;
            return !same && (before == null || !now.isBefore(before.plus(AGAIN)));
        }
    }

    /** What is to be noted now. */
    List<Change> due(ControlLoop loop, Instant now) {
        if (now.isBefore(looked.plus(PAUSE))) {
            return List.of();
        }
        List<Job> oldest = oldest(loop.snapshot());
        seen.keySet().retainAll(oldest.stream().map(Job::id).toList());
        List<Job> waiting = oldest.stream()
                .filter(job -> !now.isBefore(job.since().plus(PAUSE)))
                .toList();
        if (waiting.isEmpty()) {
            return List.of();
        }
        looked = now;
        Map<JobId, Integer> places = places(loop);
        List<Change> changes = new ArrayList<>();
        for (Job job : waiting) {
            Problem reason = loop.reason(job, places.getOrDefault(job.id(), 0));
            if (seen.computeIfAbsent(job.id(), _ -> new Seen()).isNew(reason.code(), now)) {
                changes.add(new Change.WaitNoted(job.id(), reason));
            }
        }
        return changes;
    }

    /** When somebody of whom nothing was noted is to be looked at. */
    Optional<Instant> wakeAt(Snapshot snapshot) {
        return oldest(snapshot).stream()
                .filter(job -> !seen.containsKey(job.id()))
                .map(Job::since)
                .min(Comparator.naturalOrder())
                .map(since -> since.isBefore(looked) ? looked.plus(PAUSE) : since.plus(PAUSE));
    }

    private static List<Job> oldest(Snapshot snapshot) {
        return snapshot.queued().stream().limit(MOST).toList();
    }

    private static Map<JobId, Integer> places(ControlLoop loop) {
        Map<JobId, Integer> places = new HashMap<>();
        List<Job> order = loop.snapshot().queued().size() > ORDERED_MOST ? oldest(loop.snapshot()) : loop.queue();
        order.forEach(job -> places.put(job.id(), places.size()));
        return places;
    }
}
