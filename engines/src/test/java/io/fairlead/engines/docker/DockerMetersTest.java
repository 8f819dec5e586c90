package io.fairlead.engines.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.port.Meters.Reading;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DockerMetersTest {
    private static Reading reading(String json) {
        return DockerMeters.reading(DockerApi.JSON.readTree(json));
    }

    @Test
    void cpu_time_and_bytes_of_all_networks_are_read() {
        assertThat(reading("""
                        {"cpu_stats": {"cpu_usage": {"total_usage": 1500000000}},
                         "networks": {"eth0": {"rx_bytes": 5, "tx_bytes": 7}, "eth1": {"rx_bytes": 30, "tx_bytes": 0}}}
                        """)).isEqualTo(new Reading.Used(Duration.ofMillis(1500), Optional.of(42L)));
        assertThat(reading("{\"cpu_stats\": {\"cpu_usage\": {\"total_usage\": 1}}}"))
                .isEqualTo(new Reading.Used(Duration.ofNanos(1), Optional.empty()));
    }

    @Test
    void an_answer_without_numbers_says_nothing() {
        assertThat(reading("{\"cpu_stats\": {\"cpu_usage\": {\"total_usage\": 0}}, \"pids_stats\": {}}"))
                .isEqualTo(new Reading.Unknown());
        assertThat(reading("{}")).isEqualTo(new Reading.Unknown());
        assertThat(reading("{\"cpu_stats\": {\"cpu_usage\": {\"total_usage\": \"x\"}}}"))
                .isEqualTo(new Reading.Unknown());
    }
}
