package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.SecretList;
import io.fairlead.wire.api.SecretList.SecretChanged;
import io.fairlead.wire.api.SecretList.SecretView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretTest {
    private static final String VALUE = "hf_abc";

    private final Typed typed = new Typed();
    private FakeServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        server = new FakeServer(typed.socket);
        server.on(Route.SECRET_SET, new SecretChanged("hf", "made"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<FakeServer.Asked> sent() {
        return server.asked(Route.SECRET_SET);
    }

    @Test
    void a_value_is_typed_twice_and_unseen() {
        assertThat(typed.onTerminal(80).unseen(VALUE, VALUE).run("secret", "set", "hf"))
                .isZero();
        assertThat(typed.asked).containsExactly("value of hf (not shown): ", "once more: ");
        assertThat(sent()).extracting(FakeServer.Asked::job).containsExactly("hf");
        assertThat(sent()).extracting(FakeServer.Asked::body).containsExactly(VALUE);
        assertThat(typed.err()).isEqualTo("fairlead: secret hf is kept\n");
        assertThat(typed.out()).isEmpty();

        assertThat(typed.unseen(VALUE, "other").run("secret", "set", "hf")).isEqualTo(1);
        assertThat(typed.err()).contains("E-SECRET-TYPED-DIFFERENTLY").doesNotContain(VALUE);
        assertThat(typed.run("secret", "set", "hf")).isEqualTo(1);
        assertThat(sent()).hasSize(1);
    }

    @Test
    void a_value_comes_from_a_file_or_from_a_pipe_as_it_is() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), VALUE + "\n");

        assertThat(typed.run("secret", "set", "hf", file.toString())).isZero();
        assertThat(typed.piped("a\nb").run("secret", "set", "hf", "-")).isZero();
        assertThat(typed.piped("c").run("secret", "set", "hf")).isZero();

        assertThat(sent()).extracting(FakeServer.Asked::body).containsExactly(VALUE + "\n", "a\nb", "c");
    }

    @Test
    void a_value_that_was_typed_as_an_argument_is_neither_sent_nor_repeated() {
        assertThat(typed.run("secret", "set", "hf", VALUE)).isEqualTo(2);
        assertThat(typed.err())
                .contains("E-SECRET-FILE", "fairlead secret set hf")
                .doesNotContain(VALUE);
        assertThat(typed.run("secret", "set", "hf abc=/")).isEqualTo(2);
        assertThat(typed.err()).doesNotContain("abc");
        assertThat(sent()).isEmpty();
    }

    @Test
    void the_list_has_names_and_who_uses_them() {
        server.on(
                Route.SECRETS,
                new SecretList(List.of(
                        new SecretView("hf", Typed.NOW.minusSeconds(90), List.of(Samples.ID)),
                        new SecretView("s3", Typed.NOW.minusSeconds(7200), List.of()))));

        assertThat(typed.run("secret", "list")).isZero();
        assertThat(typed.out()).contains("hf    90 s ago  " + Samples.ID, "s3    2 h ago");
        assertThat(typed.run("secrets", "-o", "name")).isZero();
        assertThat(typed.out()).isEqualTo("hf\ns3\n");
    }
}
