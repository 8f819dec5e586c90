package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.archive.TarWriter;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.ImageClient;
import io.fairlead.wire.image.ContextMade;
import io.fairlead.wire.image.ImageDetail;
import io.fairlead.wire.image.ImageOrder;
import io.fairlead.wire.image.ImageSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images of one's own, on a real engine's builder. */
@Timeout(180)
class ImagesIT {
    private static final String NAME = "e2e-" + Long.toHexString(System.nanoTime());
    private static final String OWN = "fairlead-" + Person.NOBODY.uid() + "/" + NAME;
    private static final String DOCKERFILE = """
            FROM fairlead/test-busybox:1
            RUN echo one > /one

            RUN echo two > /two
            """;

    private ServerUnderTest server;

    @BeforeEach
    void start() throws Exception {
        server = ServerUnderTest.docker().start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        Docker.shell("docker images --format '{{.Repository}}:{{.Tag}}' | grep '/" + NAME
                + ":' | xargs -r docker rmi > /dev/null 2>&1 || true");
    }

    /** Something asked about images. */
    private interface Question<T> {
        T of(ImageClient images) throws Exception;
    }

    private <T> T ask(Person person, Question<T> question) throws Exception {
        return server.askAs(person, client -> question.of(client.images()));
    }

    private JobDetail built(ImageOrder order) throws Exception {
        return server.over(ask(Person.NOBODY, images -> images.make(order)).id());
    }

    private static ImageOrder order(String dockerfile) {
        return ImageOrder.ofDockerfile(NAME, dockerfile);
    }

    @Test
    void an_update_builds_what_changed_and_keeps_the_old_version_and_both_names() throws Exception {
        JobDetail first = built(order(DOCKERFILE));
        JobDetail second = built(order(DOCKERFILE.replace("two", "three")).as(true, false));

        assertThat(first.job().state()).as(server.log(first.job().id())).isEqualTo("FINISHED");
        assertThat(server.log(second.job().id()))
                .contains("Step 2/6 : RUN echo one > /one\n ---> Using cache\n")
                .contains("Built " + OWN + ":2");
        ImageDetail image = ask(Person.NOBODY, images -> images.show(NAME));
        assertThat(image.versions())
                .extracting(ImageDetail.ImageVersion::version)
                .containsExactly(1, 2);
        assertThat(image.image().names()).contains(OWN + ":2", OWN + ":latest", "ds01-65534/" + NAME + ":latest");
        assertThat(image.labels()).containsEntry("aime.mlc.DS01_HAS_USER_SETUP", "true");
        assertThat(image.made().orElseThrow().baseDigest()).startsWith("sha256:");
        assertThat(ask(Person.NOBODY, images -> images.show(NAME + ":1"))
                        .made()
                        .orElseThrow()
                        .dockerfile())
                .isEqualTo(DOCKERFILE);
        String inside = server.submit(Work.command("cat", "/three", "/one").image("ds01-nobody/" + NAME + ":2"));
        server.over(inside);
        assertThat(server.log(inside)).isEqualTo("three\none\n");
    }

    @Test
    void an_error_of_the_dockerfile_names_its_line_and_gives_nothing_a_name() throws Exception {
        JobDetail failed = built(order(DOCKERFILE + "\nRUN cd /nowhere\n"));

        assertThat(failed.job().state()).isEqualTo("FAILED");
        assertThat(failed.job().reason().orElseThrow().code()).isEqualTo("E-IMAGE-BUILD");
        assertThat(failed.job().reason().orElseThrow().message())
                .contains("line 6 of the Dockerfile (RUN cd /nowhere)");
        assertThat(Docker.cli("images", "-q", OWN)).isEmpty();
        assertThat(ask(Person.NOBODY, images -> images.prune(Optional.empty(), false))
                        .names())
                .singleElement()
                .satisfies(layer -> assertThat(layer).contains(NAME));
    }

