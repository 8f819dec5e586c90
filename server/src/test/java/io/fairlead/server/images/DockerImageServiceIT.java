package io.fairlead.server.images;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.engines.docker.Docker;
import io.fairlead.engines.registry.Registry;
import io.fairlead.net.Endpoint;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.images.ImageLooks.Place;
import io.fairlead.server.images.ImageResolver.Answer;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.linux.RootFolder;
import io.fairlead.server.secrets.SecretFile;
import io.fairlead.server.sif.SifFiles;
import io.fairlead.server.sif.SifImport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** The engine of this machine, and Debian's registry. */
@Timeout(180)
final class DockerImageServiceIT {
    private static final long ALICE = 61_001;
    private static final long BOB = 61_002;
    private static final String INSTANCE = "imagesitimagesitimagesitim";

    private static RootFolder tmp;
    private static Path storage;
    private static Docker docker;
    private static int images;

    private final List<String> made = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Registry asking;
    private Path secrets;
    private RegistryCredentials credentials;
    private DockerImageService service;
    private TestRegistry registry;

    @BeforeAll
    static void open() throws Exception {
        tmp = RootFolder.make();
        storage = Files.createDirectory(tmp.path().resolve("images"));
        docker = new Docker(new Endpoint.UnixSocket(Path.of("/var/run/docker.sock")), INSTANCE);
    }

    @AfterAll
    static void close() throws Exception {
        assertThat(RootFolder.command("docker", "ps", "-aq", "--filter", "label=io.fairlead.look=" + INSTANCE))
                .isBlank();
        docker.close();
        tmp.remove();
    }

    @BeforeEach
    void prepare() throws Exception {
        log.start();
        root().addAppender(log);
        asking = new Registry();
        secrets = Files.createTempDirectory(tmp.path(), "secrets");
        credentials = new RegistryCredentials(SecretFile.in(secrets, new SecureRandom()));
        service = new DockerImageService(docker.images(), sif(), asking, credentials, "x86_64");
        registry = TestRegistry.open(tmp.path(), storage);
    }

