package io.fairlead.server.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.runrecord.Output;
import io.fairlead.core.volume.Making;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.OwnThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputLookTest {
    private static final int NOBODY = 65534;
    private static final String OF_HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    private Path root;

    private final Instant began = Instant.now();

    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Output look(String path) throws InterruptedException {
        var threads = new OwnThreads(4, Duration.ofSeconds(20));
        var mount = new ResolvedMount.Folder("share", root.toString(), "", "/data", false, Making.NOTHING);
        return new OutputLook(threads, new Credentials(NOBODY, NOBODY, List.of(NOBODY)), began)
                .of(List.of(new MountTarget(path)), List.of(mount))
                .getFirst();
    }

    private Path file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void a_file_has_the_sum_of_its_bytes_and_one_of_before_is_known_as_such() throws Exception {
        Path old = file("ü/old", "hello");
        Files.setLastModifiedTime(old, FileTime.from(began.minusSeconds(5)));
        file("new", "hello");

        Output before = look("/data/ü/old");
        Output now = look("/data/new");

        assertThat(before.content().orElseThrow().sha256()).isEqualTo(OF_HELLO);
        assertThat(before.written()).isFalse();
        assertThat(now.content()).isEqualTo(before.content());
        assertThat(now.written()).isTrue();
    }

    @Test
    void folders_have_one_sum_where_all_in_them_is_alike_and_another_where_it_is_not() throws Exception {
        for (String folder : List.of("one", "two", "three")) {
            file(folder + "/a/1", "x");
            file(folder + "/b", folder.equals("three") ? "z" : "y");
        }

        assertThat(look("/data/one").content())
                .isPresent()
                .isEqualTo(look("/data/two").content());
        assertThat(look("/data/three").content())
                .isPresent()
                .isNotEqualTo(look("/data/one").content());
    }

    @Test
    void what_is_not_there_or_closed_to_the_user_or_a_link_is_missing_and_says_why() throws Exception {
        Path closed = file("closed/x", "secret").getParent();
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("/etc/shadow"));
        Files.createSymbolicLink(root.resolve("way"), closed);

        assertThat(look("/data/none").note()).isEqualTo("is not there");
        assertThat(look("/data/closed/x").note()).isEqualTo("is closed to the user");
        assertThat(look("/data/link").note()).contains("link");
        assertThat(look("/data/way/x").note()).contains("link");
        assertThat(List.of(look("/data/none"), look("/data/link"))).noneMatch(Output::there);
    }
}
