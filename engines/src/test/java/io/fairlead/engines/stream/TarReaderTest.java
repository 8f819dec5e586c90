package io.fairlead.engines.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.engines.FakeRegistry.Tars;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class TarReaderTest {
    private static TarReader reading(byte[] bytes) {
        return new TarReader(new ByteArrayInputStream(bytes));
    }

    @Test
    void entries_come_in_order_with_their_content_or_without() throws Exception {
        TarReader tar = reading(Tars.of(
                Tars.entry("etc/", '5', 0755, "", new byte[0]),
                Tars.file("etc/passwd", "root:x:0:0\n".getBytes(StandardCharsets.UTF_8)),
                Tars.file("etc/skipped", new byte[1000]),
                Tars.entry("etc/link", '2', 0777, "../x", new byte[0])));

        assertThat(tar.next()).hasValue(new TarReader.Entry("etc", TarReader.Type.DIRECTORY, 0755, 1000, 1000, 0, ""));
        assertThat(tar.next()).hasValueSatisfying(it -> assertThat(it.size()).isEqualTo(11));
        assertThat(new String(tar.content(100), StandardCharsets.UTF_8)).isEqualTo("root:x:0:0\n");
        assertThat(tar.next()).hasValueSatisfying(it -> assertThat(it.name()).isEqualTo("etc/skipped"));
        assertThat(tar.next()).hasValueSatisfying(it -> {
            assertThat(it.type()).isEqualTo(TarReader.Type.LINK);
            assertThat(it.target()).isEqualTo("../x");
        });
        assertThat(tar.next()).isEmpty();
    }

    @Test
    void extended_headers_give_long_names_and_great_numbers() throws Exception {
        String name = "d/".repeat(200) + "f";
        byte[] fields = ("411 path=" + name + "\n" + "18 uid=1234567890\n").getBytes(StandardCharsets.UTF_8);

        TarReader tar = reading(Tars.of(Tars.entry("x", 'x', 0644, "", fields), Tars.file("short", new byte[0])));

        assertThat(tar.next()).hasValueSatisfying(it -> {
            assertThat(it.name()).isEqualTo(name);
            assertThat(it.uid()).isEqualTo(1_234_567_890L);
        });
    }

    @Test
    void what_lies_about_its_size_is_refused_or_simply_ends() {
        byte[] big = Tars.file("big", new byte[10]);
        assertThatThrownBy(() -> {
                    TarReader tar = reading(Tars.of(big));
                    tar.next();
                    tar.content(5);
                })
                .isInstanceOf(IOException.class);
        byte[] cut = Arrays.copyOf(big, 515);
        assertThatThrownBy(() -> {
                    TarReader tar = reading(cut);
                    tar.next();
                    tar.content(100);
                })
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reading(Tars.of(Tars.entry("x", 'x', 0, "", new byte[100_000])))
                        .next())
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reading("not an archive at all".getBytes(StandardCharsets.UTF_8))
                        .next())
                .isInstanceOf(IOException.class);
    }

    @Test
    void no_archive_whatever_makes_it_fail_otherwise_than_as_io() {
        long seed = 20261121;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] good = Tars.of(
                Tars.entry("x", 'x', 0644, "", "18 uid=1234567890\n".getBytes(StandardCharsets.UTF_8)),
                Tars.file("a", new byte[700]),
                Tars.entry("b", '2', 0777, "a", new byte[0]));
        for (int round = 0; round < 5_000; round++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length) + 1);
            for (int i = random.nextInt(5); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            resealed(bad);
            readAll(bad, seed + "/" + round);
        }
    }

    /** With its checksums right again, so that the damage is looked at. */
    private static void resealed(byte[] bad) {
        for (int at = 0; at + 512 <= bad.length; at += 512) {
            if (at == 0 || at == 1024) {
                byte[] header = Tars.sealed(Arrays.copyOfRange(bad, at, at + 512), new byte[0]);
                System.arraycopy(header, 0, bad, at, 512);
            }
        }
    }

    private static void readAll(byte[] bytes, String which) {
        TarReader tar = reading(bytes);
        try {
            while (tar.next().isPresent()) {
                tar.content(1 << 20);
            }
        } catch (IOException e) {
            assertThat(e).as(which).isInstanceOf(IOException.class);
        }
    }
}
