package io.fairlead.store;

import static io.fairlead.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {
    private final Random random = new Random(7);

    @TempDir
    Path home;

    @Test
    void what_was_appended_is_there_after_the_store_was_closed_and_opened() {
        Job job = Samples.queued(Samples.id(random), Samples.submission("first", 2), NOON);
        try (Store store = Store.open(Samples.settings(home.resolve("store")))) {
            var submitted = new Recorded(NOON, new Actor.User(1001), new Change.Submitted(job));
            assertThat(store.journal().append(List.of(submitted), List.of(job), List.of()))
                    .isEqualTo(new ChangeLog.Outcome.Durable());
            store.journal().saw(Samples.NODE, "boot-1");
        }

        try (Store store = Store.open(Samples.settings(home.resolve("store")))) {
            var live = store.journal().load();
            assertThat(live.jobs()).containsExactly(job);
            assertThat(live.bootIds()).isEqualTo(new TreeMap<>(Map.of(Samples.NODE, "boot-1")));
            assertThat(live.lastSeq()).isEqualTo(1);
            assertThat(store.instance().epoch()).isEqualTo(2);
            assertThat(store.notices()).isEmpty();
        }
    }

    @Test
    void what_administrators_said_is_there_after_the_store_was_opened_again_and_its_history_says_the_same()
            throws Exception {
        DeviceId one = new DeviceId("GPU-1");
        DeviceId two = new DeviceId("GPU-2");
        List<UpkeepChange> said = List.of(
                new UpkeepChange.NodeDrained(Samples.NODE, List.of(one, two), "anna", "bad memory"),
                new UpkeepChange.NodeDrained(Samples.NODE, List.of(), "anna", ""),
                new UpkeepChange.NodeResumed(Samples.NODE, List.of(one)),
                new UpkeepChange.NodeDrained(Samples.OTHER, List.of(), "root", "moved"),
                new UpkeepChange.NodeResumed(Samples.OTHER, List.of()),
                reserved("over", -10, one),
                reserved("course", 10, two),
                reserved("gone", 20),
                new UpkeepChange.Unreserved(Samples.NODE, "gone"));
        Upkeep expected = Upkeep.NONE;
        try (Store store = Store.open(Samples.settings(home))) {
            for (UpkeepChange change : said) {
                var recorded = new UpkeepRecord(NOON, new Actor.Admin(0), change);
                assertThat(store.journal().append(List.of(), List.of(), List.of(), List.of(recorded)))
                        .isEqualTo(new ChangeLog.Outcome.Durable());
                expected = expected.after(recorded);
            }
        }

        try (Store store = Store.open(Samples.settings(home))) {
            assertThat(store.journal().load().upkeep()).isEqualTo(expected);
            assertThat(store.queries().upkeep())
                    .isEqualTo(said.stream()
                            .map(change -> new UpkeepRecord(NOON, new Actor.Admin(0), change))
                            .toList());
            assertThat(expected.of(Samples.NODE).devices()).containsOnlyKeys(two);
            assertThat(expected.reservations()).containsOnlyKeys("course");
            assertThat(store.verify().differences()).isEmpty();
            assertThat(store.verify().changes()).isEqualTo(said.size());
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("fairlead.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE drain SET reason = 'other' WHERE device = ''"))
                    .isEqualTo(1);
        }
        try (Store store = Store.open(Samples.settings(home))) {
            assertThat(store.verify().differences())
                    .singleElement()
                    .satisfies(it -> assertThat(it.table()).isEqualTo("drain"));
        }
    }

    private static UpkeepChange reserved(String name, int hours, DeviceId... devices) {
        Reservation.Part part =
                new Reservation.Part(Samples.NODE, List.of(devices), new Cores(500), new Bytes(1 << 20));
        Instant from = NOON.plus(Duration.ofHours(hours));
        return new UpkeepChange.Reserved(
                new Reservation(name, part, from, from.plus(Duration.ofHours(1)), Reservation.Members.NOBODY, "anna"));
    }

    @Test
    void nobody_else_may_look_into_the_store() throws Exception {
        Path directory = home.resolve("deep/er/store");
        try (Store store = Store.open(Samples.settings(directory))) {
            store.journal().keep("some", "thing");

            assertThat(mode(directory)).isEqualTo("rwx------");
            try (var files = Files.list(directory)) {
                assertThat(files)
                        .hasSizeGreaterThanOrEqualTo(5)
                        .allSatisfy(file ->
                                assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------"));
            }
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
