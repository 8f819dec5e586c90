package io.fairlead.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.auth.PasswdMerge.Group;
import io.fairlead.server.auth.PasswdMerge.User;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswdMergeTest {
    private static final User ALICE = new User("alice", 1000, 1000, "/home/alice", "/bin/bash");
    private static final String OWN_LINE = "alice:x:1000:1000::/home/alice:/bin/bash\n";

    @Test
    void the_images_accounts_stay_but_for_the_users_name_and_uid() {
        String image = """
                root:x:0:0:root:/root:/bin/bash
                ubuntu:x:1000:1000:Ubuntu:/home/ubuntu:/bin/bash
                alice:x:77:77::/:/bin/sh
                nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
                """;

        assertThat(passwd(image))
                .isEqualTo("root:x:0:0:root:/root:/bin/bash\n"
                        + "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n" + OWN_LINE);
    }

    @Test
    void an_image_without_accounts_gets_the_user() {
        assertThat(passwd("")).isEqualTo(OWN_LINE);
        assertThat(group("", new Group(1000, "alice"), new Group(5000, "vision")))
                .isEqualTo("alice:x:1000:\nvision:x:5000:alice\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# comment",
                "+::::::",
                "-@netgroup::::::",
                "",
                "   ",
                "a:b",
                "x:x:-1:0::/:/bin/sh",
                "x:x:0x10:0::/:/s",
                "x:x::0::/:/s",
                ":x:0:0::/:/s",
                "x:x:99999999999:0::/:/s",
                "\u0007:x:1:1::/:/s",
                "a:x:1:1:::/:/s:more",
                "\0\0\0"
            })
    void a_line_that_is_none_is_left_out(String line) {
        assertThat(passwd(line + "\nbin:x:2:2:bin:/bin:/sbin/nologin\n"))
                .isEqualTo("bin:x:2:2:bin:/bin:/sbin/nologin\n" + OWN_LINE);
    }

    @Test
    void a_last_line_without_its_end_and_bytes_in_another_encoding_are_kept_as_they_are() {
        byte[] image = "m:x:5:5:M\u00fcller:/:/bin/sh".getBytes(StandardCharsets.ISO_8859_1);

        byte[] merged = PasswdMerge.passwd(image, ALICE);

        assertThat(new String(merged, StandardCharsets.ISO_8859_1))
                .isEqualTo("m:x:5:5:M\u00fcller:/:/bin/sh\n" + OWN_LINE);
    }

    @Test
    void a_huge_file_is_cut_at_a_line() {
        byte[] image = "n:x:7:7::/:/bin/sh\n".repeat(200_000).getBytes(UTF_8);

        byte[] merged = PasswdMerge.passwd(image, ALICE);

        assertThat(merged.length).isLessThan(PasswdMerge.BYTES_MAX + OWN_LINE.length());
        assertThat(new String(merged, UTF_8)).endsWith("n:x:7:7::/:/bin/sh\n" + OWN_LINE);
        assertThat(new String(PasswdMerge.passwd(new byte[5_000_000], ALICE), UTF_8))
                .isEqualTo(OWN_LINE);
    }

    @Test
    void the_users_groups_win_by_name_and_by_gid() {
        String image = "root:x:0:\nubuntu:x:1000:\nvision:x:12:\nstaff:x:5000:\naudio:x:29:pulse\n";

        assertThat(group(image, new Group(1000, "alice"), new Group(5000, "vision")))
                .isEqualTo("root:x:0:\naudio:x:29:pulse\nalice:x:1000:\nvision:x:5000:alice\n");
    }

    @Test
    void the_image_puts_the_user_into_no_group() {
        assertThat(group("sudo:x:27:alice,bob\ndocker:x:99:alice\n", new Group(1000, "alice")))
                .isEqualTo("sudo:x:27:bob\ndocker:x:99:\nalice:x:1000:\n");
    }

    @Test
    void groups_with_one_gid_count_once_and_those_with_one_name_stay_apart() {
        assertThat(group("", new Group(7, "g"), new Group(5, "g"), new Group(7, "h"), new Group(1000, "alice")))
                .isEqualTo("g-5:x:5:alice\ng:x:7:alice\nalice:x:1000:\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a\nb", "a\0b"})
    void a_field_that_would_break_the_file_is_a_bug(String text) {
        assertThatThrownBy(() -> new User(text, 1, 1, "/h", "/s")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new User("n", 1, 1, text, "/s")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Group(1, text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatever_the_image_holds_the_user_is_found_and_alone_under_its_uid() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String alphabet = "a:x01\n\r\0 /+#alice1000";
        for (int i = 0; i < 5000; i++) {
            var image = new StringBuilder();
            for (int c = random.nextInt(200); c > 0; c--) {
                image.append(
                        random.nextInt(6) == 0
                                ? "alice:x:1000:1000:"
                                : String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))));
            }

            List<String> lines = passwd(image.toString()).lines().toList();

            assertThat(lines)
                    .as("seed %d", seed)
                    .allSatisfy(line -> assertThat(line.split(":", -1)).hasSize(7));
            assertThat(lines)
                    .filteredOn(line -> line.matches("alice:.*|[^:]*:[^:]*:0*1000:.*"))
                    .hasSize(1);
            assertThat(lines.getLast() + "\n").isEqualTo(OWN_LINE);
        }
    }

    private static String passwd(String image) {
        return new String(PasswdMerge.passwd(image.getBytes(UTF_8), ALICE), UTF_8);
    }

    private static String group(String image, Group... groups) {
        return new String(PasswdMerge.group(image.getBytes(UTF_8), ALICE, List.of(groups)), UTF_8);
    }
}
