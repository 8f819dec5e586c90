package io.fairlead.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.linux.ChildJvm;
import io.fairlead.server.linux.RootFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real connections from real users; the account database is one of our own, seen by the child processes alone. */
final class PeerCredentialsTest {
    private static final String ACCOUNTS = """
            carol:x:61001:61001::/home/carol:/bin/sh
            carol2:x:61001:61009::/home/carol2:/bin/sh
            61002:x:61003:61003::/home/digits:/bin/sh
            same:x:61004:61004::/home/same4:/bin/sh
            same:x:61005:61005::/home/same5:/bin/sh
            61006:x:61007:61007::/home/first:/bin/sh
            61006:x:61008:61008::/home/second:/bin/sh
            """;

    private static final String GROUPS = "carol:x:61001:\nvision:x:61100:carol,same\n61001:x:61200:\n";

    private RootFolder tmp;

    @BeforeEach
    void prepare() throws Exception {
        tmp = RootFolder.make();
        for (String name : List.of("passwd", "group")) {
            Files.copy(Path.of("/etc", name), tmp.path().resolve(name));
        }
        Files.writeString(tmp.path().resolve("passwd"), ACCOUNTS, StandardOpenOption.APPEND);
        Files.writeString(tmp.path().resolve("group"), GROUPS, StandardOpenOption.APPEND);
    }

    @AfterEach
    void clean() throws Exception {
        tmp.remove();
    }

    @Test
    void the_kernels_numbers_are_found_whatever_accounts_are_called() throws Exception {
        List<String> printed = serve(
                List.of(),
                "0:0",
                "61001:61001",
                "61002:61200",
                "61003:61003",
                "61005:61005",
                "61006:61006",
                "61008:61008",
                "61010:61010",
                "2147483647:2147483646",
                "3000000000:5",
                "61001:61100");

        assertThat(printed)
                .containsExactly(
                        "0:0 -> 0:0",
                        "61001:61001 -> 61001:61001",
                        "61002:61200 -> 61002:61200",
                        "61003:61003 -> 61003:61003",
                        "61005:61005 -> 61005:61005",
                        "61006:61006 -> 61006:61006",
                        "61008:61008 -> 61008:61008",
                        "61010:61010 -> 61010:61010",
                        "2147483647:2147483646 -> 2147483647:2147483646",
                        "3000000000:5 -> E-UID-RANGE",
                        "61001:61100 -> 61001:61100");
    }

    @Test
    void with_the_bounded_capabilities_it_is_the_same() throws Exception {
        List<String> bounded = List.of(
                "setpriv",
                "--bounding-set=-all,+sys_admin,+chown,+fowner,+dac_read_search,+setuid,+setgid",
                "--inh-caps=-all");

        assertThat(serve(bounded, "61002:61200", "61010:61010"))
                .containsExactly("61002:61200 -> 61002:61200", "61010:61010 -> 61010:61010");
    }

    @Test
    void an_ordinary_users_server_knows_its_own_and_nobody_else() throws Exception {
        assertThat(printed(List.of("setpriv", "--reuid=61003", "--regid=61003", "--clear-groups"), "own"))
                .containsExactly("own -> 61003:61003");
        String rootConnects = "perl -e 'use Socket; for (1..1000) { socket(S, AF_UNIX, SOCK_STREAM, 0);"
                + " exit if connect(S, sockaddr_un($ARGV[0])); select(undef, undef, undef, 0.02) }' '" + tmp.path()
                + "/scratch/socket' & exec setpriv --reuid=61003 --regid=61003 --clear-groups \"$@\"";
        assertThat(printed(List.of("sh", "-c", rootConnects, "sh"), "foreign"))
                .containsExactly("foreign -> this server was started by uid 61003 and serves nobody else");
    }

    @Test
    void accounts_are_those_that_their_names_lead_back_to() throws Exception {
        assertThat(printed(List.of(), "accounts"))
                .containsExactly(
                        "uid 61001: carol gid 61001 groups [61001, 61100] home /home/carol listed",
                        "uid 61002: 61002 gid 7 groups [7] home  unlisted",
                        "uid 61003: 61002 gid 61003 groups [61003] home /home/digits listed",
                        "uid 61004: same gid 61004 groups [61004, 61100] home /home/same4 listed",
                        "uid 61005: 61005 gid 7 groups [7] home  unlisted",
                        "uid 61008: 61008 gid 7 groups [7] home  unlisted",
                        "name carol: 61001",
                        "name carol2: none",
                        "name 61002: 61003",
                        "name 61010: none",
                        "name same: 61004",
                        "kept: false false true",
                        "name kept: false false true",
                        "group 61001: carol",
                        "group 61999: none",
                        "group named vision: 61100",
                        "group named 61001: 61200",
                        "group named 61100: none");
    }

    private List<String> serve(List<String> before, String... ids) throws Exception {
        var arguments = new String[ids.length + 1];
        arguments[0] = "serve";
        System.arraycopy(ids, 0, arguments, 1, ids.length);
        return printed(before, arguments);
    }

    private List<String> printed(List<String> before, String... arguments) throws Exception {
        Path scratch = tmp.folder("scratch", 0, 0, "rwxrwxrwx");
        var all = new String[arguments.length + 1];
        all[0] = scratch.toString();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        String bind = "mount --bind '" + tmp.path() + "/passwd' /etc/passwd && mount --bind '" + tmp.path()
                + "/group' /etc/group && exec \"$@\"";
        var words = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", bind, "sh"));
        words.addAll(before);
        return ChildJvm.run(words, PeerMain.class, all).lines().toList();
    }
}
