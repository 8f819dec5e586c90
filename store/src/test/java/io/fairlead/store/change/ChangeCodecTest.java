package io.fairlead.store.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.job.Change;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Submission;
import io.fairlead.store.Histories;
import io.fairlead.store.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class ChangeCodecTest {
    private final ChangeCodec codec = new ChangeCodec();

    private static ChangeCodec.Around around(Recorded recorded) {
        return new ChangeCodec.Around(recorded.change().job(), recorded.at(), () -> submission(recorded.change()));
    }

    private static Submission submission(Change change) {
        return ((Change.Submitted) change).admitted().submission();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void what_is_read_is_what_was_written(long seed) {
        var histories = new Histories(seed);
        var kinds = new TreeSet<String>();
        for (int i = 0; i < 400; i++) {
            for (Recorded recorded : histories.next().changes()) {
                ChangeCodec.Stored stored = codec.encode(recorded.change());
                kinds.add(stored.kind());

                assertThat(codec.decode(around(recorded), stored)).isEqualTo(recorded.change());
            }
        }
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(kinds());
    }

    /** The words of all kinds. */
    private static Set<String> kinds() {
        var kinds = new TreeSet<String>();
        for (Class<?> kind : Change.class.getPermittedSubclasses()) {
            kinds.add(kind.getSimpleName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT));
        }
        return kinds;
    }

    static Stream<Golden.Change> golden() {
        return Golden.changes().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void what_some_release_wrote_is_read_for_ever(Golden.Change golden) throws IOException {
        var stored = new ChangeCodec.Stored(golden.kind(), golden.version(), golden.attempt(), resource(golden.file()));

        assertThat(codec.decode(around(golden.recorded()), stored))
                .isEqualTo(golden.recorded().change());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void the_newest_version_of_a_kind_is_written_as_its_golden_file_says(Golden.Change golden) throws IOException {
        ChangeCodec.Stored stored = codec.encode(golden.recorded().change());

        assertThat(golden.version()).isEqualTo(stored.version());
        assertThat(stored.json()).isEqualTo(resource(golden.file()));
    }

    @Test
    void every_kind_has_a_golden_file() {
        assertThat(Golden.changes().stream().map(Golden.Change::kind)).containsAll(kinds());
    }

    @Test
    void what_was_resolved_for_a_submit_is_read_for_ever() throws IOException {
        var submissions = new SubmissionCodec(Samples::parse);
        var submission = Samples.submission("golden", 2);
        var stored = submissions.encode(submission);

        assertThat(stored.resolved()).isEqualTo(resource("submission.1.json"));
        assertThat(submissions.decode(stored)).isEqualTo(submission);
    }

    @Test
    void an_older_version_is_lifted_to_the_newest() {
        var lifting = new ChangeCodec(List.of(new ChangeCodec.Upcast(
                "stop-asked",
                1,
                body -> ((ObjectNode) body).put("cause", body.get("cause").stringValue() + "_DURATION"))));
        var golden = Golden.of("stop-asked");
        var old = new ChangeCodec.Stored("stop-asked", 1, 1, "{\"cause\":\"MAX\"}");

        assertThat(lifting.decode(around(golden.recorded()), old))
                .isEqualTo(golden.recorded().change());
        assertThat(lifting.encode(golden.recorded().change()).version()).isEqualTo(2);
    }

    @Test
    void what_a_newer_release_wrote_is_not_guessed_at() {
        var around = around(Golden.of("held").recorded());

        assertThatThrownBy(() -> codec.decode(around, new ChangeCodec.Stored("held", 2, 0, "{}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> codec.decode(around, new ChangeCodec.Stored("teleported", 1, 0, "{}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("teleported");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ChangeCodecTest.class.getResourceAsStream("golden/" + name)) {
            assertThat(in).as("golden file " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
