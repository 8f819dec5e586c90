package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.wire.api.AttemptView.StopView;
import io.fairlead.wire.api.ClaimView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.SubmitOptions;
import io.fairlead.wire.jobfile.keys.Key;
import io.fairlead.wire.jobfile.keys.Section;
import io.fairlead.wire.jobfile.keys.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every key of the format: seen to have its effect in or on a real container, or named in a notice, or refused as not yet
 * built. A key in none of the three fails, so that none is ever read and forgotten.
 */
@Timeout(180)
class KeysIT {
    private static final String PROJECT = "games";

    /** One job with every key that can be seen from inside its container or on it. */
    private static final String RICH = """
            {"$schema": "https://example.org/schema", "name": "All of it", "description": "what it is for",
             "project": "games", "labels": {"team": "blue"},
             "owner": {"projectUrn": "urn:publicid:IDN+example.org+project+games",
                       "userUrn": "urn:publicid:IDN+example.org+user+x", "userEmail": "x@example.org"},
             "deploymentEnvironment": "production", "state": {"status": "QUEUED"}, "restartInfo": {"count": 1},
             "request": {
               "resources": {"cpus": 0.25, "gpus": 1, "cpuMemoryGb": 0.0625, "gpuModel": "a100", "gpuMemoryGb": 40,
                 "minCudaVersion": 12, "clusterId": 0, "slaveName": "keys-node", "slaveInstanceId": 3,
                 "features": ["fast"], "shmGb": 0.03125, "scratchGb": 1},
               "docker": {"image": "fairlead/test-busybox:1", "entrypoint": ["/bin/sh", "-c"], "command": ["SCRIPT"],
                 "environment": {"GREETING": "hello there"}, "hostname": "bob", "workingDir": "/usr",
                 "user": "ACCOUNT", "groupAdd": ["games"], "projectGidVariableName": "TEAM_GID", "tty": true,
                 "stdin": true, "readOnlyRootfs": true, "stopSignal": "SIGUSR2", "pull": "never",
                 "storage": [
                   {"hostPath": "/project_local", "containerPath": "/all"},
                   {"volume": "project_local", "subPath": "keys", "containerPath": "/some", "readOnly": true},
                   {"hostPath": "tmpfs", "containerPath": "/fast", "sizeGb": 0.03125},
                   {"s3": "data", "prefix": "a/b", "mode": "env"}],
                 "secrets": {"KEY": "my-key", "KEY_FILE": {"name": "my-key", "file": "/run/secrets/key"}}},
               "scheduling": {"interactive": true, "minDuration": "1 minute", "maxDuration": "1 hour",
                 "restartable": true, "allowHaltWithoutSignal": true, "gracePeriod": "1 s"},
               "extra": {"sshPubKeys": ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGtleQ x"],
                 "emailOnQueue": ["x@example.org"], "emailOnRun": ["x@example.org"], "emailOnEnd": ["x@example.org"],
                 "emailOnHalt": ["x@example.org"], "emailOnRestart": ["x@example.org"]}}}
            """;

    /** Makes the folder that the rich job mounts a part of. */
    private static final String FIRST = """
            {"name": "first", "project": "games", "request": {
              "resources": {"cpus": 0.1, "gpus": 0, "cpuMemoryGb": 0.06, "clusterId": 0},
              "docker": {"image": "fairlead/test-busybox:1", "command": ["mkdir", "/project_local/keys"],
                "storage": ["/project_local"]}}}
            """;

    /** Says what can be seen, then waits and says which signal came. */
    private static final String SCRIPT = "trap 'echo signal=USR2' USR2; echo name=$FAIRLEAD_JOB_NAME;"
            + " echo project=$FAIRLEAD_PROJECT; echo gpus=$FAIRLEAD_GPUS; echo greeting=$GREETING;"
            + " echo host=$(hostname); echo folder=$(pwd); echo uid=$(id -u); echo groups=,$(id -G | tr ' ' ,),;"
            + " echo team=$TEAM_GID; echo deadline=${FAIRLEAD_DEADLINE:+set}; tty > /dev/null && echo tty=yes;"
            + " touch /new 2> /dev/null || echo root=readonly; echo x > /all/keys/file && echo some=$(cat /some/file);"
            + " touch /some/new 2> /dev/null || echo some=readonly; mount | grep -q ' /fast ' &&"
            + " echo fast=$(df -k /fast | awk 'END { print $2 }');"
            + " echo secret=$KEY; echo $KEY_FILE=$(cat $KEY_FILE); echo s3=$FAIRLEAD_S3_URLS at $AWS_ENDPOINT_URL;"
            + " echo shm=$(df -k /dev/shm | awk 'END { print $2 }'); echo ready; while :; do sleep 0.05; done";

