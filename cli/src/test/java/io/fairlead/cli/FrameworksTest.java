package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.image.ImageList;
import io.fairlead.wire.image.ImageList.Framework;
import io.fairlead.wire.image.ImageOrder;
import io.fairlead.wire.json.RecordJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameworksTest {
    private static final List<Framework> SITE = List.of(
            new Framework("pytorch:2.9.1", "pytorch", "vendor/pytorch:2.9.1"),
            new Framework("pytorch:2.8.0", "pytorch", "vendor/pytorch:2.8.0"),
            new Framework("jax", "jax", "vendor/jax:1"));

    private final List<ImageOrder> ordered = new ArrayList<>();
    private final Typed typed = new Typed();
    private List<Framework> frameworks = SITE;
    private final FakeServer server = new FakeServer(typed.socket)
            .on(Route.IMAGES, (_, reply) -> reply.json(200, new ImageList(List.of(), frameworks)))
            .on(Route.IMAGE, (_, reply) -> reply.problem(404, FakeServer.problem("E-IMAGE-UNKNOWN", "there is none")))
            .on(Route.IMAGE_MAKE, (asked, reply) -> {
                ordered.add(RecordJson.read(asked.body().getBytes(StandardCharsets.UTF_8), ImageOrder.class));
                reply.json(201, new SubmitResponse("0123456789", "image p", "QUEUED", List.of(), false));
            });

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "pytorch, vendor/pytorch:2.9.1",
        "PyTorch:2.8.0, vendor/pytorch:2.8.0",
        "jax, vendor/jax:1",
        "vendor/other:3, vendor/other:3",
    })
    void an_image_begins_with_what_the_site_means_by_the_framework(String word, String image) {
        assertThat(typed.run("image", "create", "p", "--framework", word, "--detach", "--no-files"))
                .isZero();
        assertThat(ordered.getFirst().recipe().orElseThrow().base()).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({
        "pytroch, E-FRAMEWORK-UNKNOWN, did you mean pytorch? there are pytorch; jax",
        "pytorch:1, E-FRAMEWORK-VERSION, there are pytorch:2.9.1; pytorch:2.8.0",
        "torchlight, E-FRAMEWORK-UNKNOWN, there are pytorch; jax",
    })
    void a_framework_that_is_not_there_is_refused_with_those_that_are(String word, String code, String said) {
        assertThat(typed.run("image", "create", "p", "--framework", word, "--detach", "--no-files"))
                .isEqualTo(2);
        assertThat(typed.err()).contains("[" + code + "]").contains(said.replace(';', ','));
        assertThat(ordered).isEmpty();
    }

    @Test
    void where_the_site_lists_none_that_is_said() {
        frameworks = List.of();

        assertThat(typed.run("image", "create", "p", "--framework", "pytorch")).isEqualTo(2);
        assertThat(typed.err()).contains("[E-FRAMEWORK-NONE]").contains("--base IMAGE");
        assertThat(typed.run("image", "list", "--frameworks")).isZero();
        assertThat(typed.err()).contains("the site lists no frameworks");
    }

    @Test
    void those_of_the_site_are_listed() {
        assertThat(typed.run("image", "list", "--frameworks")).isZero();
        assertThat(typed.out())
                .startsWith("FRAMEWORK      IMAGE")
                .contains("pytorch:2.8.0  vendor/pytorch:2.8.0")
                .contains("jax            vendor/jax:1");
    }

    @Test
    void a_dockerfile_that_was_written_before_any_image_is_built_by_a_rebuild(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("dockerfiles"));
        Files.writeString(home.resolve("dockerfiles/p.Dockerfile"), "FROM vendor/x:1\n");
        typed.environment.put("HOME", home.toString());

        assertThat(typed.run("image", "update", "p", "--rebuild", "--detach")).isZero();
        assertThat(ordered.getFirst().dockerfile()).contains("FROM vendor/x:1\n");
        assertThat(typed.err()).contains("no image p yet");
        assertThat(typed.run("image", "update", "q", "--rebuild", "--detach")).isEqualTo(1);
        assertThat(typed.err()).contains("E-IMAGE-UNKNOWN");
    }
}