    @AfterEach
    void clean() throws Exception {
        registry.close();
        asking.close();
        service.close();
        root().detachAppender(log);
        for (String image : made) {
            new ProcessBuilder("docker", "rmi", image).start().waitFor();
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static ImageReference reference(String text) {
        return ImageReference.parse(text);
    }

    private Answer resolved(String text, PullPolicy policy) throws InterruptedException {
        return service.resolve(ALICE, reference(text), policy, Optional.empty());
    }

    private static Answer.Found found(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return (Answer.Found) answer;
    }

    private static Answer.Refused refused(Answer answer, String code) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(((Answer.Refused) answer).problem().code()).isEqualTo(code);
        return (Answer.Refused) answer;
    }

    /** An image of its own content on the engine alone. */
    private String made(String name, String... options) throws Exception {
        byte[] content = new byte[300_000];
        new Random(1_000L * ProcessHandle.current().pid() + images++).nextBytes(content);
        Path folder = Files.createTempDirectory(tmp.path(), "image");
        Files.write(folder.resolve("content"), content);
        Path tar = folder.resolveSibling(folder.getFileName() + ".tar");
        RootFolder.command("tar", "-C", folder.toString(), "-cf", tar.toString(), ".");
        List<String> command = new ArrayList<>(List.of("docker", "import"));
        command.addAll(List.of(options));
        command.addAll(List.of(tar.toString(), name));
        RootFolder.command(command.toArray(String[]::new));
        made.add(name);
        return name;
    }

    /** The same for another processor: its configuration is changed on the way out of the engine and in again. */
    private String foreign(String name) throws Exception {
        made(name);
        String before = RootFolder.command("docker", "image", "inspect", "-f", "{{.Id}}", name);
        Path folder = Files.createTempDirectory(tmp.path(), "saved");
        String tar = folder.resolveSibling(folder.getFileName() + ".tar").toString();
        RootFolder.command("docker", "save", "-o", tar, name);
        RootFolder.command("tar", "-C", folder.toString(), "-xf", tar);
        Path configuration;
        try (var files = Files.list(folder)) {
            configuration = files.filter(it -> it.toString().matches(".*/[0-9a-f]{64}\\.json"))
                    .findFirst()
                    .orElseThrow();
        }
        String text = Files.readString(configuration);
        assertThat(text).contains("\"architecture\":\"amd64\"");
        Files.writeString(configuration, text.replace("\"amd64\"", "\"arm64\""));
        RootFolder.command("tar", "-C", folder.toString(), "-cf", tar, ".");
        RootFolder.command("docker", "load", "-q", "-i", tar);
        RootFolder.command("docker", "rmi", before.strip());
        return name;
    }

    /** An image that only the registry has. */
    private String pushed(String path, String... options) throws Exception {
        return moved(made(registry.host() + "/" + path, options));
    }

    private String moved(String name) throws Exception {
        RootFolder.command("docker", "push", "-q", name);
        RootFolder.command("docker", "rmi", name);
        made.remove(name);
        return name;
    }

    private Observation pulled(long uid, ResolvedImage image) throws InterruptedException {
        made.add(image.name());
        return service.pull(ClusterId.LOCAL, image, uid);
    }

    @Test
    void an_image_made_here_is_found_without_any_registry() throws Exception {
        String name = made("fairlead/images-it:local");

        Answer.Found found = found(resolved(name, PullPolicy.MISSING));

        assertThat(found.present()).isTrue();
        assertThat(found.image().kind()).isEqualTo(ResolvedImage.Kind.IMAGE_ID);
        assertThat(found(resolved(name, PullPolicy.NEVER))).isEqualTo(found);
        assertThat(service.pull(ClusterId.LOCAL, found.image(), ALICE))
                .isEqualTo(new Observation.ImageArrived(ClusterId.LOCAL, found.image()));
    }

    @Test
    void never_asks_no_registry() throws Exception {
        String name = pushed("never:1");

        assertThat(refused(resolved(name, PullPolicy.NEVER), "E-IMAGE-NOT-LOCAL")
                        .retryable())
                .isFalse();
    }

    @Test
    void whoever_leaves_the_owner_out_is_told_the_name_of_their_own_image_and_nobody_else_is() throws Exception {
        String own =
                "fairlead-" + ALICE + "/left-out-" + ProcessHandle.current().pid() + ":2";
        String bare = own.substring(own.indexOf('/') + 1);
        RootFolder.command("docker", "tag", "fairlead/test-busybox:1", own);
        try {
            Answer.Refused refused = refused(resolved(bare, PullPolicy.NEVER), "E-IMAGE-OWN-HERE");
            assertThat(refused.problem().message()).contains("did you mean " + own);
            Answer other = service.resolve(BOB, reference(bare), PullPolicy.NEVER, Optional.empty());
            refused(other, "E-IMAGE-NOT-LOCAL");
        } finally {
            RootFolder.command("docker", "rmi", own);
        }
    }

    @Test
    void an_image_of_a_registry_is_pulled_by_the_digest_of_the_submit_whatever_its_tag_names_later() throws Exception {
        String name = pushed("moving:1");
        Answer.Found before = found(resolved(name, PullPolicy.MISSING));
        assertThat(before.present()).isFalse();
        assertThat(before.image().kind()).isEqualTo(ResolvedImage.Kind.MANIFEST);

        pushed("moving:1");
        Answer.Found after = found(resolved(name, PullPolicy.ALWAYS));
        assertThat(after.image().digest()).isNotEqualTo(before.image().digest());

        assertThat(pulled(ALICE, before.image()))
                .isEqualTo(new Observation.ImageArrived(ClusterId.LOCAL, before.image()));
        assertThat(RootFolder.command(
                        "docker", "image", "inspect", before.image().name()))
                .contains(before.image().digest())
                .doesNotContain(after.image().digest());
        String exact = registry.host() + "/moving@" + before.image().digest();
        assertThat(found(resolved(exact, PullPolicy.MISSING)).present()).isTrue();
        assertThat(found(resolved(name, PullPolicy.ALWAYS)).present()).isFalse();
    }

    @Test
    void an_unknown_tag_is_answered_with_those_that_are_near() throws Exception {
        pushed("tags:3.11-slim");

        Answer.Refused refused =
                refused(resolved(registry.host() + "/tags:3.11-slin", PullPolicy.MISSING), "E-IMAGE-TAG-NOT-FOUND");

        assertThat(refused.retryable()).isFalse();
        assertThat(refused.problem().message()).contains("3.11-slim");
        refused(resolved(registry.host() + "/nothing:1", PullPolicy.MISSING), "E-IMAGE-NOT-FOUND");
    }

    @Test
    void a_credential_opens_a_registry_for_its_user_alone_and_appears_nowhere() throws Exception {
        pushed("private:1");
        registry.close();
        registry = TestRegistry.withAccounts(tmp.path(), storage);
        String name = registry.host() + "/private:1";
        var alice = new RegistryCredential(registry.host(), "alice", TestRegistry.ALICE_PASSWORD);
        var wrong = new RegistryCredential(registry.host(), "alice", TestRegistry.BOB_PASSWORD);

        assertThat(refused(resolved(name, PullPolicy.MISSING), "E-IMAGE-AUTH").retryable())
                .isFalse();
        Answer mistaken = service.resolve(ALICE, reference(name), PullPolicy.MISSING, Optional.of(wrong));
        refused(mistaken, "E-IMAGE-AUTH");
        assertThat(credentials.of(ALICE, registry.host())).isEmpty();
        ResolvedImage image = found(service.resolve(ALICE, reference(name), PullPolicy.MISSING, Optional.of(alice)))
                .image();
        refused(service.resolve(BOB, reference(name), PullPolicy.MISSING, Optional.empty()), "E-IMAGE-AUTH");

        assertThat(pulled(BOB, image))
                .isInstanceOfSatisfying(
                        Observation.ImageFailed.class,
                        it -> assertThat(it.reason().code()).isEqualTo("E-IMAGE-AUTH"));
        assertThat(pulled(ALICE, image)).isEqualTo(new Observation.ImageArrived(ClusterId.LOCAL, image));
        assertThat(found(resolved(name, PullPolicy.ALWAYS)).present()).isTrue();

        StringBuilder seen =
                new StringBuilder(RootFolder.command("docker", "image", "inspect", image.name()) + image + mistaken);
        log.list.forEach(event -> seen.append(event.getFormattedMessage()));
        try (var files = Files.list(secrets)) {
            for (Path file : files.toList()) {
                seen.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
            }
        }
        assertThat(seen.toString()).doesNotContain("canary-");
        var again = new RegistryCredentials(SecretFile.in(secrets, new SecureRandom()));
        assertThat(again.of(ALICE, registry.host())).contains(alice);
        assertThat(again.of(BOB, registry.host())).isEmpty();
    }

    @Test
    void of_two_who_pull_the_same_the_one_without_rights_fails_and_the_other_does_not() throws Exception {
        pushed("shared:1");
        registry.close();
        registry = TestRegistry.withAccounts(tmp.path(), storage);
        String name = registry.host() + "/shared:1";
        var bob = new RegistryCredential(registry.host(), "bob", TestRegistry.BOB_PASSWORD);
        ResolvedImage image = found(service.resolve(BOB, reference(name), PullPolicy.ALWAYS, Optional.of(bob)))
                .image();

        var one = new CompletableFuture<Observation>();
        var other = new CompletableFuture<Observation>();
        Thread.ofVirtual().start(() -> complete(one, ALICE, image));
        Thread.ofVirtual().start(() -> complete(other, BOB, image));

        assertThat(other.get()).isEqualTo(new Observation.ImageArrived(ClusterId.LOCAL, image));
        assertThat(one.get())
                .isInstanceOfAny(Observation.ImageFailed.class, Observation.ImageArrived.class)
                .satisfies(it -> {
                    if (it instanceof Observation.ImageFailed failed) {
                        assertThat(failed.uid()).isEqualTo(ALICE);
                        assertThat(failed.reason().code()).isEqualTo("E-IMAGE-AUTH");
                    }
                });
    }

    private void complete(CompletableFuture<Observation> result, long uid, ResolvedImage image) {
        try {
            result.complete(pulled(uid, image));
        } catch (InterruptedException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    @Test
    void a_registry_that_is_away_is_tried_again_and_what_is_here_needs_none() throws Exception {
        String name = pushed("away:1");
        ResolvedImage image = found(resolved(name, PullPolicy.MISSING)).image();
        registry.stop();

        Answer.Refused refused =
                refused(resolved(registry.host() + "/away:2", PullPolicy.MISSING), "E-REGISTRY-UNREACHABLE");
        assertThat(refused.retryable()).isTrue();
        refused(resolved(name, PullPolicy.ALWAYS), "E-REGISTRY-UNREACHABLE");
        assertThat(found(resolved("fairlead/test-busybox:1", PullPolicy.MISSING))
                        .present())
                .isTrue();

        List<Duration> pauses = new ArrayList<>();
        Observation given = fetching(pauses).pull(ClusterId.LOCAL, image, ALICE);
        assertThat(given)
                .isInstanceOfSatisfying(
                        Observation.ImageFailed.class,
                        it -> assertThat(it.reason().code()).isEqualTo("E-REGISTRY-UNREACHABLE"));
        assertThat(pauses).hasSizeBetween(3, 10).isSorted();

        AtomicInteger midway = new AtomicInteger();
        made.add(image.name());
        var back = new Fetching(
                docker.images(),
                sif(),
                credentials,
                "x86_64",
                new Fetching.Hooks(midway::incrementAndGet, () -> {}, (time, closed) -> restart()));
        assertThat(back.pull(ClusterId.LOCAL, image, ALICE))
                .isEqualTo(new Observation.ImageArrived(ClusterId.LOCAL, image));
        assertThat(midway).hasValueGreaterThan(0);
        assertThat(back.progress(image.digest())).isEmpty();
    }

    private Fetching fetching(List<Duration> pauses) {
        return new Fetching(
                docker.images(),
                sif(),
                credentials,
                "x86_64",
                new Fetching.Hooks(() -> {}, () -> {}, (time, closed) -> pauses.add(time)));
    }

    private static SifImport sif() {
        OwnThreads threads = new OwnThreads(2, Duration.ofSeconds(5));
        Accounts accounts = new Accounts(threads, InstantSource.system(), Duration.ofSeconds(1));
        return new SifImport(
                new SifFiles(accounts, threads, "amd64"),
                docker.images(),
                tmp.path().resolve("sif"),
                true);
    }

    private void restart() {
        try {
            registry.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_must_not_run_here_is_refused_before_and_after_it_is_fetched() throws Exception {
        refused(resolved("fairlead/test-spoof:1", PullPolicy.MISSING), "E-IMAGE-RESERVED-LABEL");
        String foreign = foreign("fairlead/images-it:arm");
        refused(resolved(foreign, PullPolicy.MISSING), "E-IMAGE-WRONG-ARCH");

        String spoof = pushed("spoof:1", "--change", "LABEL io.fairlead.job=mine");
        ResolvedImage image = found(resolved(spoof, PullPolicy.MISSING)).image();
        assertThat(pulled(ALICE, image))
                .isInstanceOfSatisfying(
                        Observation.ImageFailed.class,
                        it -> assertThat(it.reason().code()).isEqualTo("E-IMAGE-RESERVED-LABEL"));
        refused(resolved(moved(foreign(registry.host() + "/foreign:1")), PullPolicy.MISSING), "E-IMAGE-WRONG-ARCH");
    }

    @Test
    void a_look_into_an_image_tells_accounts_shell_and_whose_home_root_is() throws Exception {
        ImageLook plain = service.of(image("fairlead/test-busybox:1"));
        assertThat(plain.passwd()).startsWith("root:x:0:0:");
        assertThat(plain.group()).startsWith("root:x:0:");
        assertThat(plain.shell()).isEqualTo("/bin/sh");
        assertThat(plain.path()).hasValueSatisfying(it -> assertThat(it).contains("/usr/bin"));
        assertThat(plain.rootHomeIsBare()).isTrue();
        assertThat(service.of(image("fairlead/test-busybox:1"))).isSameAs(plain);

        assertThat(service.of(image("fairlead/test-rude:1")).rootHomeIsBare()).isFalse();
    }

    @Test
    void places_behind_closed_folders_of_the_image_are_named_with_the_folder() throws Exception {
        ResolvedImage image = image("fairlead/test-closed:1");
        var places = List.of(
                new Place("/closed/inner/data", true),
                new Place("/closed/data", true),
                new Place("/closed", true),
                new Place("/closed", false),
                new Place("/data", true));

        var closed = service.closed(image, ALICE, Set.of(ALICE), places);

        assertThat(closed).containsOnlyKeys("/closed/inner/data", "/closed/data", "/closed");
        assertThat(closed.values()).allSatisfy(it -> {
            assertThat(it.code()).isEqualTo("E-IMAGE-FOLDER-CLOSED");
            assertThat(it.message()).contains("folder /closed of image");
            assertThat(it.fix()).contains("chmod");
        });
        assertThat(service.closed(image, 0, Set.of(0L), places)).isEmpty();
    }

    private ResolvedImage image(String name) throws InterruptedException {
        return found(resolved(name, PullPolicy.MISSING)).image();
    }
}
