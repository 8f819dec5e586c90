package io.fairlead.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.Problem;
import io.fairlead.wire.dialect.docker.DockerRun;
import io.fairlead.wire.dialect.runai.RunaiSubmit;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.CanonicalJson;
import io.fairlead.wire.jobfile.JobFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is pasted: an answer, never an exception, and nothing of it is done. */
final class AnyTextTest {
    private static final int LINES_PER_SEED = 300;

    /** Pieces that lines are made of, right and wrong ones. */
    private static final List<String> PIECES = List.of(
            "docker run ",
            "-it ",
            "-e ",
            "A=b ",
            "--gpus ",
            "all ",
            "\"device=0,1\" ",
            "-v ",
            "/a:/b:ro ",
            "$(pwd)",
            "`whoami`",
            "$(",
            "`",
            "'",
            "\"",
            "\\",
            "\\\n",
            "\\ \n",
            "\n",
            "#",
            "&&",
            "|",
            ";",
            ">",
            "$HOME",
            "${",
            "}",
            "$((1+2))",
            "~",
            "~root",
            "*",
            "x:1 ",
            "nvcr.io/nvidia/pytorch:19.12-py3 ",
            "--mount ",
            "type=bind,src=/a,dst=/b ",
            "--shm-size=16G ",
            "-m ",
            "16GiBB ",
            "--",
            "-",
            "=",
            ",",
            ":",
            "\u0000",
            "\u202e",
            "\ud83d\ude00",
            "\ud800",
            "-dit ",
            "--runtime=nvidia ",
            "sudo ",
            "run ",
            "docker ",
            "--env-file .env ",
            "--name ",
            "%s",
            "{x}",
            "0",
            "-1 ",
            "é");

    private static final String GOOD = "docker run --gpus 2 --shm-size 16G -it --rm -e HOSTNAME=`hostname` \\\n"
            + "  -v /raid/public:/root/dataset:ro -m 64g --mount 'type=tmpfs,dst=/t,tmpfs-size=1g' x:1 sh -c \"a && b\"\n";

    @TempDir
    Path folder;

    private static Stream<Arguments> seeds() {
        Function<String, Translation> docker = text -> DockerRun.text(text, Typing.ALICE);
        Function<String, Translation> runai = text -> RunaiSubmit.text(
                text.replaceFirst("docker run", "runai submit").replace("x:1 ", "-i x:1 -- "), Typing.ALICE);
        return LongStream.rangeClosed(1, 20)
                .boxed()
                .flatMap(seed -> Stream.of(Arguments.of(seed, docker), Arguments.of(seed, runai)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void any_text_has_an_answer_that_holds_together(long seed, Function<String, Translation> reader) {
        SplittableRandom chance = new SplittableRandom(seed);
        for (int i = 0; i < LINES_PER_SEED; i++) {
            String line = chance.nextBoolean() ? pieces(chance) : mutated(chance);

            Translation made = reader.apply(line);

            assertThat(made.definition().isPresent())
                    .as(line)
                    .isEqualTo(made.findings().problems().isEmpty());
            assertThat(made.findings().problems()).as(line).allSatisfy(AnyTextTest::isWhole);
            made.definition().ifPresent(json -> assertThat(again(json)).as(line).isEqualTo(json));
        }
    }

    private static void isWhole(Problem problem) {
        assertThat(problem.fix()).as(problem.code()).isNotBlank();
        assertThat(problem.message() + problem.given()).as(problem.code()).doesNotContain("\u0000", "\u202e", "\n");
    }

    private static String again(String json) {
        return CanonicalJson.write(JobFile.read(json.getBytes(StandardCharsets.UTF_8), Format.JSON, List.of())
                .definition()
                .orElseThrow());
    }

    private static String pieces(SplittableRandom chance) {
        StringBuilder line = new StringBuilder(chance.nextInt(4) == 0 ? "" : "docker run ");
        int count = chance.nextInt(20);
        for (int i = 0; i < count; i++) {
            line.append(PIECES.get(chance.nextInt(PIECES.size())));
        }
        return line.toString();
    }

    private static String mutated(SplittableRandom chance) {
        StringBuilder line = new StringBuilder(GOOD);
        for (int i = chance.nextInt(6); i >= 0; i--) {
            int at = chance.nextInt(line.length());
            switch (chance.nextInt(3)) {
                case 0 -> line.deleteCharAt(at);
                case 1 -> line.insert(at, PIECES.get(chance.nextInt(PIECES.size())));
                default -> line.setCharAt(at, (char) chance.nextInt(' ', 0x7f));
            }
        }
        return line.toString();
    }

    @Test
    void nothing_of_a_line_is_done() {
        Path made = folder.resolve("made");
        String harm = "touch " + made;

        for (String line : List.of(
                "docker run -e A=`" + harm + "` x:1",
                "docker run -e A=$(" + harm + ") x:1",
                "docker run -e A=\"$(" + harm + ")\" x:1",
                "docker run -e A=$(hostname; " + harm + ") x:1",
                "docker run x:1; " + harm,
                "docker run -e A=<(" + harm + ") x:1",
                "docker run -e A=$((`" + harm + "`)) x:1")) {
            assertThat(DockerRun.text(line, Typing.ALICE).definition()).as(line).isEmpty();
        }
        assertThat(Files.notExists(made)).isTrue();
    }

    @Test
    void a_text_of_the_largest_size_is_read_in_no_time() {
        for (String piece : List.of("a ", "*", "$A", "`", "$(", "\\\n", "-e A=b ", "\"$HOME\"", "{", ">")) {
            String text = "docker run " + piece.repeat(ShellLine.CHARS_MAX / piece.length() - 20);
            long begin = System.nanoTime();

            DockerRun.text(text, Typing.ALICE);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(piece).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(DockerRun.text("x".repeat(ShellLine.CHARS_MAX + 1), Typing.ALICE)
                        .findings()
                        .problems())
                .extracting(Problem::code)
                .contains("E-LINE-LONG");
    }
}
