package io.fairlead.store.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.store.Samples;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class UpkeepCodecTest {
    /** What some release wrote; never to be changed. */
    private static void written(UpkeepChange change, String kind, String json) {
        assertThat(UpkeepCodec.kind(change)).isEqualTo(kind);
        assertThat(UpkeepCodec.encode(change)).isEqualTo(json);
        assertThat(UpkeepCodec.decode(Samples.NODE, kind, 1, json)).isEqualTo(change);
    }

    @Test
    void what_some_release_wrote_is_read_for_ever_and_written_so() {
        List<DeviceId> devices = List.of(new DeviceId("GPU-1"), new DeviceId("GPU-2"));
        written(
                new UpkeepChange.NodeDrained(Samples.NODE, devices, "anna", "bad memory"),
                "node-drained",
                "{\"devices\":[\"GPU-1\",\"GPU-2\"],\"by\":\"anna\",\"reason\":\"bad memory\"}");
        written(new UpkeepChange.NodeDrained(Samples.NODE, List.of(), "root", ""), "node-drained", "{\"by\":\"root\"}");
        written(
                new UpkeepChange.NodeResumed(Samples.NODE, devices),
                "node-resumed",
                "{\"devices\":[\"GPU-1\",\"GPU-2\"]}");
        written(new UpkeepChange.NodeResumed(Samples.NODE, List.of()), "node-resumed", "{}");
    }

    @Test
    void so_is_what_was_reserved() {
        Instant from = Instant.parse("2026-12-01T08:00:00Z");
        Reservation.Part part = new Reservation.Part(
                Samples.NODE, List.of(new DeviceId("GPU-1")), new Cores(8500), new Bytes(1L << 34));
        Reservation.Members some = new Reservation.Members(
                new TreeSet<>(List.of("bea", "ada")),
                new TreeSet<>(List.of("vision")),
                new TreeSet<>(List.of("staff")));
        written(
                new UpkeepChange.Reserved(new Reservation("course", part, from, from.plusSeconds(7200), some, "anna")),
                "reserved",
                "{\"name\":\"course\",\"devices\":[\"GPU-1\"],\"cores\":8500,\"memory\":17179869184,"
                        + "\"from\":1796112000000000,\"until\":1796119200000000,\"users\":[\"ada\",\"bea\"],"
                        + "\"projects\":[\"vision\"],\"groups\":[\"staff\"],\"by\":\"anna\"}");
        written(new UpkeepChange.Unreserved(Samples.NODE, "course"), "unreserved", "{\"name\":\"course\"}");
    }

    @Test
    void what_a_later_release_wrote_is_not_guessed_at() {
        assertThatThrownBy(() -> UpkeepCodec.decode(Samples.NODE, "node-resumed", 2, "{}"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> UpkeepCodec.decode(Samples.NODE, "node-sold", 1, "{}"))
                .isInstanceOf(IllegalStateException.class);
    }
}
