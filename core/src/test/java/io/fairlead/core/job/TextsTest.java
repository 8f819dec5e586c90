package io.fairlead.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
    private static Texts texts(int number) {
        String command = "\"command\":[\"python\",\"träin.py\",\"--seed\",\"" + number + "\"]";
        return new Texts(
                "{\"name\":\"träin-" + number + "\",\"request\":{\"docker\":{\"image\":\"team/train:1\"," + command
                        + "}}}",
                "# by hand\n{\"name\":\"träin-" + number + "\",\"request\":{" + command + "}}");
    }

    @Test
    void what_was_packed_is_equal_and_reads_the_same() {
        Texts model = texts(1);
        for (int i = 2; i < 300; i++) {
            Texts packed = texts(i).packed(model);

            assertThat(packed).isEqualTo(texts(i)).hasSameHashCodeAs(texts(i)).isNotEqualTo(model);
            assertThat(packed.definition()).isEqualTo(texts(i).definition());
            assertThat(packed.source()).isEqualTo(texts(i).source()).startsWith("# by hand");
        }
    }

    @Test
    void where_both_texts_are_one_that_is_kept_once() {
        String definition = texts(7).definition();
        Texts one = new Texts(definition, definition);

        assertThat(one.packed(texts(1)).source()).isEqualTo(definition);
        assertThat(one).isEqualTo(one.packed(texts(1))).isNotEqualTo(texts(7));
    }

    @Test
    void what_is_short_or_packed_already_stays_as_it_is() {
        Texts shortest = new Texts("{}", "{}");
        Texts packed = texts(2).packed(texts(1));

        assertThat(shortest.packed(texts(1))).isSameAs(shortest);
        assertThat(packed.packed(texts(3))).isSameAs(packed);
        assertThat(texts(4).packed(packed)).isEqualTo(texts(4));
    }
}
