package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.image.ImageActed;
import io.fairlead.wire.image.ImageDetail;
import io.fairlead.wire.image.ImageList;
import io.fairlead.wire.image.ImageSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DockerImagesTest {
    private static final String MINE = "fairlead-1001/mine";
    private static final String THEIR_WORD = "ds01-1001/mine";
    private static final String DIGEST = "sha256:" + "e".repeat(64);

    private final Typed typed = new Typed().calledAs("docker");
    private final FakeServer server = new FakeServer(typed.socket)
            .on(Route.JOBS, new JobList(List.of(), List.of(), Optional.empty()))
            .on(Route.JOB, (_, reply) -> reply.problem(404, FakeServer.problem("E-JOB-UNKNOWN", "no such job")))
            .on(Route.IMAGES, (asked, reply) -> {
                boolean orphaned = asked.query().containsKey("orphaned");
                reply.json(
                        200,
                        new ImageList(
                                orphaned
                                        ? List.of(image("c", 1, 60, "job._.1001:latest"))
                                        : List.of(
                                                image("a", 5, 10, MINE + ":1", MINE + ":latest", THEIR_WORD + ":1"),
                                                image("b", 1_986_000, 60, "fairlead/python:3")),
                                List.of()));
            })
            .on(Route.IMAGE, (asked, reply) -> {
                if (asked.query().get("name").startsWith(MINE)) {
                    reply.json(200, detail());
                } else {
                    reply.problem(404, FakeServer.problem("E-IMAGE-UNKNOWN", "there is no such image"));
                }
            });

    private static ImageSummary image(String digit, long size, int minutes, String... names) {
        boolean everybodys = names[0].startsWith("fairlead/");
        return new ImageSummary(
                List.of(names),
                "sha256:" + digit.repeat(64),
                everybodys ? List.of("fairlead/python@" + DIGEST) : List.of(),
                Typed.NOW.minus(Duration.ofMinutes(minutes)),
                size,
                everybodys ? Optional.empty() : Optional.of(1001L),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                0);
    }

    private static ImageDetail detail() {
        return new ImageDetail(
                image("a", 5, 10, MINE + ":latest"),
                "linux/arm/v7",
                new TreeMap<>(Map.of("aime.mlc.DS01_USER_ID", "1001", "aime.mlc.DS01_HAS_USER_SETUP", "true")),
                new ImageDetail.ImageSettings(
                        "", List.of("PATH=/bin"), List.of(), List.of("python3", "-i"), "/workspace", List.of("/cache")),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void ones_own_images_are_listed_as_docker_does_and_those_of_everybody_with_a() {
        assertThat(typed.run("images")).as(typed.err()).isZero();
        assertThat(typed.out()).isEqualTo("""
                REPOSITORY           TAG       IMAGE ID       CREATED             SIZE
                fairlead-1001/mine   1         aaaaaaaaaaaa   10 minutes ago      5B
                fairlead-1001/mine   latest    aaaaaaaaaaaa   10 minutes ago      5B
                ds01-1001/mine       1         aaaaaaaaaaaa   10 minutes ago      5B
                job._.1001           latest    cccccccccccc   About an hour ago   1B
                """);
        assertThat(typed.run("image", "ls", "-a", "--format", "{{.Repository}} {{.Size}} {{.VirtualSize}}"))
                .isZero();
        assertThat(typed.out()).contains("fairlead/python 1.99MB 1.986MB\n");
        assertThat(typed.run("images", "-q")).isZero();
        assertThat(typed.out()).isEqualTo("aaaaaaaaaaaa\ncccccccccccc\n");
        assertThat(typed.run("images", "fairlead/pyth*", "--digests", "--no-trunc", "--format", "json"))
                .isZero();
        assertThat(typed.out())
                .contains("\"Digest\":\"" + DIGEST + "\"", "\"ID\":\"sha256:bbbb")
                .hasLineCount(1);
    }

    @Test
    void a_repository_chooses_and_what_is_not_known_is_refused_by_name() {
        assertThat(typed.run("images", "-f", "reference=ds01-1001/*:1", "--format", "{{.Tag}}"))
                .isZero();
        assertThat(typed.out()).isEqualTo("1\n");
        assertThat(typed.run("images", "ds01-somebody/mine", "-q")).isZero();
        assertThat(typed.out()).isEmpty();
        assertThat(typed.run("images", "-f", "dangling=true")).isEqualTo(2);
        assertThat(typed.err()).contains("no filter dangling here; there is reference");
        assertThat(typed.run("images", "--format", "{{.Repositroy}}")).isEqualTo(2);
        assertThat(typed.err()).contains("no field .Repositroy; did you mean .Repository?");
    }

    @Test
    void inspect_shows_an_image_by_name_or_id_where_there_is_no_such_container() {
        assertThat(typed.run("inspect", "--format", "{{.Config.Labels}} {{json .Config.Cmd}}", MINE + ":latest"))
                .as(typed.err())
                .isZero();
        assertThat(typed.out())
                .isEqualTo("map[aime.mlc.DS01_HAS_USER_SETUP:true aime.mlc.DS01_USER_ID:1001] [\"python3\",\"-i\"]\n");
        assertThat(typed.run(
                        "image",
                        "inspect",
                        "-f",
                        "{{.Architecture}} {{.Variant}} {{json .Config.Entrypoint}} {{json .Config.Volumes}}",
                        "aaaaaaaaaaaa"))
                .isZero();
        assertThat(typed.out()).isEqualTo("arm v7 null {\"/cache\":{}}\n");
        assertThat(typed.run("container", "inspect", MINE)).isEqualTo(1);
        assertThat(typed.run("inspect", "nothing")).isEqualTo(1);
        assertThat(typed.err()).contains("neither a container nor an image nothing of yours");
    }

    @Test
    void tags_are_given_and_taken_away_one_by_one_and_an_id_with_several_only_by_force() {
        server.on(Route.IMAGE_TAG, new ImageActed(List.of(MINE + ":x"), List.of()));
        server.on(Route.IMAGE_DELETE, new ImageActed(List.of(MINE + ":latest"), List.of()));

        assertThat(typed.run("tag", "aaaaaaaaaaaa", THEIR_WORD + ":x")).isZero();
        assertThat(typed.out()).isEmpty();
        assertThat(server.asked(Route.IMAGE_TAG).getFirst().query())
                .containsEntry("name", MINE + ":1")
                .containsEntry("to", THEIR_WORD + ":x");
        assertThat(typed.run("rmi", "mine")).isZero();
        assertThat(typed.out()).isEqualTo("Untagged: " + MINE + ":latest\n");
        assertThat(typed.run("rmi", "aaaaaaaaaaaa")).isEqualTo(1);
        assertThat(typed.err())
                .contains("aaaaaaaaaaaa has several names: " + MINE + ":1, " + MINE + ":latest")
                .contains("docker rmi -f aaaaaaaaaaaa");
        assertThat(typed.run("image", "rm", "-f", "aaaaaaaaaaaa")).isZero();
        assertThat(server.asked(Route.IMAGE_DELETE))
                .extracting(asked -> asked.query().get("name"))
                .containsExactly("mine:latest", MINE + ":1", MINE + ":latest");
        assertThat(typed.run("tag", "one")).isEqualTo(2);
    }
}
