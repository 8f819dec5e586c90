package io.fairlead.wire.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.document.Report;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give findings or a definition, never an exception, and never take much memory. */
final class FuzzTest {
    /** For one document of the corpus's size, changed; measured by the thread's own count. */
    private static final long ALLOCATION_MAX_BYTES = 16L << 20;

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "'",
        "\\",
        "\u0000",
        "\n",
        "\t",
        " ",
        "-",
        "&a",
        "*a",
        "!!x",
        "<<:",
        "#",
        "%",
        "---\n",
        "1e999999999",
        "null",
        "\\u0000",
        "\\ud800",
        "é",
        "\ufeff",
        "@",
        "$",
        "`",
        "|",
        "..",
        "/",
        "NaN",
        "? ",
    };

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changed_files_give_findings_or_a_definition(int seed) {
        var random = new Random(seed);
        List<Path> files = Corpus.all();
        for (int i = 0; i < 250; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = mutated(Corpus.bytes(file), random);
            Format format = Format.values()[random.nextInt(3)];

            long before = allocated();
            ReadResult result = JobFile.read(bytes, format, List.of());
            long used = allocated() - before;

            assertThat(used)
                    .as("bytes allocated, seed %d round %d, %s %s", seed, i, file, format)
                    .isLessThan(ALLOCATION_MAX_BYTES);
            assertWhole(result, "seed " + seed + " round " + i);
        }
    }

    private static void assertWhole(ReadResult result, String where) {
        assertThat(result.definition().isPresent())
                .as(where)
                .isNotEqualTo(result.findings().refuses());
        assertThat(result.findings().problems()).as(where).hasSizeLessThanOrEqualTo(Report.FINDINGS_MAX + 1);
        all(result.findings()).forEach(found -> {
            assertThat(found.message()).as(where).isNotBlank();
            assertThat(found.message() + found.given() + found.fix())
                    .as(where)
                    .matches(text -> text.chars().noneMatch(Character::isISOControl), "has no control character");
            assertThat(found.path().toString().length()).as(where).isLessThan(10_000);
        });
        result.definition()
                .ifPresent(definition -> assertThat(JobFile.readStored(CanonicalJson.write(definition)))
                        .as(where)
                        .isEqualTo(definition));
    }

    private static List<Problem> all(Findings findings) {
        List<Problem> all = new ArrayList<>(findings.problems());
        all.addAll(findings.notices());
        return all;
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] changed = bytes;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = changed.length == 0 ? 0 : random.nextInt(changed.length);
            int cut = Math.min(changed.length - at, random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(2));
            byte[] piece = switch (random.nextInt(4)) {
                case 0 -> new byte[] {(byte) random.nextInt(256)};
                case 1 ->
                    PIECES[random.nextInt(PIECES.length)]
                            .repeat(1 + random.nextInt(3))
                            .getBytes(StandardCharsets.UTF_8);
                case 2 -> copied(changed, random);
                default -> new byte[0];
            };
            changed = spliced(changed, at, cut, piece);
        }
        return changed;
    }

    private static byte[] copied(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int length = Math.min(bytes.length - from, random.nextInt(60));
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    private static byte[] spliced(byte[] bytes, int at, int cut, byte[] piece) {
        byte[] whole = new byte[bytes.length - cut + piece.length];
        System.arraycopy(bytes, 0, whole, 0, at);
        System.arraycopy(piece, 0, whole, at, piece.length);
        System.arraycopy(bytes, at + cut, whole, at + piece.length, bytes.length - at - cut);
        return whole;
    }

    @Test
    void the_largest_documents_of_every_unpleasant_kind_are_refused_in_bounds() {
        int size = 1_000_000;
        List<String> texts = List.of(
                "[".repeat(size),
                "{\"a\":".repeat(size / 5),
                "[" + "0,".repeat(size / 2),
                "[" + "{},".repeat(size / 3),
                "\"" + "\\u0000".repeat(size / 6) + "\"",
                "{\"" + "k".repeat(size - 100) + "\": 1}",
                "{\"name\": \"" + "\u202e".repeat(size / 3 - 100) + "\"}",
                "{" + manyKeys(9_000) + "}",
                "a: ".repeat(size / 3),
                "- ".repeat(size / 2),
                "? ".repeat(size / 2),
                "&a ".repeat(size / 3),
                "[".repeat(60) + "\n".repeat(size - 200),
                "'" + "''".repeat(size / 2 - 10),
                "\n".repeat(size));
        for (String text : texts) {
            for (Format format : Format.values()) {
                String where = format + " " + text.substring(0, 10).strip();

                long before = allocated();
                ReadResult result = JobFile.read(text.getBytes(StandardCharsets.UTF_8), format, List.of());
                long used = allocated() - before;

                assertWhole(result, where);
                assertThat(used).as(where).isLessThan(10 * ALLOCATION_MAX_BYTES);
            }
        }
    }

    private static String manyKeys(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",").append("\"gpusx").append(i).append("\": 1");
        }
        return text.toString();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
