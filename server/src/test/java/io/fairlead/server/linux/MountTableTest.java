package io.fairlead.server.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.linux.MountTable.Entry;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MountTableTest {
    private static final MountTable TABLE = MountTable.parse("""
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            30 22 254:0 /data/a\\040b /mnt/x\\011y ro,nosuid,nodev - ext4 /dev/vda rw
            31 22 0:40 / /mnt rw - tmpfs none rw
            32 31 0:41 /one /mnt/x rw shared:7 master:1 - tmpfs none rw
            33 31 0:41 /two\\134 /mnt/x rw - tmpfs none rw
            not a line
            """);

    @Test
    void escaped_characters_are_read_back() {
        assertThat(TABLE.at("/mnt/x\ty"))
                .contains(new Entry("254:0", "/data/a b", "/mnt/x\ty", List.of("ro", "nosuid", "nodev")));
    }

    @Test
    void the_later_of_two_mounts_at_one_place_is_the_one_that_is_seen() {
        assertThat(TABLE.at("/mnt/x").orElseThrow().root()).isEqualTo("/two\\");
        assertThat(TABLE.at("/mnt/y")).isEmpty();
    }

    @Test
    void what_lies_inside_is_found_by_component_and_innermost_first() {
        assertThat(TABLE.inside("/mnt")).extracting(Entry::root).containsExactly("/two\\", "/one", "/data/a b");
        assertThat(TABLE.inside("/mn")).isEmpty();
    }

    @Test
    void this_process_has_a_root() throws Exception {
        assertThat(MountTable.own().at("/")).isPresent();
    }

    @Test
    void a_process_that_has_ended_is_gone_even_before_it_was_waited_for() throws Exception {
        // It ends when the shell, which would wait for it, has become something that does not.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 60").start();
        try {
            long child = Long.parseLong(parent.inputReader().readLine());
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!Files.readString(Path.of("/proc/" + child + "/stat")).contains(") Z ")) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> MountTable.of(child)).isInstanceOf(NoSuchFileException.class);
        } finally {
            parent.destroyForcibly();
        }
    }
}
