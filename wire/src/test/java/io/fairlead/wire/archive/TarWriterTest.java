package io.fairlead.wire.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives are read by the tar of this machine. */
class TarWriterTest {
    @TempDir
    Path folder;

    @Test
    void an_archive_holds_what_was_put_into_it_under_names_of_any_length() throws Exception {
        String deep = "long/".repeat(60) + "päth with blanks.txt";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarWriter tar = new TarWriter(bytes);
        tar.folder("a", 0755);
        tar.file("a/run.sh", 0755, "echo".getBytes(StandardCharsets.UTF_8));
        tar.file(deep, 0644, new byte[1000]);
        tar.link("a/link", "../".repeat(50) + "etc/passwd");
        tar.end();
        Path file = Files.write(folder.resolve("x.tar"), bytes.toByteArray());

        assertThat(said("tar", "-tf", file.toString())).isEqualTo("a/\na/run.sh\n" + deep + "\na/link\n");
        assertThat(said("tar", "-xOf", file.toString(), "a/run.sh")).isEqualTo("echo");
        assertThat(said("tar", "-xOf", file.toString(), deep)).hasSize(1000);
        assertThat(said("tar", "--numeric-owner", "-tvf", file.toString(), "a/link"))
                .startsWith("lrwxrwxrwx 0/0")
                .contains("-> " + "../".repeat(50) + "etc/passwd");
    }

    private static String said(String... command) throws Exception {
        var builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
