package io.fairlead.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UserSecretsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path tmp;

    private UserSecrets secrets;

    @BeforeEach
    void open() throws IOException {
        secrets = opened();
    }

    private UserSecrets opened() throws IOException {
        return new UserSecrets(SecretFile.in(tmp.resolve("s"), new SecureRandom()), InstantSource.fixed(NOW));
    }

    private boolean keep(long uid, String name, String value) throws IOException {
        return secrets.keep(uid, name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void each_user_has_secrets_of_their_own_under_the_same_names() throws IOException {
        assertThat(keep(1, "a", "one\ntwo\n")).isFalse();
        assertThat(keep(10, "a", "other")).isFalse();
        assertThat(keep(1, "a", "three\n")).isTrue();

        UserSecrets again = opened();
        assertThat(again.value(1, "a")).contains("three\n");
        assertThat(again.value(10, "a")).contains("other");
        assertThat(again.list(1)).containsExactly(new UserSecrets.Kept("a", NOW));
        assertThat(again.remove(1, "a")).isTrue();
        assertThat(again.remove(1, "a")).isFalse();
        assertThat(opened().list(1)).isEmpty();
        assertThat(opened().value(10, "a")).contains("other");
    }

    @Test
    void what_cannot_be_handed_on_is_refused_without_repeating_it() throws IOException {
        assertThatThrownBy(() -> keep(1, "a/b", "v")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> keep(1, "a", "")).hasMessageContaining("empty");
        assertThatThrownBy(() -> keep(1, "a", "canary\0")).hasMessageNotContaining("canary");
        assertThatThrownBy(() -> secrets.keep(1, "a", new byte[] {'c', (byte) 0xff}))
                .hasMessageContaining("UTF-8");
        keep(1, "large", "x".repeat(UserSecrets.VALUE_MAX_BYTES));
        assertThatThrownBy(() -> keep(1, "a", "x".repeat(UserSecrets.VALUE_MAX_BYTES + 1)))
                .isInstanceOf(ProblemException.class);
        for (int i = 1; i < UserSecrets.PER_USER_MAX; i++) {
            keep(1, "s" + i, "v");
        }
        assertThatThrownBy(() -> keep(1, "more", "v")).hasMessageContaining("100");
        assertThat(keep(1, "s1", "w")).isTrue();
        assertThat(keep(2, "more", "v")).isFalse();
    }
}
