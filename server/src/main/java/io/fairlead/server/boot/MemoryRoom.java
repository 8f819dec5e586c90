package io.fairlead.server.boot;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.idle.IdleNote;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.server.control.ControlRoom;
import io.fairlead.server.control.House;
import io.fairlead.server.monitor.IdleNotes;
import io.fairlead.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the writer knows again after a start, from the store. */
final class MemoryRoom {
    /** The key under which it is kept. */
    private static final String IDLE = "idle";

    /** As many as a prediction is made of. */
    private static final int RUNS = 2;

    private final Store store;
    private final Shares shares;
    private final InstantSource clock;
    private final Ahead<ControlRoom.Past> past;

    private MemoryRoom(Store store, Shares shares, InstantSource clock) {
        this.store = store;
        this.shares = shares;
        this.clock = clock;
        past = Ahead.of("past", this::past);
    }

    /** Begins to read what takes time. */
    static MemoryRoom of(Store store, Shares shares, InstantSource clock) {
        return new MemoryRoom(store, shares, clock);
    }

    ControlRoom.Memory memory() {
        return new ControlRoom.Memory(
                store.journal(),
                () -> store.journal().load().jobs(),
                () -> store.journal().load().upkeep(),
                past,
                this::takeIdle,
                id -> !store.queries().used(Set.of(id)).isEmpty(),
                archive());
    }

    private House.Memory archive() {
        return new House.Memory() {
            @Override
            public Optional<Job> job(JobId id) {
                return store.job(id);
            }

            @Override
            public List<Job> jobs(JobId id) {
                return store.job(id)
                        .map(List::of)
                        .orElseGet(() -> store.jobs(store.queries().members(id)));
            }

            @Override
            public Optional<SubmitKey> key(long uid, String key) {
                return store.queries().submitKey(uid, key);
            }
        };
    }

    /**
     * Leaves what is known of idle attempts to the next server. Where somebody has worked in a terminal since the last look, that is
     * no knowledge any more.
     *
     * @param touched when somebody last did
     */
    void leaveIdle(List<IdleNote> known, ContainerNames names, Function<ContainerName, Optional<Instant>> touched) {
        List<IdleNote> untouched = known.stream()
                .filter(note -> touched.apply(names.of(note.job().text(), note.attempt()))
                        .filter(at -> note.known()
                                .last()
                                .filter(last -> !last.at().isAfter(at))
                                .isPresent())
                        .isEmpty())
                .toList();
        if (!untouched.isEmpty()) {
            store.journal().keep(IDLE, IdleNotes.of(untouched).text());
        }
    }

    /** What the last server left. It is gone then: after a crash nothing older may count, for nobody knows what happened since. */
    private List<IdleNote> takeIdle() {
        String left = store.queries().kept(IDLE).orElse("");
        return left.isEmpty() || !(store.journal().keep(IDLE, "") instanceof ChangeLog.Outcome.Durable)
                ? List.of()
                : IdleNotes.read(left).known();
    }

    private ControlRoom.Past past() {
        Usage used = new Usage(shares);
        store.queries()
                .spent(clock.instant().minus(used.reach()), used.step())
                .forEach(it -> used.ended(it.by(), it.span()));
        LastTwo runTimes = new LastTwo();
        store.queries()
                .lastRuns(RUNS)
                .forEach(it -> runTimes.ended(
                        it.by().uid(), it.by().project(), it.ran().toSeconds()));
        return new ControlRoom.Past(used, runTimes);
    }
}
