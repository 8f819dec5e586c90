package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.Problem;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.JobFile;
import io.fairlead.wire.jobfile.ReadResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of bad definitions, as a person meets it: through a submit that the reader itself answers. */
final class BadDefinitionsTest {
    private static final Path CORPUS = Path.of("../wire/src/test/resources/corpus/bad");
    private static final int LARGEST_SHOWN = 64 << 10;

    private final Typed typed = new Typed();

    private static Stream<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files
                    .filter(file -> !file.toString().endsWith(".expected"))
                    // an empty one is not sent at all
                    .filter(file -> file.toFile().length() > 0)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static void judge(FakeServer.Asked asked, FakeServer.Reply reply, byte[] sent) throws IOException {
        Format format = asked.headers().get("Content-Type").equals(Api.YAML) ? Format.YAML : Format.JSON;
        ReadResult read = JobFile.read(sent, format, List.of());
        reply.problem(422, read.findings().problems().stream().map(Finding::of).toArray(Finding[]::new));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void each_shows_all_its_problems_with_place_value_and_fix_and_no_trace(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try (var server = new FakeServer(typed.socket)) {
            server.on(Route.SUBMIT, (asked, reply) -> judge(asked, reply, bytes));

            int code = typed.run("submit", file.toString());

            assertThat(code).isEqualTo(2);
            assertThat(typed.out()).isEmpty();
            String told = typed.err();
            assertThat(told).doesNotContain("\tat ", "Exception", "\u001b").hasSizeLessThan(LARGEST_SHOWN);
            for (Problem problem :
                    JobFile.read(bytes, format(file), List.of()).findings().problems()) {
                assertThat(told).contains("[" + problem.code() + "]");
                if (problem.position().isKnown()) {
                    assertThat(told).contains(file + ":" + problem.position().line() + ":");
                }
            }
            assertThat(told.lines().filter(line -> line.startsWith("  fix: "))).isNotEmpty();
            assertThat(told.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        }
    }

    private static Format format(Path file) {
        return file.toString().endsWith(".json") ? Format.JSON : Format.YAML;
    }
}
