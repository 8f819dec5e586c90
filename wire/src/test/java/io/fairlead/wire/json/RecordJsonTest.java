package io.fairlead.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {
    public record Inner(String text, long whole) {}

    public record Outer(
            String name,
            int count,
            boolean flag,
            BigDecimal amount,
            Instant at,
            Optional<Inner> inner,
            Optional<Integer> line,
            List<Inner> list,
            Map<String, String> table,
            JsonText raw) {}

    private static final Outer FULL = new Outer(
            "a \"quoted\" näme \u0001",
            -7,
            true,
            new BigDecimal("0.5"),
            Instant.parse("2026-02-28T23:59:59.999Z"),
            Optional.of(new Inner("x", Long.MAX_VALUE)),
            Optional.of(3),
            List.of(new Inner("", 0), new Inner("z", -1)),
            new LinkedHashMap<>(Map.of("k", "v")),
            new JsonText("{\"a\":[1,2.50,null,true]}"));

    @Test
    void what_is_written_is_read_again() throws Exception {
        assertThat(RecordJson.read(RecordJson.write(FULL), Outer.class)).isEqualTo(FULL);
    }

    @Test
    void hundreds_are_written_without_an_exponent() {
        var hundreds = new Outer(
                "n",
                0,
                false,
                new BigDecimal("2.4E+2"),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                new JsonText("null"));

        assertThat(new String(RecordJson.write(hundreds), UTF_8)).contains("\"amount\":240,");
    }

    @Test
    void an_empty_optional_has_no_key() {
        var bare = new Outer(
                "n",
                0,
                false,
                BigDecimal.ONE,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                new JsonText("null"));

        assertThat(new String(RecordJson.write(bare), UTF_8))
                .isEqualTo("{\"name\":\"n\",\"count\":0,\"flag\":false,\"amount\":1,"
                        + "\"at\":\"1970-01-01T00:00:00.000Z\",\"list\":[],\"table\":{},\"raw\":null}");
    }

    @Test
    void keys_of_a_newer_peer_are_ignored_and_those_an_older_one_lacks_are_empty() throws Exception {
        var read = RecordJson.read(
                "{\"at\":\"2026-01-01T00:00:00.5Z\",\"new\":{\"x\":[1]},\"raw\":1,\"inner\":null}".getBytes(UTF_8),
                Outer.class);

        assertThat(read.name()).isEmpty();
        assertThat(read.list()).isEmpty();
        assertThat(read.table()).isEmpty();
        assertThat(read.inner()).isEmpty();
        assertThat(read.at()).isEqualTo(Instant.parse("2026-01-01T00:00:00.500Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "1",
                "{} {}",
                "{\"at\":\"yesterday\"}",
                "{\"at\":5}",
                "{}",
                "{\"at\":\"2026-01-01T00:00:00.000Z\",\"list\":{}}",
                "{\"at\":\"2026-01-01T00:00:00.000Z\",\"count\":\"many\"}",
                "{\"at\":\"2026-13-01T00:00:00.000Z\"}",
                "{'at':1}"
            })
    void what_is_not_such_a_record_is_refused_as_malformed(String text) {
        assertThatThrownBy(() -> RecordJson.read(text.getBytes(UTF_8), Outer.class))
                .isInstanceOf(MalformedJson.class);
    }

    @Test
    void times_are_those_of_the_library_cut_to_milliseconds() throws Exception {
        long seed = 20261121;
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Instant at = Instant.ofEpochSecond(random.nextLong(0, 250_000_000_000L), random.nextInt(1_000_000_000));
            Instant cut = at.truncatedTo(ChronoUnit.MILLIS);

            String text = Moment.text(at);

            assertThat(Moment.parse(text)).as("seed %d: %s", seed, at).isEqualTo(cut);
            assertThat(Instant.parse(text)).as("seed %d: %s", seed, at).isEqualTo(cut);
        }
    }
}
