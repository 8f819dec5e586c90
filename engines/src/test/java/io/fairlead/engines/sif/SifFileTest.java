package io.fairlead.engines.sif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file that Apptainer 1.4.5 made. */
final class SifFileTest {
    private static final int TABLE = 4096;
    private static final int DESCRIPTOR = 585;
    /** The third descriptor is of the root file system. */
    private static final int SYSTEM = TABLE + 2 * DESCRIPTOR;

    private static final int EXTRA = SYSTEM + 201;

    private static byte[] made() throws IOException {
        try (InputStream in = SifFileTest.class.getResourceAsStream("busybox.sif")) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    private static SifFile read(byte[] file, String architecture) throws IOException {
        return SifFile.read(
                "x.sif",
                file.length,
                (offset, length) -> offset >= file.length
                        ? new byte[0]
                        : Arrays.copyOfRange(file, (int) offset, (int) Math.min(file.length, offset + length)),
                architecture);
    }

    private static void refused(byte[] file, String code) {
        assertThatThrownBy(() -> read(file, "amd64")).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problems().getFirst().code()).isEqualTo(code);
            assertThat(e.problems().getFirst().message()).contains("x.sif");
            assertThat(e.problems().getFirst().fix()).isNotBlank();
        });
    }

    private static ByteBuffer little(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void the_root_file_system_of_a_real_file_is_found() throws IOException {
        SifFile file = read(made(), "amd64");
        assertThat(file).isEqualTo(new SifFile(36_864, 1_097_728, "amd64"));
    }

    @Test
    void what_is_no_sif_file_is_refused() throws IOException {
        refused(new byte[0], "E-SIF-NOT-ONE");
        refused("#!/bin/sh\necho hello\n".getBytes(StandardCharsets.US_ASCII), "E-SIF-NOT-ONE");
        byte[] other = made();
        other[32] = 'X';
        refused(other, "E-SIF-NOT-ONE");
        byte[] newer = made();
        newer[43] = '9';
        refused(newer, "E-SIF-NOT-ONE");
    }

    @Test
    void a_copy_that_was_broken_off_is_refused_wherever_it_ends() throws IOException {
        byte[] whole = made();
        refused(Arrays.copyOf(whole, 100), "E-SIF-NOT-ONE");
        refused(Arrays.copyOf(whole, 4_000), "E-SIF-TRUNCATED");
        refused(Arrays.copyOf(whole, 30_000), "E-SIF-TRUNCATED");
        refused(Arrays.copyOf(whole, 40_000), "E-SIF-TRUNCATED");
        refused(Arrays.copyOf(whole, 1_134_000), "E-SIF-TRUNCATED");
    }

    @Test
    void an_encrypted_one_a_foreign_one_and_one_without_a_root_are_refused_each_by_its_name() throws IOException {
        byte[] encrypted = made();
        little(encrypted).putInt(EXTRA, 5);
        refused(encrypted, "E-SIF-ENCRYPTED");
        byte[] foreign = made();
        foreign[EXTRA + 9] = '4';
        refused(foreign, "E-SIF-ARCHITECTURE");
        byte[] data = made();
        little(data).putInt(EXTRA + 4, 3);
        refused(data, "E-SIF-NO-SYSTEM");
        byte[] ext3 = made();
        little(ext3).putInt(EXTRA, 2);
        refused(ext3, "E-SIF-NO-SYSTEM");
        byte[] empty = made();
        little(empty).putInt(SYSTEM, 0);
        refused(empty, "E-SIF-NO-SYSTEM");
        byte[] noSquash = made();
        noSquash[36_864] = 'x';
        refused(noSquash, "E-SIF-NO-SYSTEM");
    }

    @Test
    void places_outside_the_file_are_refused_and_never_read() throws IOException {
        for (long place : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40}) {
            byte[] offset = made();
            little(offset).putLong(SYSTEM + 17, place);
            assertThatThrownBy(() -> read(offset, "amd64")).isInstanceOf(ProblemException.class);
            byte[] size = made();
            little(size).putLong(SYSTEM + 25, place);
            assertThatThrownBy(() -> read(size, "amd64")).isInstanceOf(ProblemException.class);
            byte[] table = made();
            little(table).putLong(96, place);
            assertThatThrownBy(() -> read(table, "amd64")).isInstanceOf(ProblemException.class);
            byte[] total = made();
            little(total).putLong(88, place);
            assertThatThrownBy(() -> read(total, "amd64")).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void whatever_bytes_are_changed_the_answer_is_a_place_inside_the_file_or_a_refusal() throws IOException {
        byte[] whole = made();
        byte[] start = Arrays.copyOf(whole, 40_000);
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            byte[] file = start.clone();
            for (int k = 0; k < 4; k++) {
                int at = random.nextBoolean() ? random.nextInt(128) : TABLE + random.nextInt(3 * DESCRIPTOR);
                file[at] = (byte) random.nextInt(256);
            }
            try {
                SifFile found = SifFile.read(
                        "x.sif",
                        whole.length,
                        (offset, length) -> {
                            assertThat(offset).as("seed %s", seed).isBetween(0L, (long) whole.length);
                            int from = (int) Math.min(file.length, offset);
                            return Arrays.copyOfRange(file, from, (int) Math.min(file.length, offset + length));
                        },
                        "amd64");
                assertThat(found.offset() + found.size()).as("seed %s", seed).isBetween(0L, (long) whole.length);
            } catch (ProblemException e) {
                assertThat(e.problems()).as("seed %s", seed).hasSize(1);
            }
        }
    }

    @Test
    void a_layer_of_one_file_is_the_same_each_time_and_says_what_apptainer_wrote_down(@TempDir Path folder)
            throws Exception {
        byte[] whole = made();
        SifFile file = read(whole, "amd64");
        Path squashfs = folder.resolve("root.squashfs");
        Files.write(squashfs, Arrays.copyOfRange(whole, (int) file.offset(), (int) (file.offset() + file.size())));
        Files.setAttribute(squashfs, "unix:uid", SquashTool.NOBODY);
        SquashTool tool = new SquashTool(true);
        SquashTool.Layer one = tool.layer("x.sif", squashfs, folder.resolve("one.tar"), _ -> {});
        SquashTool.Layer two = tool.layer("x.sif", squashfs, folder.resolve("two.tar"), _ -> {});
        assertThat(one.diffId()).isEqualTo(two.diffId());
        assertThat(one.hasShell()).isTrue();
        assertThat(one.descriptions().get("runscript")).contains("runscript: $*");
        assertThat(one.descriptions().get("labels.json")).contains("fairlead-test");
        try (InputStream a = ImageArchive.of(one, "fairlead/sif:x", "amd64");
                InputStream b = ImageArchive.of(two, "fairlead/sif:x", "amd64")) {
            assertThat(a.readAllBytes()).isEqualTo(b.readAllBytes());
        }
    }

    @Test
    void a_damaged_squashfs_is_refused_with_the_words_of_the_tool(@TempDir Path folder) throws Exception {
        byte[] whole = made();
        SifFile file = read(whole, "amd64");
        byte[] root = Arrays.copyOfRange(whole, (int) file.offset(), (int) (file.offset() + file.size()));
        Arrays.fill(root, root.length - 20_000, root.length, (byte) 0x55);
        Path squashfs = folder.resolve("root.squashfs");
        Files.write(squashfs, root);
        Files.setAttribute(squashfs, "unix:uid", SquashTool.NOBODY);
        assertThatThrownBy(() -> new SquashTool(true).layer("x.sif", squashfs, folder.resolve("a.tar"), _ -> {}))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo("E-SIF-UNPACK"));
    }
}
