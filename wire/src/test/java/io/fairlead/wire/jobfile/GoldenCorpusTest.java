package io.fairlead.wire.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.document.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the corpus; {@code -Dfairlead.golden=write} writes the expectations anew, to be read before they are committed. */
final class GoldenCorpusTest {
    static Stream<Path> files() {
        return Corpus.all().stream();
    }

    static Stream<Path> bad() {
        return Corpus.bad().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void each_file_gives_exactly_what_is_expected(Path file) throws IOException {
        ReadResult result = read(file);

        if ("write".equals(System.getProperty("fairlead.golden"))) {
            Files.writeString(Corpus.expected(file), Corpus.described(result));
        }
        assertThat(Corpus.described(result)).isEqualTo(Files.readString(Corpus.expected(file)));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void each_refusal_names_what_is_wrong_and_how_to_put_it_right(Path file) {
        ReadResult result = read(file);

        assertThat(result.definition()).isEmpty();
        assertThat(result.credential()).isEmpty();
        assertThat(result.findings().problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.code()).matches("E(-[A-Z0-9]+)+");
            assertThat(problem.message()).isNotBlank().doesNotContain("{", "Exception", "jackson", "snakeyaml");
            assertThat(problem.fix()).isNotBlank();
            assertThat(problem.given().length()).isLessThanOrEqualTo(120);
        });
    }

    @Test
    void both_halves_of_the_corpus_are_there() {
        assertThat(Corpus.good().size()).isGreaterThan(20);
        assertThat(Corpus.bad().size()).isGreaterThan(80);
    }

    private static ReadResult read(Path file) {
        return JobFile.read(
                Corpus.bytes(file), Format.ofFileName(file.getFileName().toString()), List.of());
    }
}