    /** Asks for next to nothing; a member goes to where its object's path stands between angle brackets. */
    private static final String POOR = """
            {"name": "check", <> "owner": {<owner>},
             "request": {<request> "resources": {<request.resources> "cpus": 0.1, "gpus": 0, "cpuMemoryGb": 0.06},
               "docker": {<request.docker> "image": "fairlead/test-busybox:1",
                 "storage": [{<request.docker.storage[]> "hostPath": "/project_local"}]},
               "scheduling": {<request.scheduling>}, "extra": {<request.extra>}}}
            """;

    /** A line of the rich job's log. */
    private static final Map<String, String> LOGGED = Map.ofEntries(
            Map.entry("name", "name=All of it"),
            Map.entry("project", "project=games"),
            Map.entry("request.resources.gpus", "gpus=1"),
            Map.entry("request.resources.shmGb", "shm=32768"),
            Map.entry("request.docker.command", "ready"),
            Map.entry("request.docker.environment", "greeting=hello there"),
            Map.entry("request.docker.hostname", "host=bob"),
            Map.entry("request.docker.storage", "some=x"),
            Map.entry("request.docker.storage[].hostPath", "some=x"),
            Map.entry("request.docker.storage[].containerPath", "some=x"),
            Map.entry("request.docker.storage[].volume", "some=x"),
            Map.entry("request.docker.storage[].subPath", "some=x"),
            Map.entry("request.docker.storage[].readOnly", "some=readonly"),
            Map.entry("request.docker.storage[].sizeGb", "fast=32768"),
            Map.entry("request.docker.storage[].s3", "s3=s3://data/a/b at https://s3.example.org"),
            Map.entry("request.docker.storage[].prefix", "s3=s3://data/a/b at https://s3.example.org"),
            Map.entry("request.docker.secrets", "secret=hidden"),
            Map.entry("request.docker.secrets.NAME.name", "/run/secrets/key=hidden"),
            Map.entry("request.docker.secrets.NAME.file", "/run/secrets/key=hidden"),
            Map.entry("request.docker.workingDir", "folder=/usr"),
            Map.entry("request.docker.user", "uid=UID"),
            Map.entry("request.docker.projectGidVariableName", "team=GID"),
            Map.entry("request.docker.tty", "tty=yes"),
            Map.entry("request.docker.readOnlyRootfs", "root=readonly"),
            Map.entry("request.docker.stopSignal", "signal=USR2"),
            Map.entry("request.scheduling.maxDuration", "deadline=set"));

    /** What the engine says of the rich job's container: a template of docker inspect, and its outcome. */
    private static final Map<String, List<String>> INSPECTED = Map.of(
            "request.resources.cpus",
            List.of("{{.HostConfig.NanoCpus}} {{.HostConfig.CpuQuota}}", "250000000 0"),
            "request.resources.cpuMemoryGb",
            // With its shared memory and its tmpfs.
            List.of("{{.HostConfig.Memory}}", Long.toString(128L << 20)),
            "request.docker.image",
            List.of("{{.Image}}", "IMAGE"),
            "request.docker.entrypoint",
            List.of("{{json .Config.Entrypoint}}", "[\"/bin/sh\",\"-c\"]"),
            "request.docker.stdin",
            List.of("{{.Config.OpenStdin}}", "true"),
            "request.docker.groupAdd",
            List.of("{{json .HostConfig.GroupAdd}}", "[\"GID\"]"));

