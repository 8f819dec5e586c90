package io.fairlead.cli.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class DetachKeysTest {
    private final DetachKeys keys = new DetachKeys();

    private String typed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new String(keys.passed(bytes, bytes.length), StandardCharsets.ISO_8859_1);
    }

    @Test
    void what_is_typed_before_the_keys_goes_on_and_nothing_after_them() {
        assertThat(typed("ab\u0010\u0011cd")).isEqualTo("ab");
        assertThat(keys.complete()).isTrue();
    }

    @Test
    void the_keys_may_come_apart() {
        assertThat(typed("a\u0010")).isEqualTo("a");
        assertThat(keys.complete()).isFalse();
        assertThat(typed("\u0011")).isEmpty();
        assertThat(keys.complete()).isTrue();
    }

    @Test
    void a_first_key_that_another_follows_goes_on_with_it() {
        assertThat(typed("\u0010x\u0010\u0010y\u0011")).isEqualTo("\u0010x\u0010\u0010y\u0011");
        assertThat(keys.complete()).isFalse();
    }
}