    private static byte[] archive(String... names) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarWriter tar = new TarWriter(bytes);
        for (String name : names) {
            tar.file(name, 0644, "x".getBytes(StandardCharsets.UTF_8));
        }
        tar.link("link", "/etc/shadow");
        tar.end();
        return bytes.toByteArray();
    }

    @Test
    void hostile_names_of_files_travel_as_names_and_those_that_lead_out_are_refused() throws Exception {
        List<String> names = List.of(
                "-rf", "$(id)", "a b", "a;id", "back`id`", "q\"uote", "t\nwo", "w*", "x".repeat(200), "\u00e4\u2028");
        byte[] files = archive(names.toArray(String[]::new));
        ContextMade made = ask(Person.NOBODY, images -> images.context(new ByteArrayInputStream(files)));
        JobDetail done =
                built(order("FROM fairlead/test-busybox:1\nCOPY . /c\n").withContext(Optional.of(made.context())));
        assertThat(done.job().state()).as(server.log(done.job().id())).isEqualTo("FINISHED");

        String inside =
                server.submit(Work.command("sh", "-c", "cd /c; for f in *; do echo \"<$f>\"; done; readlink link")
                        .image(OWN + ":1"));
        server.over(inside);
        String log = server.log(inside);
        names.forEach(name -> assertThat(log).contains("<" + name + ">\n"));
        assertThat(log).endsWith("/etc/shadow\n");
        for (String name : List.of("../out", "/etc/passwd", "a/../../out", ".fairlead-build/Dockerfile")) {
            byte[] bad = archive(name);
            assertThatThrownBy(() -> ask(Person.NOBODY, images -> images.context(new ByteArrayInputStream(bad))))
                    .isInstanceOfSatisfying(ApiRefusal.class, it -> {
                        assertThat(it.code()).isEqualTo("E-IMAGE-CONTEXT-NAME");
                        assertThat(it.problem().detail()).contains(name);
                    });
        }
    }

    /** What Fairlead itself keeps, SIF files that became images among it, is named as they are. */
    @Test
    void a_shared_image_is_shown_to_everybody_and_named_and_deleted_by_administrators_alone() throws Exception {
        String shared = "fairlead/" + NAME + ":1";
        Docker.cli("tag", "fairlead/test-entry:1", shared);

        assertThat(ask(Person.NOBODY, images -> images.show(shared)).image().names())
                .contains(shared);
        for (Question<?> question : List.<Question<?>>of(
                images -> images.tag(shared, "fairlead/" + NAME + ":2"), images -> images.delete(shared))) {
            assertThatThrownBy(() -> ask(Person.NOBODY, question))
                    .isInstanceOfSatisfying(
                            ApiRefusal.class,
                            it -> assertThat(it.code()).isIn("E-IMAGE-TAG-TARGET", "E-IMAGE-UNKNOWN"));
        }
        assertThat(Docker.cli("images", "-q", "fairlead/" + NAME).lines()).hasSize(1);

        server.ask(client -> client.images().tag(shared, "fairlead/" + NAME + ":2"));
        assertThat(server.ask(client -> client.images().delete(shared)).names()).containsExactly(shared);
        assertThat(Docker.cli("images", "--format", "{{.Tag}}", "fairlead/" + NAME)
                        .strip())
                .isEqualTo("2");
    }

    @Test
    void a_cancelled_build_ends_its_step_and_leaves_no_name() throws Exception {
        String id = ask(Person.NOBODY, images -> images.make(order(DOCKERFILE + "RUN sleep 99\n")))
                .id();
        String step = Until.holds("the step runs", () -> step(server.log(id)), it -> !it.isEmpty());
        server.askAs(Person.NOBODY, client -> client.cancel(id));

        assertThat(server.over(id).job().state()).isEqualTo("CANCELLED");
        assertThat(Docker.cli("ps", "-aq", "--filter", "id=" + step)).isEmpty();
        assertThat(Docker.cli("images", "-q", OWN)).isEmpty();
        ask(Person.NOBODY, images -> images.prune(Optional.empty(), false));
    }

    /** The container of the step that sleeps. */
    private static String step(String log) {
        int at = log.indexOf("---> Running in ", Math.max(0, log.indexOf("RUN sleep")));
        return log.contains("RUN sleep") && at > 0 ? log.substring(at + 16, at + 28) : "";
    }

    @Test
    void a_build_that_a_server_did_not_end_is_built_by_the_next_one() throws Exception {
        String id = ask(Person.NOBODY, images -> images.make(order(DOCKERFILE + "RUN sleep 3\n")))
                .id();
        Until.holds("the step runs", () -> step(server.log(id)), it -> !it.isEmpty());
        server.kill();
        server.start();

        JobDetail built = server.over(id);
        assertThat(built.job().state()).as(server.said()).isEqualTo("FINISHED");
        assertThat(built.attempts()).hasSize(2);
        assertThat(ask(Person.NOBODY, images -> images.show(NAME)).versions()).hasSize(1);
    }

    @Test
    void nobody_else_sees_uses_copies_or_deletes_it_and_its_owner_not_while_it_is_used() throws Exception {
        built(order(DOCKERFILE));
        String user = server.submit(Work.command("sleep", "99").image(OWN + ":1"));
        server.running(user);

        assertThat(ask(Person.DAEMON, images -> images.list(false)).images())
                .flatExtracting(ImageSummary::names)
                .noneMatch(name -> name.contains(NAME));
        for (Question<?> question : List.<Question<?>>of(
                images -> images.show(OWN), images -> images.delete(OWN), images -> images.tag(OWN, "mine"))) {
            assertThatThrownBy(() -> ask(Person.DAEMON, question))
                    .isInstanceOfSatisfying(
                            ApiRefusal.class, it -> assertThat(it.code()).isEqualTo("E-IMAGE-UNKNOWN"));
        }
        for (String text :
                List.of("FROM " + OWN, "FROM fairlead/test-busybox:1\nCOPY --from=ds01-nobody/" + NAME + " / /")) {
            assertThatThrownBy(() -> ask(Person.DAEMON, images -> images.make(order(text))))
                    .isInstanceOfSatisfying(
                            ApiRefusal.class, it -> assertThat(it.code()).isEqualTo("E-IMAGE-OTHERS"));
        }
        assertThatThrownBy(() -> ask(Person.NOBODY, images -> images.delete(NAME)))
                .isInstanceOfSatisfying(ApiRefusal.class, it -> {
                    assertThat(it.code()).isEqualTo("E-IMAGE-IN-USE");
                    assertThat(it.problem().detail()).contains("job " + user);
                });
        assertThatThrownBy(() -> ask(Person.NOBODY, images -> images.make(order(DOCKERFILE))))
                .isInstanceOfSatisfying(
                        ApiRefusal.class, it -> assertThat(it.code()).isEqualTo("E-IMAGE-EXISTS"));
        server.askAs(Person.NOBODY, client -> client.cancel(user));
        server.over(user);
        ask(Person.NOBODY, images -> images.delete(NAME));
        assertThat(Docker.cli("images", "-q", OWN)).isEmpty();
    }
}