    /** A value that cannot be met, and the code that says so: what decides where a job runs, and what widens no right. */
    private static final Map<String, List<String>> REFUSED = Map.ofEntries(
            Map.entry("owner.projectUrn", List.of("\"urn:publicid:IDN+x+project+nothing\"", "E-PROJECT-NOT-YOURS")),
            Map.entry("request.resources.gpuModel", List.of("\"h100\", \"gpus\": 1", "E-GPU-MODEL-UNSATISFIABLE")),
            Map.entry("request.resources.gpuMemoryGb", List.of("4000, \"gpus\": 1", "E-GPU")),
            Map.entry("request.resources.migProfile", List.of("\"1g.5gb\", \"gpus\": 1", "E-GPU-MODEL-UNSATISFIABLE")),
            Map.entry("request.resources.minCudaVersion", List.of("99, \"gpus\": 1", "E-CUDA-UNSATISFIABLE")),
            Map.entry("request.resources.clusterId", List.of("7", "E-CLUSTER")),
            Map.entry("request.resources.slaveName", List.of("\"elsewhere\"", "E-NODE-UNKNOWN")),
            Map.entry("request.docker.storage[].mode", List.of("\"env\"", "E-STORAGE-COMBINATION")),
            Map.entry("request.docker.groupAdd", List.of("[\"daemon\"]", "E-GROUP-NOT-YOURS")),
            Map.entry("request.resources.features", List.of("[\"slow\"], \"gpus\": 1", "E-UNSATISFIABLE")),
            Map.entry(
                    "request.docker.pull",
                    List.of("\"never\", \"image\": \"fairlead/absent:1\"", "E-IMAGE-NOT-LOCAL")));

    /** Objects whose members are keys of their own. */
    private static final List<String> OBJECTS = List.of(
            "owner",
            "request",
            "extra",
            "request.resources",
            "request.docker",
            "request.scheduling",
            "request.extra",
            "request.expect");

