package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.WhatIfNews;
import io.fairlead.wire.api.WhatIfView;
import io.fairlead.wire.api.WhatIfWish;
import io.fairlead.wire.json.RecordJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIfTest {
    private final Typed typed = new Typed();

    @TempDir
    private Path folder;

    private static WhatIfView.Waited waited(long mean) {
        return new WhatIfView.Waited(BigDecimal.ZERO, BigDecimal.valueOf(mean), BigDecimal.valueOf(90));
    }

    private static WhatIfView view() {
        WhatIfView.WaitPair waits = new WhatIfView.WaitPair(8, waited(45), waited(0));
        return new WhatIfView(
                Instant.parse("2026-10-30T20:00:00Z"),
                Instant.parse("2026-11-29T20:00:00Z"),
                List.of("limits.student.maxGpus = 1"),
                9,
                Optional.of(20_000),
                waits,
                List.of(new WhatIfView.NamedWaits("birds", waits)),
                List.of(new WhatIfView.NamedWaits("ada", waits)),
                new WhatIfView.UsePair(
                        new BigDecimal("71.3"), new BigDecimal("52"), BigDecimal.TEN, BigDecimal.valueOf(8)),
                new WhatIfView.StartCounts(2, 1, 5, 1, 0),
                List.of(new WhatIfView.MovedStart(
                        "abcde00001", "ada", "birds", BigDecimal.valueOf(90), BigDecimal.ZERO)),
                List.of(new WhatIfView.OnlyIn("abcde00002", "bob", "cats", Optional.empty())),
                List.of(),
                new WhatIfView.ReplayError(8, 1, BigDecimal.ONE, BigDecimal.TWO, waited(44)),
                new WhatIfView.SiteRecord(1, 2, List.of("Whether it rained.")),
                List.of(),
                Optional.of("<svg/>"),
                BigDecimal.ONE);
    }

    private FakeServer server() {
        return new FakeServer(typed.socket).on(Route.WHAT_IF, (_, reply) -> {
            String text = "data: " + json(new WhatIfNews(5, 20, Optional.empty())) + "\n\n" + "data: "
                    + json(new WhatIfNews(20, 20, Optional.of(view()))) + "\n\n";
            reply.whole(200, "text/event-stream", text.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static String json(Record value) {
        return new String(RecordJson.write(value), StandardCharsets.UTF_8);
    }

    @Test
    void the_difference_is_told_with_what_it_is_worth() throws Exception {
        try (FakeServer server = server()) {
            assertThat(typed.run(
                            "what-if", "--add-gpus", "4xA100", "--set=limits.student.maxGpus=1", "--since", "7 days"))
                    .isZero();

            assertThat(typed.out())
                    .contains("limits.student.maxGpus = 1")
                    .contains("newest 20000 jobs")
                    .contains("project birds  8     0 ms    45.0 s → 0 ms  1 min 30 s")
                    .contains("GPUs 71.3 % → 52 %")
                    .contains("2 earlier, 1 later, 5 at the same time; 1 not any more")
                    .contains("abcde00001  ada   birds    1 min 30 s → 0 ms")
                    .contains("abcde00002 of bob in cats: waits to the end of the replay")
                    .contains("In both, as it was: 1 drain of nodes or devices, 2 reservations.")
                    .contains("What no record tells:", "  Whether it rained.")
                    .contains(
                            "1.0 s (median) and 2.0 s (mean) from the recorded ones, and 1 jobs that ran do not start");
            assertThat(typed.err()).contains("replaying, 25 %");
            WhatIfWish asked = RecordJson.read(
                    server.asked(Route.WHAT_IF).getFirst().body().getBytes(StandardCharsets.UTF_8), WhatIfWish.class);
            assertThat(asked)
                    .isEqualTo(new WhatIfWish(
                            List.of("4xA100"),
                            List.of(),
                            List.of(),
                            List.of("limits.student.maxGpus=1"),
                            Optional.of("7 days"),
                            false));
        }
    }

    @Test
    void a_picture_goes_into_the_file_and_json_has_everything() throws Exception {
        Path picture = folder.resolve("w.svg");
        try (FakeServer server = server()) {
            assertThat(typed.run("what-if", "--add-node", "anvil", "--svg", picture.toString(), "-o", "json"))
                    .isZero();

            assertThat(Files.readString(picture)).isEqualTo("<svg/>");
            assertThat(typed.out()).contains("\"earlier\": 2", "\"svg\": \"<svg/>\"");
            assertThat(server.asked(Route.WHAT_IF)).hasSize(1);
        }
    }

    @Test
    void what_is_wrong_with_flags_of_this_side_is_told_together_and_before_anything_is_played() {
        try (FakeServer server = server()) {
            assertThat(typed.run("what-if", "--add-node=anvil", "-o", "xml", "--svg", folder.resolve("no/w.svg") + ""))
                    .isEqualTo(2);
            assertThat(typed.err())
                    .contains("--output takes table, json, yaml, not \"xml\"")
                    .contains("no/w.svg cannot be written: there is no such folder")
                    .doesNotContain("Exception");
            assertThat(typed.run("what-if", "--add-node=anvil", "--svg", folder.toString()))
                    .isEqualTo(2);
            assertThat(typed.err()).contains("it is a folder");
            assertThat(server.asked(Route.WHAT_IF)).isEmpty();
        }
    }

    private static Finding wrong(String path) {
        return new Finding(
                "E-X", path, "", Optional.empty(), Optional.empty(), Optional.empty(), "wrong", "", Map.of());
    }

    @Test
    void what_the_server_refuses_is_shown_with_the_flag_or_the_setting() {
        try (FakeServer server = new FakeServer(typed.socket)
                .on(
                        Route.WHAT_IF,
                        (_, reply) -> reply.problem(
                                422,
                                wrong("addGpus[1]"),
                                wrong("since"),
                                wrong("limits.defaults.user.gpus"),
                                wrong("")))) {
            assertThat(typed.run("what-if", "--add-node=anvil")).isEqualTo(2);
            assertThat(typed.err())
                    .contains("fairlead: --add-gpus: wrong", "fairlead: --since: wrong")
                    .contains("fairlead: --set limits.defaults.user.gpus: wrong", "fairlead: wrong");
            assertThat(server.asked(Route.WHAT_IF)).hasSize(1);
        }
    }
}
