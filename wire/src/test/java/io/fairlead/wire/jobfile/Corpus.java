package io.fairlead.wire.jobfile;

import io.fairlead.core.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The corpus of job files: {@code good} and {@code bad} folders, one file a case, beside each a file {@code .expected} with
 * a line for everything found ({@code CODE PATH LINE}, the root's path written as a dot) and, for a good one, the canonical
 * text after {@code = }.
 */
final class Corpus {
    static final Path FOLDER = Path.of("src/test/resources/corpus");

    private Corpus() {}

    static List<Path> good() {
        return files("good");
    }

    static List<Path> bad() {
        return files("bad");
    }

    static List<Path> all() {
        return Stream.concat(good().stream(), bad().stream()).toList();
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> !file.toString().endsWith(".expected"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path expected(Path file) {
        return file.resolveSibling(file.getFileName() + ".expected");
    }

    /** What was found, in the form of the expectation. */
    static String described(ReadResult result) {
        StringBuilder text = new StringBuilder();
        result.findings().problems().forEach(problem -> line(text, problem));
        result.findings().notices().forEach(notice -> line(text, notice));
        result.definition()
                .ifPresent(definition -> text.append("= ")
                        .append(CanonicalJson.write(definition))
                        .append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, Problem found) {
        String path = found.path().toString();
        text.append(found.code())
                .append(' ')
                .append(path.isEmpty() ? "." : path)
                .append(' ')
                .append(found.position().line())
                .append('\n');
    }
}
