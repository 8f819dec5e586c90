package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.linux.ChildJvm;
import io.fairlead.server.linux.RootFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server's work with the capabilities that its unit has, and none more. */
final class BoundedCapabilitiesTest {
    /** CHOWN 0, DAC_READ_SEARCH 2, FOWNER 3, SETGID 6, SETUID 7, SYS_ADMIN 21. */
    private static final String BOUND = "00000000002000cd";

    private static final List<String> BOUNDED = List.of(
            "setpriv",
            "--bounding-set=-all,+sys_admin,+chown,+fowner,+dac_read_search,+setuid,+setgid",
            "--inh-caps=-all");

    @Test
    void the_bounded_set_is_enough_for_everything_done_to_files() throws Exception {
        RootFolder tmp = RootFolder.make();
        try {
            String printed = ChildJvm.run(BOUNDED, BoundedMain.class, tmp.path().toString());

            assertThat(printed.lines().toList())
                    .containsExactly(
                            "capabilities " + BOUND,
                            "staged rw,nosuid,nodev",
                            "made 61001:61100 2750",
                            "closed E-VOLUME-PATH-CLOSED",
                            "read-only ro,nosuid,nodev",
                            "differences 0, then 1",
                            "unstaged 0",
                            "project 0:61100 2770",
                            "home 61001:61001 700",
                            "content 1",
                            "removed 6 true []");
        } finally {
            tmp.remove();
        }
    }

    @Test
    void without_the_right_to_become_the_user_nothing_is_opened_in_its_name() throws Exception {
        RootFolder tmp = RootFolder.make();
        try {
            Files.createDirectories(Path.of(tmp.path().toString(), "volume"));
            String printed = ChildJvm.run(
                    List.of("setpriv", "--bounding-set=-all,+sys_admin,+setgid", "--inh-caps=-all"),
                    BoundedMain.class,
                    tmp.path().toString(),
                    "only-become");

            assertThat(printed.lines()).containsExactly("become EPERM", "stage EPERM");
        } finally {
            tmp.remove();
        }
    }
}
