package io.fairlead.engines.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.image.ImageFault;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.unit.Bytes;
import io.fairlead.engines.FakeRegistry;
import io.fairlead.engines.FakeRegistry.Mode;
import io.fairlead.net.HttpClient;
import io.fairlead.net.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DockerImagesTest {
    private static RealEngine real;

    private final FakeRegistry registry = new FakeRegistry();

    @BeforeAll
    static void open() {
        real = new RealEngine();
    }

    @AfterAll
    static void close() {
        real.close();
    }

    @AfterEach
    void closeRegistry() throws Exception {
        String name = registry.host() + "/hello@" + registry.digest();
        if (images().find(ImageReference.parse(name)) instanceof DockerImages.Local.Present) {
            RealEngine.cli("rmi", name);
        }
        registry.close();
    }

    private static DockerImages images() {
        return real.docker().images();
    }

    private static LocalImage present(String name) {
        DockerImages.Local found = images().find(ImageReference.parse(name));
        assertThat(found).isInstanceOf(DockerImages.Local.Present.class);
        return ((DockerImages.Local.Present) found).image();
    }

    private ResolvedImage inRegistry() {
        return new ResolvedImage(
                registry.host() + "/hello:1",
                registry.digest(),
                ResolvedImage.Kind.MANIFEST,
                "linux/amd64",
                Bytes.ZERO);
    }

    private ImageFault failure() {
        DockerImages.Local pulled = images().pull(inRegistry(), Optional.empty(), _ -> {});
        assertThat(pulled).isInstanceOf(DockerImages.Local.Failed.class);
        return ((DockerImages.Local.Failed) pulled).fault();
    }

    @Test
    void an_image_made_on_this_machine_resolves_to_its_id() {
        LocalImage image = present("fairlead/test-rude:1");

        assertThat(image.settings().user()).isEqualTo("4242:4242");
        assertThat(image.settings().volumes()).containsExactly("/rude");
        assertThat(image.settings().environment()).contains("NVIDIA_VISIBLE_DEVICES=all");
        assertThat(image.platform()).isEqualTo("linux/amd64");
        ResolvedImage resolved = image.resolved(ImageReference.parse("fairlead/test-rude:1"));
        assertThat(resolved.kind()).isEqualTo(ResolvedImage.Kind.IMAGE_ID);
        assertThat(images().find(resolved)).isEqualTo(new DockerImages.Local.Present(image));
    }

    @Test
    void an_image_that_is_not_there_is_absent() {
        assertThat(images().find(ImageReference.parse("fairlead/nothing:1")))
                .isEqualTo(new DockerImages.Local.Absent());
    }

    @Test
    void an_image_with_reserved_labels_or_for_another_processor_is_unsuitable() {
        ImageReference spoof = ImageReference.parse("fairlead/test-spoof:1");

        Optional<ImageFault> fault = present("fairlead/test-spoof:1").unsuitable(spoof, "x86_64");

        assertThat(fault).hasValueSatisfying(it -> {
            assertThat(it.kind()).isEqualTo(ImageFault.Kind.RESERVED_LABEL);
            assertThat(it.problem().message()).contains("io.fairlead.instance", "io.fairlead.job");
        });
        LocalImage plain = present("fairlead/test-busybox:1");
        assertThat(plain.unsuitable(spoof, "x86_64")).isEmpty();
        assertThat(plain.unsuitable(spoof, "aarch64"))
                .hasValueSatisfying(it -> assertThat(it.kind()).isEqualTo(ImageFault.Kind.WRONG_ARCH));
    }

    @Test
    void a_pull_by_digest_ends_with_the_image_there_and_says_how_far_it_is() {
        List<DockerImages.Progress> progress = new ArrayList<>();

        DockerImages.Local pulled = images().pull(inRegistry(), Optional.empty(), progress::add);

        assertThat(pulled).isInstanceOf(DockerImages.Local.Present.class);
        LocalImage image = ((DockerImages.Local.Present) pulled).image();
        assertThat(image.digests()).contains(registry.host() + "/hello@" + registry.digest());
        assertThat(image.resolved(ImageReference.parse(registry.host() + "/hello:1")))
                .extracting(ResolvedImage::digest, ResolvedImage::kind)
                .containsExactly(registry.digest(), ResolvedImage.Kind.MANIFEST);
        assertThat(progress).isNotEmpty().allMatch(it -> it.received() <= it.known());
        assertThat(progress.getLast().received()).isEqualTo(progress.getLast().known());
    }

    @Test
    void credentials_reach_the_registry_and_are_shown_nowhere() {
        registry.mode = Mode.TOKEN;
        assertThat(failure().kind()).isEqualTo(ImageFault.Kind.AUTH);
        var credential = new RegistryCredential(registry.host(), FakeRegistry.USER, FakeRegistry.PASSWORD);

        DockerImages.Local pulled = images().pull(inRegistry(), Optional.of(credential), _ -> {});

        assertThat(pulled).isInstanceOf(DockerImages.Local.Present.class);
        assertThat(pulled.toString()).doesNotContain(FakeRegistry.PASSWORD);
        assertThat(credential.toString()).isEqualTo("***");
    }

    @Test
    void a_damaged_layer_is_noticed_behind_the_good_beginning() {
        registry.mode = Mode.CORRUPT;

        assertThat(failure().kind()).isEqualTo(ImageFault.Kind.CORRUPT);
        assertThat(images().find(inRegistry())).isEqualTo(new DockerImages.Local.Absent());
    }

    @Test
    void each_failure_of_the_registry_has_its_own_kind() {
        registry.mode = Mode.TOO_MANY;
        assertThat(failure().kind()).isEqualTo(ImageFault.Kind.RATE_LIMIT);
        var unknown = new ResolvedImage(
                registry.host() + "/hello:1",
                "sha256:" + "0".repeat(64),
                ResolvedImage.Kind.MANIFEST,
                "linux/amd64",
                Bytes.ZERO);
        registry.mode = Mode.GOOD;
        assertThat(images().pull(unknown, Optional.empty(), _ -> {}))
                .isInstanceOfSatisfying(
                        DockerImages.Local.Failed.class,
                        it -> assertThat(it.fault().kind()).isEqualTo(ImageFault.Kind.NOT_FOUND));
        registry.close();
        assertThat(failure().kind()).isEqualTo(ImageFault.Kind.REGISTRY_UNREACHABLE);
    }

    @Test
    void a_registry_that_stalls_within_a_layer_is_given_up() {
        registry.mode = Mode.STALLED;
        try (var http = new HttpClient(RealEngine.SOCKET, Limits.DEFAULT)) {
            var impatient = new DockerImages(
                    new DockerApi(http, Duration.ofSeconds(20)), real.instance(), Duration.ofSeconds(2));

            DockerImages.Local pulled = impatient.pull(inRegistry(), Optional.empty(), _ -> {});

            assertThat(pulled)
                    .isInstanceOfSatisfying(
                            DockerImages.Local.Failed.class,
                            it -> assertThat(it.fault().retryable()).isTrue());
        }
        registry.mode = Mode.GOOD;
        assertThat(images().find(inRegistry())).isEqualTo(new DockerImages.Local.Absent());
        assertThat(images().pull(inRegistry(), Optional.empty(), _ -> {}))
                .isInstanceOf(DockerImages.Local.Present.class);
    }

    @Test
    void looking_into_an_image_finds_accounts_homes_and_closed_folders() throws Exception {
        ImageFiles home = look("fairlead/test-home:1", List.of("/home/alice", "/home/bob", "/bin/busybox/x"));
        assertThat(home.passwd()).hasValueSatisfying(text -> assertThat(text).contains("alice:x:1000:1000:"));
        assertThat(home.group()).hasValueSatisfying(text -> assertThat(text).contains("alice:x:1000:"));
        assertThat(home.rootHome()).isEqualTo(new ImageFiles.Folder(true, true, List.of()));
        assertThat(home.ways().get("/home/alice").end()).hasValueSatisfying(it -> {
            assertThat(it.uid()).isEqualTo(1000);
            assertThat(it.mode()).isEqualTo(0700);
        });
        assertThat(home.ways().get("/home/bob").end()).isEmpty();
        assertThat(home.ways().get("/bin/busybox/x").end())
                .hasValueSatisfying(it -> assertThat(it.type()).isEqualTo(ImageFiles.Type.FILE));

        ImageFiles closed = look("fairlead/test-closed:1", List.of("/closed/inner/data", "/closed", "/bin"));
        assertThat(closed.ways().get("/closed/inner/data").closedTo(1000, List.of(1000L)))
                .hasValue("/closed");
        assertThat(closed.ways().get("/closed/inner/data").closedTo(0, List.of()))
                .isEmpty();
        assertThat(closed.ways().get("/closed").closedTo(1000, List.of(1000L))).isEmpty();
        assertThat(closed.ways().get("/bin").closedTo(1000, List.of())).isEmpty();

        ImageFiles link = look("fairlead/test-link:1", List.of("/data", "/real/out/passwd"));
        assertThat(link.ways().get("/data").end())
                .hasValueSatisfying(it -> assertThat(it.path()).isEqualTo("/etc"));
        assertThat(link.ways().get("/real/out/passwd").end())
                .hasValueSatisfying(it -> assertThat(it.path()).isEqualTo("/etc/passwd"));

        ImageFiles rude = look("fairlead/test-rude:1", List.of());
        assertThat(rude.rootHome().entries()).extracting(ImageFiles.Entry::path).containsExactly("/root/work.txt");
        assertThat(RealEngine.cli("ps", "-aq", "--filter", "label=" + DockerImages.LOOK_LABEL + "=" + real.instance()))
                .isBlank();
    }

    private static ImageFiles look(String name, List<String> paths) {
        ResolvedImage image = present(name).resolved(ImageReference.parse(name));
        DockerImages.Inside inside = images().look(image, paths);
        assertThat(inside).isInstanceOf(DockerImages.Inside.Seen.class);
        return ((DockerImages.Inside.Seen) inside).files();
    }
}
