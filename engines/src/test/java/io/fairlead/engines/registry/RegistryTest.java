package io.fairlead.engines.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.image.ImageFault;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.engines.FakeRegistry;
import io.fairlead.engines.FakeRegistry.Mode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RegistryTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final FakeRegistry fake = new FakeRegistry();
    private final Registry registry = new Registry();

    @AfterEach
    void close() {
        registry.close();
        fake.close();
    }

    private Registry.Answer resolve(String image, Optional<RegistryCredential> credential) {
        return registry.resolve(ImageReference.parse(image), credential, "amd64", AMPLE);
    }

    private ImageFault fault(String image) {
        Registry.Answer answer = resolve(image, Optional.empty());
        assertThat(answer).isInstanceOf(Registry.Answer.Failed.class);
        return ((Registry.Answer.Failed) answer).fault();
    }

    @Test
    void a_tag_means_the_digest_of_its_manifest() {
        String image = fake.host() + "/hello:1";

        assertThat(resolve(image, Optional.empty()))
                .isEqualTo(new Registry.Answer.Resolved(new ResolvedImage(
                        image,
                        fake.digest(),
                        ResolvedImage.Kind.MANIFEST,
                        "linux/amd64",
                        new io.fairlead.core.unit.Bytes(fake.layerBytes()))));
    }

    @Test
    void an_image_for_several_processors_keeps_the_digest_of_the_list() {
        var answer = (Registry.Answer.Resolved) resolve(fake.host() + "/hello:many", Optional.empty());

        assertThat(answer.image().digest()).isEqualTo(fake.listDigest());
        assertThat(answer.image().platform()).isEqualTo("linux/amd64");
        assertThat(answer.image().size().count()).isEqualTo(fake.layerBytes());
    }

    @Test
    void an_image_for_another_processor_is_refused_by_name() {
        assertThat(fault(fake.host() + "/hello:arm").kind()).isEqualTo(ImageFault.Kind.WRONG_ARCH);
        assertThat(fault(fake.host() + "/hello:arm").problem().message()).contains("linux/arm64", "linux/amd64");
    }

    @Test
    void an_unknown_tag_is_answered_with_near_ones() {
        ImageFault fault = fault(fake.host() + "/hello:1.0");

        assertThat(fault.kind()).isEqualTo(ImageFault.Kind.NOT_FOUND);
        assertThat(fault.near()).startsWith("1", "1.0-slim").hasSize(3);
        assertThat(fault.problem().code()).isEqualTo("E-IMAGE-TAG-NOT-FOUND");
    }

    @Test
    void an_unknown_repository_is_not_found() {
        assertThat(fault(fake.host() + "/nothing:1").problem().code()).isEqualTo("E-IMAGE-NOT-FOUND");
    }

    @Test
    void a_token_is_fetched_with_the_password_and_the_password_goes_nowhere_else() {
        fake.mode = Mode.TOKEN;
        var credential = new RegistryCredential(fake.host(), FakeRegistry.USER, FakeRegistry.PASSWORD);

        assertThat(resolve(fake.host() + "/hello:1", Optional.of(credential)))
                .isInstanceOf(Registry.Answer.Resolved.class);

        assertThat(fake.requests)
                .contains(
                        "GET /token with credentials",
                        "GET /v2/hello/manifests/1",
                        "GET /v2/hello/manifests/1 with credentials");
        assertThat(fault(fake.host() + "/hello:1").kind()).isEqualTo(ImageFault.Kind.AUTH);
    }

    @Test
    void each_failure_has_its_own_kind() throws Exception {
        fake.mode = Mode.UNAUTHORIZED;
        assertThat(fault(fake.host() + "/hello:1").kind()).isEqualTo(ImageFault.Kind.AUTH);
        fake.mode = Mode.TOO_MANY;
        assertThat(fault(fake.host() + "/hello:1").kind()).isEqualTo(ImageFault.Kind.RATE_LIMIT);
        fake.mode = Mode.BROKEN;
        assertThat(fault(fake.host() + "/hello:1").kind()).isEqualTo(ImageFault.Kind.REGISTRY_UNREACHABLE);
        assertThat(fault("127.0.0.1:" + closedPort() + "/hello:1").kind())
                .isEqualTo(ImageFault.Kind.REGISTRY_UNREACHABLE);
        assertThat(fault("registry.invalid/hello:1").kind()).isEqualTo(ImageFault.Kind.REGISTRY_UNREACHABLE);
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Test
    void a_registry_that_never_answers_is_given_up_at_the_deadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Registry.Answer answer = registry.resolve(
                    ImageReference.parse("127.0.0.1:" + silent.getLocalPort() + "/hello:1"),
                    Optional.empty(),
                    "amd64",
                    Duration.ofMillis(300));

            assertThat(answer).isInstanceOf(Registry.Answer.Failed.class);
        }
    }

    @Test
    void a_challenge_is_taken_apart() {
        Challenge challenge = Challenge.parse(
                        "Bearer realm=\"https://auth.example/token\",service=\"reg\",scope=\"repository:a/b:pull,push\"")
                .orElseThrow();

        assertThat(challenge.scheme()).isEqualTo("bearer");
        assertThat(challenge.parameter("realm")).isEqualTo("https://auth.example/token");
        assertThat(challenge.parameter("scope")).isEqualTo("repository:a/b:pull,push");
        assertThat(challenge.parameter("nothing")).isEmpty();
        assertThat(Challenge.parse("\"")).isEmpty();
    }

    @Test
    void only_the_loopback_is_spoken_to_without_encryption() {
        assertThat(RegistryHttp.isLoopback("127.0.0.1:5000")).isTrue();
        assertThat(RegistryHttp.isLoopback("localhost")).isTrue();
        assertThat(RegistryHttp.isLoopback("[::1]:5000")).isTrue();
        assertThat(RegistryHttp.isLoopback("127.0.0.1.example.org")).isFalse();
        assertThat(RegistryHttp.isLoopback("registry.example.org:5000")).isFalse();
    }
}
