package io.fairlead.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContainerNameTest {
    @ParameterizedTest
    @CsvSource({
        "h.baker@hertie-school.lan, h-baker-at-hertie-school-lan",
        "alice, alice",
        "_svc-1, _svc-1",
        "Alice, alice",
        "ALICE@LAN, alice-at-lan",
        "1001, u1001",
        "-x, u-x",
        ".x, u-x",
        "@home, u-at-home",
        "a b, a-b",
        "domain\\user, domain-user",
        "müller, m-ller",
        "李明, u--",
        "😀, u-",
        "a$, a-",
        "İ, i-",
        "abcdefghijklmnopqrstuvwxyz012345, abcdefghijklmnopqrstuvwxyz012345",
    })
    void a_login_becomes_a_name_that_programs_take(String login, String name) {
        assertThat(ContainerName.of(login)).isEqualTo(name);
    }

    @Test
    void what_is_too_long_is_cut_and_stays_distinct() {
        String one = ContainerName.of("a.very.long.login.of.somebody@example.org");
        String other = ContainerName.of("a.very.long.login.of.somebody@example.com");

        assertThat(one).hasSize(32).startsWith("a-very-long-login-of-so-").isNotEqualTo(other);
        assertThat(ContainerName.of("a.very.long.login.of.somebody@example.org"))
                .isEqualTo(one);
    }

    @Test
    void an_empty_login_is_a_bug() {
        assertThatThrownBy(() -> ContainerName.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatever_comes_in_a_fit_name_comes_out() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 20_000; i++) {
            var login = new StringBuilder();
            int length = random.nextInt(1, 60);
            for (int c = 0; c < length; c++) {
                login.append((char) (random.nextBoolean() ? random.nextInt(33, 127) : random.nextInt(1, 65_536)));
            }

            String name = ContainerName.of(login.toString());

            assertThat(name).as("seed %d, %s", seed, login).matches("[a-z_][a-z0-9_-]{0,31}");
            assertThat(ContainerName.of(name)).isEqualTo(name);
        }
    }
}
