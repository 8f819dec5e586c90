package io.fairlead.server.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.volume.MountTarget;
import io.fairlead.net.Endpoint;
import io.fairlead.net.HttpClient;
import io.fairlead.net.Limits;
import io.fairlead.net.Request;
import io.fairlead.net.Response;
import io.fairlead.net.Target;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.MountTable;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.linux.RootFolder;
import io.fairlead.server.volumes.Staging.Expected;
import io.fairlead.server.volumes.Staging.Visitor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stages as root and mounts what was staged into containers of the engine at its usual place. */
@Timeout(120)
final class StagingEngineIT {
    private static final int UID = 61_001;
    private static final Visitor ALICE = new Visitor(new Credentials(UID, UID, List.of()), 022);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Endpoint ENGINE = new Endpoint.UnixSocket(Path.of("/var/run/docker.sock"));
    private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]{64})\"");
    private static final Pattern PID = Pattern.compile("\"Pid\":([0-9]+)");

    private final HttpClient engine = new HttpClient(ENGINE, Limits.DEFAULT);
    private RootFolder tmp;
    private BindStaging staging;
    private Staged staged;
    private Path volume;
    private String container = "";

    @BeforeEach
    void prepare() throws Exception {
        tmp = RootFolder.make();
        volume = tmp.folder("volume", UID, UID, "rwx------");
        staging = BindStaging.at(tmp.path().resolve("stage"), new OwnThreads(8, Duration.ofSeconds(20)));
        staged = staging.stage("a1", 0, new VolumeSource("v", volume.toString(), SubPath.of("in"), true, false), ALICE);
    }

    @AfterEach
    void clean() throws Exception {
        if (!container.isEmpty()) {
            engine.exchange(
                    Request.of("DELETE", Target.of("/containers/{}", container).with("force", "1")), LONG);
        }
        engine.close();
        staging.clearStale();
        tmp.remove();
    }

    @Test
    void a_container_has_exactly_what_was_staged_and_keeps_it_when_the_stage_is_gone() throws Exception {
        var target = MountTarget.parse("/da:ta,x y");
        long pid = started("fairlead/test-busybox:1", target, "id -u >'/da:ta,x y/f'; exec sleep 600");

        assertThat(staging.differences(pid, List.of(new Expected(staged, target))))
                .isEmpty();
        staging.unstage("a1");
        assertThat(staging.differences(pid, List.of(new Expected(staged, target))))
                .isEmpty();
        assertThat(MountTable.of(pid).at(target.path()).orElseThrow().options()).contains("rw", "nosuid", "nodev");
        await(volume.resolve("in/f"));
        assertThat(volume.resolve("in/f")).hasContent(Integer.toString(UID));
        assertThat(Files.getAttribute(volume.resolve("in/f"), "unix:uid")).isEqualTo(UID);
    }

    @Test
    void an_image_whose_folder_is_a_link_is_found_out() throws Exception {
        var target = MountTarget.parse("/data");
        long pid = started("fairlead/test-link:1", target, "exec sleep 600");

        assertThat(staging.differences(pid, List.of(new Expected(staged, target))))
                .singleElement()
                .satisfies(difference -> assertThat(difference.found()).isEqualTo("nothing is mounted there"));
    }

    private long started(String image, MountTarget target, String script) throws Exception {
        String body = """
                {"Image":"%s","Cmd":["sh","-c","%s"],"User":"%d:%d",
                 "HostConfig":{"NetworkMode":"none","CapDrop":["ALL"],"SecurityOpt":["no-new-privileges"],
                 "Mounts":[{"Type":"bind","Source":"%s","Target":"%s","BindOptions":{"Propagation":"rprivate"}}]}}
                """.formatted(image, script, UID, UID, staged.path(), target.path());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Response made = engine.exchange(Request.of("POST", "/containers/create").body(bytes, "application/json"), LONG);
        container = first(ID, made.text());
        Response start = engine.exchange(Request.of("POST", Target.of("/containers/{}/start", container)), LONG);
        assertThat(start.status()).as(start.text()).isEqualTo(204);
        Response seen = engine.exchange(Request.of("GET", Target.of("/containers/{}/json", container)), LONG);
        return Long.parseLong(first(PID, seen.text()));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static void await(Path file) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (!(Files.exists(file) && Files.size(file) > 0) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
