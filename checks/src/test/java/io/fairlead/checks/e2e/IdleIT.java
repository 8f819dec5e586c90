package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs that do nothing, on a real engine. */
@Timeout(120)
class IdleIT {
    private static final String BRIEF = "\"idleTimeout\": \"3 seconds\", \"gracePeriod\": \"2 s\"";

    @Test
    void what_does_nothing_is_warned_and_stopped_and_what_computes_is_not() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.docker()
                .with("limits", "{defaults: {job: {idleTime: 4 seconds}}}")
                .start()) {
            String computes = server.submit(Work.shell("while :; do :; done").scheduling(BRIEF));
            String sleeps = server.submit(Work.shell("sleep 60").scheduling(BRIEF));
            String bound = server.submit(Work.shell("sleep 60").scheduling("\"gracePeriod\": \"2 s\""));

            JobDetail slept = server.over(sleeps);
            assertThat(slept.job().state()).isEqualTo("FINISHED");
            Finding why = slept.job().reason().orElseThrow();
            assertThat(why.code()).isEqualTo("E-IDLE");
            assertThat(why.message()).contains("since 20", "longer than 3 s (from its idleTimeout)");
            assertThat(slept.attempts().getLast().stop().orElseThrow().cause()).isEqualTo("IDLE");
            assertThat(server.events(sleeps))
                    .extracting(EventView::kind)
                    .containsSubsequence("running", "idle-noted", "idled", "stop-signalled", "exited", "ended");

            assertThat(server.over(bound).job().reason().orElseThrow().message())
                    .contains("longer than 4 s (from defaults)");
            JobDetail computed = server.job(computes);
            assertThat(computed.job().state()).isEqualTo("RUNNING");
            assertThat(computed.job().stopping()).isFalse();
            assertThat(computed.job().reason()).isEmpty();
            server.ask(client -> client.cancel(computes));
            server.over(computes);
            server.stop();
            assertThat(server.verify().isClean()).isTrue();
        }
    }

    @Test
    void how_long_it_did_nothing_is_counted_on_over_a_restart_of_the_server() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.docker().start()) {
            String sleeps = server.submit(
                    Work.shell("sleep 300").scheduling("\"idleTimeout\": \"20 seconds\", \"gracePeriod\": \"2 s\""));
            server.await(
                    sleeps,
                    "it is warned",
                    it -> it.job()
                            .reason()
                            .filter(why -> why.code().equals("E-IDLE-WARNING"))
                            .isPresent());

            Instant stopped = Instant.now();
            assertThat(server.stop()).isZero();
            server.start();

            Finding why = server.over(sleeps).job().reason().orElseThrow();
            assertThat(why.code()).isEqualTo("E-IDLE");
            Matcher since = Pattern.compile("nothing since (\\S+),").matcher(why.message());
            assertThat(since.find()).as(why.message()).isTrue();
            assertThat(Instant.parse(since.group(1))).isBefore(stopped);
            assertThat(server.events(sleeps))
                    .filteredOn(it -> it.kind().equals("idle-noted"))
                    .hasSize(1);
        }
    }
}
