package io.fairlead.wire.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a job is where it is, and what happens next.
 *
 * @param since when it came into its state
 * @param position in the queue, counted from 1; absent where it does not wait
 * @param ahead jobs that come first; absent where it does not wait
 * @param summary one sentence that says it all
 * @param promised when it starts at the latest, where that was promised
 * @param early when it will probably start
 * @param late the later reckoning; absent where nobody knows how long something runs
 * @param rough whether these are by amounts alone, as too many start before it to be reckoned one by one
 * @param reason code, numbers and fix, where there is something in the way
 * @param claim what decides when it is its turn; absent where it does not wait
 * @param stop how far its ending has come, where an end was asked for
 * @param notes what else bears on it, for example an engine that does not answer
 * @param array where that was asked for: everything else is said of the first member that waits, or of one that tells how it stands
 */
public record WhyView(
        String id,
        String name,
        String state,
        Instant since,
        Optional<Integer> position,
        Optional<Integer> ahead,
        Optional<Instant> promised,
        Optional<Instant> early,
        Optional<Instant> late,
        boolean rough,
        String summary,
        Optional<Finding> reason,
        Optional<ClaimView> claim,
        Optional<Instant> cancelRequestedAt,
        Optional<AttemptView.StopView> stop,
        List<Finding> notes,
        Optional<ArrayView> array) {
    public WhyView {
        notes = List.copyOf(notes);
    }
}
