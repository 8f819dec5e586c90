package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Topology;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.site.Resolver;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.volume.VolumeTable;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.images.ImageLook;
import io.fairlead.server.images.ImageLooks;
import io.fairlead.server.images.ImageResolver;
import io.fairlead.server.images.Pulls;
import io.fairlead.server.images.SiteImages;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.secrets.SecretFile;
import io.fairlead.server.secrets.UserSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReceptionImageTest {
    private static final long NOBODY = 65_534;
    private static final Desk.SubmitOptions PLAIN = new Desk.SubmitOptions(
            Optional.empty(),
            false,
            Optional.empty(),
            Desk.Format.JSON,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    private static final byte[] JOB = """
            {"name": "tool", "request": {
              "resources": {"cpus": 1, "gpus": 0, "cpuMemoryGb": 1},
              "docker": {"image": "tool:1", "command": "true", "workingDir": "/closed/src",
                "storage": [
                  {"hostPath": "tmpfs", "containerPath": "/fast", "sizeGb": 0.5},
                  {"hostPath": "tmpfs", "containerPath": "/closed/fast", "sizeGb": 0.5}]}}}
            """.getBytes(StandardCharsets.UTF_8);

    private final List<String> looked = new ArrayList<>();
    private boolean engineAway;

    @TempDir
    private Path tmp;

    private final class ClosedFolder implements ImageLooks {
        @Override
        public boolean has(ResolvedImage image) {
            return !engineAway;
        }

        @Override
        public ImageLook of(ResolvedImage image) throws IOException {
            if (engineAway) {
                throw new IOException("away");
            }
            return new ImageLook("", "", Optional.empty(), "/bin/sh", true, Optional.empty());
        }

        @Override
        public SequencedMap<String, Problem> closed(
                ResolvedImage image, long uid, Collection<Long> groups, List<Place> places) {
            assertThat(uid).isEqualTo(NOBODY);
            SequencedMap<String, Problem> problems = new LinkedHashMap<>();
            places.stream().map(Place::path).forEach(looked::add);
            places.stream()
                    .map(Place::path)
                    .filter(it -> it.startsWith("/closed/"))
                    .forEach(path -> {
                        problems.put(
                                path,
                                new Problem(
                                        "E-CLOSED",
                                        FieldPath.ROOT,
                                        Position.NONE,
                                        "",
                                        "",
                                        "fix",
                                        new LinkedHashMap<>()));
                    });
            return problems;
        }
    }

    private Reception.Result received(boolean present) throws Exception {
        return received(present, PLAIN);
    }

    private Reception.Result received(boolean present, Desk.SubmitOptions options) throws Exception {
        return received(present, options, JOB);
    }

    private Reception.Result received(boolean present, Desk.SubmitOptions options, byte[] job) throws Exception {
        ImageResolver resolver = (uid, reference, policy, credential) -> new ImageResolver.Answer.Found(
                new ResolvedImage(
                        reference.toString(),
                        "sha256:" + "a".repeat(64),
                        ResolvedImage.Kind.IMAGE_ID,
                        "linux/amd64",
                        Bytes.ofMib(1)),
                present);
        Accounts accounts =
                new Accounts(new OwnThreads(2, Duration.ofSeconds(20)), InstantSource.system(), Duration.ofSeconds(10));
        var sites = new Resolver(Topology.LOCAL, VolumeTable.shipped(List.of("local"), true, "/srv/fairlead"));
        var secrets =
                new UserSecrets(SecretFile.in(tmp.resolve("secrets"), new SecureRandom()), InstantSource.system());
        Pulls none = (cluster, image, uid) -> new Observation.ImageArrived(cluster, image);
        var images = new SiteImages(Map.of(ClusterId.LOCAL, new SiteImages.Shelf(resolver, new ClosedFolder(), none)));
        return new Reception(
                        new Reception.Sources(accounts, () -> sites, images, secrets), LimitTable.SHIPPED, List.of())
                .receive(new Caller(NOBODY, Caller.Rank.USER), job, options);
    }

    @Test
    void folders_of_the_image_that_are_closed_to_the_user_are_refused_where_they_are_asked_for() throws Exception {
        assertThat(received(true)).isInstanceOfSatisfying(Reception.Result.Refused.class, it -> {
            assertThat(it.kind()).isEqualTo(Desk.Refused.Kind.INVALID);
            assertThat(it.findings().problems())
                    .extracting(problem -> problem.path().toString())
                    .containsExactly("request.docker.storage[1].containerPath", "request.docker.workingDir");
        });
        assertThat(looked).containsExactly("/home/nobody", "/root", "/fast", "/closed/fast", "/closed/src");
    }

    @Test
    void an_image_that_cannot_be_looked_into_yet_is_judged_when_it_starts() throws Exception {
        assertThat(received(false)).isInstanceOf(Reception.Result.Ready.class);
        engineAway = true;
        assertThat(received(true)).isInstanceOf(Reception.Result.Ready.class);
        assertThat(looked).isEmpty();
    }

    private static Desk.SubmitOptions in(String dialect) {
        return new Desk.SubmitOptions(
                Optional.empty(),
                false,
                Optional.empty(),
                Desk.Format.JSON,
                Optional.of(dialect),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void the_system_whose_words_a_definition_was_is_kept_with_the_job_and_an_unknown_one_is_refused() throws Exception {
        assertThat(received(false, in("runai")))
                .isInstanceOfSatisfying(
                        Reception.Result.Ready.class,
                        it -> assertThat(it.candidate().dialect()).isEqualTo("runai"));
        assertThat(received(false, PLAIN))
                .isInstanceOfSatisfying(
                        Reception.Result.Ready.class,
                        it -> assertThat(it.candidate().dialect()).isEqualTo("slices-v2"));
        assertThat(received(false, in("kobold")))
                .isInstanceOfSatisfying(
                        Reception.Result.Refused.class,
                        it -> assertThat(it.findings().problems())
                                .singleElement()
                                .satisfies(problem -> assertThat(problem.message())
                                        .contains("kobold")
                                        .contains("docker, runai, slurm")));
    }

    private Reception.Result.Refused refused(String name, String gpus, String volume) throws Exception {
        String job = """
                {"name": %s, "request": {
                  "resources": {"cpus": 1, "gpus": %s, "cpuMemoryGb": 1, "minCudaVersion": 99},
                  "docker": {"image": "tool:1", "command": "true", "secrets": {"KEY": "nosuch"},
                    "storage": [{"hostPath": "%s", "containerPath": "/data"}]}}}
                """.formatted(name, gpus, volume);
        return (Reception.Result.Refused) received(false, PLAIN, job.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_mistake_of_form_an_unknown_volume_and_an_unknown_secret_come_at_once() throws Exception {
        assertThat(refused("7", "1", "/nowhere").findings().problems())
                .extracting(problem -> problem.path().toString())
                .containsExactly("name", "request.docker.secrets.KEY", "request.docker.storage[0]");
    }

    @Test
    void what_machines_could_run_is_judged_without_the_volumes_unless_that_part_was_misread() throws Exception {
        assertThat(refused("\"a\"", "1", "/nowhere").rest()).isPresent().get().satisfies(rest -> {
            assertThat(rest.definition().docker().storage()).isEmpty();
            assertThat(rest.definition().resources().minCuda()).isPresent();
            assertThat(rest.mounts()).isNotEmpty();
        });
        assertThat(refused("7", "1", "/project/x").rest()).isPresent();
        assertThat(refused("7", "\"two\"", "/nowhere").rest()).isEmpty();
    }

    @Test
    void what_is_found_out_later_names_the_line_of_the_file_too() throws Exception {
        Reception.Result.Refused refused = refused("\"a\"", "1", "/nowhere");

        assertThat(refused.places().in(refused.findings()).problems())
                .extracting(problem -> problem.path() + " " + problem.position())
                .containsExactly("request.docker.secrets.KEY 3:71", "request.docker.storage[0] 4:17");
    }
}