    /** Values for keys that are refused whatever they say; all others are refused with a text. */
    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry("nodes", "2"),
            Map.entry("portMappings", "[80]"),
            Map.entry("session", "true"),
            Map.entry("webhooks", "[\"https://example.org\"]"));

    /** What a sample says itself and the poor definition must not say again. */
    private static final Map<String, String> GIVEN = Map.of(
            "gpus", "\"gpus\": 0, ",
            "image", "\"image\": \"[^\"]*\",",
            "hostPath", "\"hostPath\": \"[^\"]*\"");

    private static final String ACCOUNT = "e2e" + new Random().nextInt(1_000_000);

    private static ServerUnderTest server;
    private static SubmitResponse submitted;
    private static JobDetail job;
    private static Map<String, String> inspected;
    private static String log;
    private static boolean leftAlone;
    private static String uid;
    private static String gid;
    private static String imageId;

    @BeforeAll
    static void runTheRichJob() throws Exception {
        Docker.shell("flock /run/lock/fairlead-accounts useradd -M -N -g users -G " + PROJECT + " " + ACCOUNT);
        uid = Docker.shell("id -u " + ACCOUNT).strip();
        gid = Docker.shell("getent group " + PROJECT + " | cut -d: -f3").strip();
        imageId = Docker.cli("inspect", "--format", "{{.Id}}", Work.BUSYBOX).strip();
        server = ServerUnderTest.docker()
                .with("sites", "{local: {clusters: 0-9}}")
                .with(
                        "clusters",
                        "[{id: 0, name: here, node: {name: keys-node, features: [fast],"
                                + " simulatedGpus: [{model: NVIDIA A100 80GB PCIe, count: 1, memoryGb: 80}]}},"
                                // Has the other feature, and no GPU.
                                + " {id: 1, name: there, node: {name: slow-node, features: [slow],"
                                + " cores: 1, memoryGb: 1}}]")
                .with("volumes", "{store: {s3Endpoint: https://s3.example.org}}")
                // The rich job runs over the quota of its project, which has none.
                .with("shares", "{quotas: {users: {gpus: 1}}}")
                .start();
        server.askAs(
                new Person(ACCOUNT, Integer.parseInt(uid), Integer.parseInt(uid)),
                client -> client.setSecret("my-key", "hidden".getBytes(StandardCharsets.UTF_8)));
        server.over(submit(FIRST).id());
        submitted = submit(RICH.replace("ACCOUNT", ACCOUNT).replace("SCRIPT", SCRIPT));
        String id = submitted.id();
        JobDetail running = server.running(id);
        Until.holds("it is ready", () -> server.log(id), text -> text.contains("ready"));
        inspected = new TreeMap<>();
        for (Map.Entry<String, List<String>> wish : INSPECTED.entrySet()) {
            String template = wish.getValue().getFirst();
            inspected.put(
                    wish.getKey(),
                    Docker.cli("inspect", "--format", template, ServerUnderTest.container(running))
                            .strip());
        }
        ApiRefusal second = catchThrowableOfType(
                ApiRefusal.class, () -> submit(RICH.replace("ACCOUNT", ACCOUNT).replace("SCRIPT", "exit 0")));
        assertThat(second.problem().errors()).extracting(Finding::code).contains("E-NO-FREE-GPUS");
        leftAlone = GivingUp.isLeftAlone(server, ACCOUNT, id);
        server.ask(client -> client.cancel(id));
        job = server.over(id);
        log = server.log(id).replace("\r", "");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        Docker.shell("flock /run/lock/fairlead-accounts userdel " + ACCOUNT);
    }

    @Test
    void each_key_has_its_effect_or_is_named_in_a_notice_or_is_refused() throws Exception {
        List<String> silent = new ArrayList<>();
        for (Section section : Section.V2) {
            for (Key key : section.keys()) {
                String path = section.path().isEmpty() ? key.name() : section.path() + "." + key.name();
                Optional<String> failure = failure(section, key, path);
                failure.ifPresent(why -> silent.add(path + ": " + why));
            }
        }
        assertThat(silent).as("of the job that wrote: " + log).isEmpty();
    }

    private static Optional<String> failure(Section section, Key key, String path) throws Exception {
        return switch (section.statusOf(key)) {
            case HONOURED -> effect(path);
            case NO_EFFECT, IGNORED ->
                submitted.notices().stream().map(Finding::path).anyMatch(path::equals)
                        ? Optional.empty()
                        : Optional.of("in no notice");
            // The member of an object that is refused itself.
            case NOT_YET ->
                key.status() == Status.NOT_YET
                        ? refused(section, key.name(), SAMPLES.getOrDefault(key.name(), "\"2030-01-01T00:00:00Z\""))
                                        .filter("E-NOT-YET"::equals)
                                        .isPresent()
                                ? Optional.empty()
                                : Optional.of("not refused")
                        : Optional.empty();
        };
    }

    private static Optional<String> effect(String path) throws Exception {
        if (OBJECTS.contains(path)) {
            return Optional.empty();
        }
        if (LOGGED.containsKey(path)) {
            String line = LOGGED.get(path).replace("UID", uid).replace("GID", gid);
            return log.lines().anyMatch(line::equals) ? Optional.empty() : Optional.of("no line " + line);
        }
        if (INSPECTED.containsKey(path)) {
            String wanted = INSPECTED.get(path).getLast().replace("GID", gid).replace("IMAGE", imageId);
            String found = inspected.get(path);
            if (!wanted.equals(found)) {
                return Optional.of(found + " instead of " + wanted);
            }
            if (!REFUSED.containsKey(path)) {
                return Optional.empty();
            }
        }
        if (REFUSED.containsKey(path)) {
            List<String> wish = REFUSED.get(path);
            Section section = Section.V2.stream()
                    .filter(it -> path.startsWith(it.path() + ".") && it.find(last(path)) != null)
                    .findFirst()
                    .orElseThrow();
            String code = refused(section, last(path), wish.getFirst()).orElse("nothing");
            return code.startsWith(wish.getLast()) ? Optional.empty() : Optional.of("refused with " + code);
        }
        return switch (path) {
            case "description" -> seen(job.description().equals(Optional.of("what it is for")));
            case "labels" -> seen(job.labels().equals(Map.of("team", "blue")));
            case "request.scheduling.session" -> {
                // The image's own command is a shell, which ends at once without a terminal.
                String open = submit(FIRST.replace("\"command\": [\"mkdir\", \"/project_local/keys\"],", "")
                                .replace(
                                        "[\"/project_local\"]}",
                                        "[\"/project_local\"]}, \"scheduling\": {\"session\": true}"))
                        .id();
                String state = server.running(open).job().state();
                server.ask(client -> client.cancel(open));
                server.over(open);
                yield seen(state.equals("RUNNING"));
            }
            case "request.expect.exitCodes" -> {
                String three = submit(expecting("\"exitCodes\": [3]")
                                .replace("[\"mkdir\", \"/project_local/keys\"]", "\"exit 3\""))
                        .id();
                yield seen(server.over(three).job().state().equals("FINISHED"));
            }
            case "request.expect.outputs" ->
                seen(unmet("\"outputs\": [\"/project_local/none\"]", "/project_local/none is not there"));
            case "request.expect.stdoutMatches" ->
                seen(unmet("\"stdoutMatches\": \"^never$\"", "no line of its log matches ^never$"));
            case "request.resources.scratchGb" -> {
                String greedy = submit(FIRST.replace("\"cpus\"", "\"scratchGb\": 0.01, \"cpus\"")
                                .replace(
                                        "[\"mkdir\", \"/project_local/keys\"]",
                                        "\"head -c 20000000 /dev/zero > /tmp/x; sleep 60\""))
                        .id();
                yield seen(server.over(greedy)
                        .job()
                        .reason()
                        .map(Finding::code)
                        .equals(Optional.of("E-SCRATCH-EXCEEDED")));
            }
            case "request.scheduling.idleTimeout" -> {
                String idle = submit(FIRST.replace("\"mkdir\", \"/project_local/keys\"", "\"sleep\", \"60\"")
                                .replace(
                                        "[\"/project_local\"]}",
                                        "[\"/project_local\"]}, \"scheduling\": {\"idleTimeout\": \"2 seconds\","
                                                + " \"gracePeriod\": \"1 s\"}"))
                        .id();
                yield seen(server.over(idle).job().reason().map(Finding::code).equals(Optional.of("E-IDLE")));
            }
            case "request.scheduling.notBefore" ->
                scheduled("{\"notBefore\": \"2100-01-01T00:00:00Z\"}", "E-NOT-BEFORE");
            case "request.scheduling.notAfter" -> {
                String late = submit(FIRST.replace(
                                "[\"/project_local\"]}",
                                "[\"/project_local\"]}, \"scheduling\": {\"notAfter\": \"2020-01-01T00:00:00Z\"}"))
                        .id();
                yield seen(server.over(late).job().reason().map(Finding::code).equals(Optional.of("E-NOT-AFTER")));
            }
            case "request.scheduling.maxSimultaneousJobs",
                    "request.scheduling.maxSimultaneousJobs.bucketName",
                    "request.scheduling.maxSimultaneousJobs.bucketMax" -> {
                String bucket = "\"maxSimultaneousJobs\": {\"bucketName\": \"b\", \"bucketMax\": 1}";
                String first = submit(FIRST.replace("\"mkdir\", \"/project_local/keys\"", "\"sleep\", \"60\"")
                                .replace(
                                        "[\"/project_local\"]}",
                                        "[\"/project_local\"]}, \"scheduling\": {" + bucket + "}"))
                        .id();
                Optional<String> failure = scheduled("{" + bucket + "}", "E-BUCKET-FULL");
                server.ask(client -> client.cancel(first));
                server.over(first);
                yield failure;
            }
            case "request.scheduling.dependsOn",
                    "request.scheduling.dependsOn[].job",
                    "request.scheduling.dependsOn[].on" -> {
                String first = submit(FIRST.replace("\"mkdir\", \"/project_local/keys\"", "\"sleep\", \"60\""))
                        .id();
                String after = "{\"dependsOn\": [{\"job\": \"" + first + "\", \"on\": \"succeeded\"}]}";
                Optional<String> failure = scheduled(after, "E-DEPENDENCY-WAITS");
                String doomed = submit(FIRST.replace(
                                "[\"/project_local\"]}", "[\"/project_local\"]}, \"scheduling\": " + after))
                        .id();
                server.ask(client -> client.cancel(first));
                JobDetail missed = server.over(doomed);
                yield failure.or(() -> seen(missed.job().state().equals("CANCELLED")
                        && missed.job().reason().map(Finding::code).equals(Optional.of("E-DEPENDENCY-MISSED"))));
            }
            case "request.scheduling.priority" -> {
                String waits = submit(FIRST.replace(
                                "[\"/project_local\"]}",
                                "[\"/project_local\"]}, \"scheduling\": {\"priority\": \"high\","
                                        + " \"notBefore\": \"2100-01-01T00:00:00Z\"}"))
                        .id();
                Optional<ClaimView> claim =
                        server.ask(client -> client.why(waits)).claim();
                server.ask(client -> client.cancel(waits));
                yield seen(claim.map(ClaimView::priority).equals(Optional.of("high")));
            }
            case "request.scheduling.minDuration" -> seen(leftAlone);
            case "request.scheduling.allowHaltWithoutSignal" -> seen(GivingUp.isKilledAtOnce(server, ACCOUNT));
            case "request.scheduling.restartable" -> tried("\"restartable\": true", 123, 2);
            case "request.scheduling.retries", "request.scheduling.retries.max", "request.scheduling.retries.on" ->
                retried();
            case "request.scheduling.array", "request.scheduling.array.size" -> Sweep.failureOfSize(server, ACCOUNT);
            case "request.scheduling.array.values",
                    "request.scheduling.array.indexes",
                    "request.scheduling.array.maxParallel" -> Sweep.failure(server, ACCOUNT);
            case "request.scheduling.reservationIds" -> Course.failure(server, ACCOUNT, "keys-node");
            // The second of the same kind was refused at once instead of being queued.
            case "request.scheduling.interactive" -> Optional.empty();
            case "request.scheduling.gracePeriod" -> {
                StopView stop = job.attempts().getLast().stop().orElseThrow();
                Duration grace = Duration.between(
                        stop.signalledAt().orElseThrow(), stop.killedAt().orElseThrow());
                yield seen(grace.toMillis() >= 900 && grace.toSeconds() < 30);
            }
            default -> Optional.of("no test says what its effect is");
        };
    }

    /** Whether its own failure is retried where that is named, as often as it says, and not otherwise. */
    private static Optional<String> retried() throws Exception {
        Optional<String> named = tried("\"retries\": {\"max\": 1, \"on\": [\"exit-code\"]}", 3, 2);
        return named.isPresent() ? named : tried("\"retries\": {\"max\": 1}", 3, 1);
    }

    /** Submits a job whose first attempt ends with this code and whose second does well. */
    private static Optional<String> tried(String scheduling, int code, int attempts) throws Exception {
        String id = submit(FIRST.replace(
                                "[\"mkdir\", \"/project_local/keys\"]",
                                "\"test $FAIRLEAD_ATTEMPT = 2 || exit " + code + "\"")
                        .replace(
                                "[\"/project_local\"]}", "[\"/project_local\"]}, \"scheduling\": {" + scheduling + "}"))
                .id();
        JobDetail over = server.over(id);
        return over.attempts().size() == attempts && over.job().state().equals(attempts == 2 ? "FINISHED" : "FAILED")
                ? Optional.empty()
                : Optional.of("without effect: " + over);
    }

    private static String expecting(String members) {
        return FIRST.replace("\"resources\"", "\"expect\": {" + members + "}, \"resources\"");
    }

    /** Whether a job that does well fails for what was predicted of it. */
    private static boolean unmet(String members, String difference) throws Exception {
        String id = submit(expecting(members).replace("\"mkdir\", \"/project_local/keys\"", "\"true\""))
                .id();
        return server.over(id)
                .job()
                .reason()
                .filter(reason -> reason.code().equals("E-EXPECTATION-UNMET"))
                .filter(reason -> reason.message().contains(difference))
                .isPresent();
    }

    /** Submits a job that waits for this reason, and cancels it. */
    private static Optional<String> scheduled(String scheduling, String code) throws Exception {
        String id = submit(
                        FIRST.replace("[\"/project_local\"]}", "[\"/project_local\"]}, \"scheduling\": " + scheduling))
                .id();
        Optional<String> found = server.ask(client -> client.why(id)).reason().map(Finding::code);
        server.ask(client -> client.cancel(id));
        return seen(found.equals(Optional.of(code)));
    }

    private static Optional<String> seen(boolean effect) {
        return effect ? Optional.empty() : Optional.of("without effect: " + job);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The first code with which a definition is refused that has this member; empty where it is not. */
    private static Optional<String> refused(Section section, String key, String value) throws Exception {
        String member = "\"" + key + "\": " + value;
        String place = "<" + section.path() + ">";
        String json = POOR;
        for (String given : List.of("gpus", "image", "hostPath")) {
            json = member.contains("\"" + given + "\"") ? json.replaceAll(GIVEN.get(given), "") : json;
        }
        boolean alone = json.contains(place + "}");
        json = json.replace(place, alone ? member : member + ",").replaceAll("<[a-z.\\[\\]]*>", "");
        try {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            server.ask(client -> client.check(bytes, SubmitOptions.PLAIN.as(ACCOUNT)));
            return Optional.empty();
        } catch (ApiRefusal refusal) {
            return Optional.of(refusal.code());
        }
    }

    private static SubmitResponse submit(String json) throws Exception {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return server.ask(client -> client.submit(bytes, SubmitOptions.PLAIN.as(ACCOUNT)));
    }
}
