package io.fairlead.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.idle.Glance;
import io.fairlead.core.idle.IdleNote;
import io.fairlead.core.idle.Idleness;
import io.fairlead.core.idle.Use;
import io.fairlead.core.job.JobId;
import io.fairlead.core.share.Shares;
import io.fairlead.store.Store;
import io.fairlead.store.StoreSettings;
import io.fairlead.wire.jobfile.JobFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one server leaves in its store for the next. */
final class MemoryRoomTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final ContainerNames NAMES = new ContainerNames("01234567");
    private static final JobId ONE = new JobId("0000000001");
    private static final JobId OTHER = new JobId("0000000002");

    @TempDir
    Path home;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(new StoreSettings(
                home.resolve("store"), JobFile::readStored, () -> NOON, new Random(1), StoreSettings.BUSY_DEFAULT));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private MemoryRoom room() {
        return MemoryRoom.of(store, Shares.DEFAULT, () -> NOON);
    }

    private static IdleNote note(JobId job, Instant lookedAt) {
        Use use = new Use(Duration.ofNanos(1_234_567_891), Optional.of(77L), Optional.empty(), Optional.empty());
        return new IdleNote(
                job,
                1,
                new Idleness(
                        Optional.of(new Glance(lookedAt, Optional.of(use))),
                        Optional.of(NOON.minusSeconds(600)),
                        Optional.of(NOON.minusSeconds(60))));
    }

    @Test
    void what_is_known_of_idle_jobs_is_left_to_the_next_server_and_to_no_other() {
        List<IdleNote> known = List.of(note(ONE, NOON.minusSeconds(7)), note(OTHER, NOON.minusSeconds(3)));
        room().leaveIdle(known, NAMES, _ -> Optional.empty());

        MemoryRoom next = room();

        assertThat(next.memory().idle().get()).isEqualTo(known);
        assertThat(next.memory().idle().get()).isEmpty();
        assertThat(room().memory().idle().get()).isEmpty();
    }

    @Test
    void who_typed_after_the_last_look_is_known_to_be_idle_no_more() {
        ContainerName typed = NAMES.of(OTHER.text(), 1);
        room().leaveIdle(
                        List.of(note(ONE, NOON.minusSeconds(30)), note(OTHER, NOON.minusSeconds(30))),
                        NAMES,
                        name -> name.equals(typed)
                                ? Optional.of(NOON.minusSeconds(20))
                                : Optional.of(NOON.minusSeconds(40)));

        assertThat(room().memory().idle().get()).extracting(IdleNote::job).containsExactly(ONE);
    }

    @Test
    void a_text_that_cannot_be_read_is_no_knowledge() {
        store.journal().keep("idle", "nonsense");

        assertThat(room().memory().idle().get()).isEmpty();
    }
}
