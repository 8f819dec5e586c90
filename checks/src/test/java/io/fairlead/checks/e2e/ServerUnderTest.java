package io.fairlead.checks.e2e;

import io.fairlead.net.Endpoint;
import io.fairlead.store.Store;
import io.fairlead.store.StoreSettings;
import io.fairlead.store.verify.Report;
import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.SubmitOptions;
import io.fairlead.wire.jobfile.JobFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The packaged server as a process, with places and an instance of its own, so that any number run beside one another.
 * It can be killed and started again; what it left at the engine is removed at the end.
 */
public final class ServerUnderTest implements AutoCloseable {
    /** How a process ends that a crash point or SIGKILL has ended. */
    static final int KILLED = 137;

    private static final Path JAR =
            Path.of("..", "server", "target", "fairlead-server.jar").toAbsolutePath();
    private static final Path LIBRARIES =
            Path.of("..", "server", "target", "lib").toAbsolutePath();
    /** The server's classes, loaded and linked (JEP 483): for every start of a run, and of the next one. */
    private static final Path CLASSES = Path.of("target", "server.aot").toAbsolutePath();

    private static boolean rehearsed;

    private static final List<String> ENDED = List.of("FINISHED", "FAILED", "CANCELLED");

    private final Path folder;
    private final Map<String, String> configuration = new LinkedHashMap<>();
    private final Random random = new Random();
    private Process process;

    private ServerUnderTest(String engine) throws IOException {
        folder = Files.createTempDirectory("fairlead-e2e");
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        configuration.put("stateFolder", state().toString());
        configuration.put("runFolder", folder.resolve("run").toString());
        configuration.put("volumesFolder", folder.resolve("volumes").toString());
        configuration.put("engine", engine);
        configuration.put("network", "none");
        configuration.put("freeSpace", "{placingPercent: 0, acceptingPercent: 0}");
    }

    public static ServerUnderTest fake() throws IOException {
        return new ServerUnderTest("fake");
    }

    public static ServerUnderTest docker() throws IOException {
        return new ServerUnderTest("docker");
    }

    /** Sets a key of the configuration, from the next start on; the value is YAML. */
    public ServerUnderTest with(String key, String value) {
        configuration.put(key, value);
        return this;
    }

    public Path folder() {
        return folder;
    }

    public Path state() {
        return Path.of(configuration.getOrDefault(
                "stateFolder", folder.resolve("state").toString()));
    }

    public Path socket() {
        return folder.resolve("run/fairlead.sock");
    }

    /** Starts it and waits until it answers. */
    public ServerUnderTest start() throws Exception {
        launch();
        answering();
        if (!process.isAlive()) {
            throw new AssertionError("the server ended with " + process.exitValue() + ": " + said());
        }
        return this;
    }

    /** Starts it, to end at a crash point, and does not wait. */
    void launch(String... options) throws Exception {
        rehearse();
        run("-XX:AOTCache=" + CLASSES, options);
    }

    /** A start, a job and an orderly stop, from which the JVM writes down what all of them need. */
    private static synchronized void rehearse() throws Exception {
        if (rehearsed) {
            return;
        }
        rehearsed = true;
        if (isNewest(CLASSES)) {
            return;
        }
        Files.deleteIfExists(CLASSES);
        try (ServerUnderTest server = docker()) {
            server.run("-XX:AOTCacheOutput=" + CLASSES);
            server.answering();
            server.log(server.over(server.submit(Work.shell("exit 0"))).job().id());
            server.stop();
        }
    }

    private static boolean isNewest(Path file) throws IOException {
        try (Stream<Path> libraries = Files.list(LIBRARIES)) {
            List<Path> all = Stream.concat(Stream.of(JAR), libraries).toList();
            for (Path one : all) {
                if (!Files.exists(file)
                        || Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(file)) > 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private void run(String cache, String... options) throws IOException {
        List<String> lines = new ArrayList<>();
        configuration.forEach((key, value) -> lines.add(key + ": " + value));
        Path file = Files.write(folder.resolve("fairlead.yaml"), lines);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                cache));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", JAR + ":" + LIBRARIES + "/*", "io.fairlead.server.boot.Main", "server"));
        command.addAll(List.of("--config", file.toString()));
        Files.deleteIfExists(socket());
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()))
                .start();
    }

    /** Starts it to end as by a power cut when it passes this point, and waits until it answers or has ended. */
    ServerUnderTest startUntil(String point) throws Exception {
        launch("-Dfairlead.crashAt=" + point);
        answering();
        return this;
    }

    private void answering() throws Exception {
        try (ApiClient client = client()) {
            Until.holds("the server answers", () -> answers(client), up -> up || !process.isAlive());
        }
    }

    private static boolean answers(ApiClient client) throws InterruptedException {
        try {
            client.version();
            return true;
        } catch (ApiFailure e) {
            return false;
        }
    }

    private Path log() {
        return folder.resolve("log");
    }

    /** Everything that it has written to its terminal, of every run. */
    public String said() throws IOException {
        return Files.readString(log());
    }

    /** Its exit code, once it has ended by itself. */
    int ended() throws InterruptedException {
        if (!process.waitFor(Until.AMPLE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server still runs");
        }
        return process.exitValue();
    }

    /** As by a power cut. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        ended();
    }

    /** As a service manager does; its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return ended();
    }

    public ApiClient client() {
        return new ApiClient(
                new Endpoint.UnixSocket(socket()),
                "test",
                random,
                time -> LockSupport.parkNanos(Math.min(time.toNanos(), TimeUnit.MILLISECONDS.toNanos(50))));
    }

    /** Something asked of the server. */
    public interface Question<T> {
        T of(ApiClient client) throws Exception;
    }

    /** As the host's administrator. */
    public <T> T ask(Question<T> question) throws Exception {
        try (ApiClient client = client()) {
            return question.of(client);
        }
    }

    <T> T askAs(Person person, Question<T> question) throws Exception {
        return person.does(() -> ask(question));
    }

    /** Submits for {@link Person#NOBODY}; the job's id. */
    String submit(Work work) throws Exception {
        return submit(work, "");
    }

    /** @param key empty for a new one */
    String submit(Work work, String key) throws Exception {
        SubmitOptions plain = SubmitOptions.PLAIN.as(Person.NOBODY.name());
        SubmitOptions options = key.isEmpty() ? plain : plain.withKey(key);
        return ask(client -> client.submit(work.json(), options)).id();
    }

    SubmitResponse submitHeld(Work work) throws Exception {
        return ask(client -> client.submit(
                work.json(), SubmitOptions.PLAIN.as(Person.NOBODY.name()).onHold(true)));
    }

    public JobDetail job(String id) throws Exception {
        return ask(client -> client.job(id));
    }

    public JobDetail await(String id, String what, Predicate<JobDetail> wished) throws Exception {
        try (ApiClient client = client()) {
            return Until.holds(what, () -> client.job(id), wished);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + said(), e);
        }
    }

    JobDetail running(String id) throws Exception {
        JobDetail job = await(
                id,
                "it runs",
                it -> it.job().state().equals("RUNNING")
                        || ENDED.contains(it.job().state()));
        if (!job.job().state().equals("RUNNING")) {
            throw new AssertionError("it ended instead of running: " + job.job());
        }
        return job;
    }

    /** Once it is in a terminal state and its container is gone. */
    public JobDetail over(String id) throws Exception {
        return await(
                id,
                "it is over",
                job -> ENDED.contains(job.job().state())
                        && job.attempts().stream().noneMatch(attempt -> attempt.holding()));
    }

    List<EventView> events(String id) throws Exception {
        return ask(client -> client.events(id, 0)).events();
    }

    /** What there is of the newest attempt's log. */
    public String log(String id) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ask(client -> client.logs(id, 0, 0, out::write));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The name of its container at the engine. */
    public static String container(JobDetail job) {
        return job.attempts().getLast().placements().getFirst().container();
    }

    /** Replays every change of a stopped server. */
    Report verify() {
        try (Store store = store()) {
            return store.verify();
        }
    }

    /** The machine's boot id is another one than the last server saw; while none runs. */
    void bootedAnew() throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + state().resolve("store/fairlead.db"));
                Statement statement = database.createStatement()) {
            if (statement.executeUpdate("UPDATE node SET boot_id = 'another'") == 0) {
                throw new AssertionError("no node was remembered");
            }
        }
    }

    Store store() {
        return Store.open(new StoreSettings(
                state().resolve("store"),
                JobFile::readStored,
                InstantSource.system(),
                random,
                StoreSettings.BUSY_DEFAULT));
    }

    /** Files of the server that belong to attempts: there are none once every job is over. */
    List<String> leftovers() throws IOException {
        List<String> left = new ArrayList<>();
        for (String place : List.of("run/stage", "state/files", "state/homes", "state/fake")) {
            Path root = folder.resolve(place);
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(Files::isRegularFile).map(Path::toString).forEach(left::add);
                } catch (UncheckedIOException gone) {
                    // A folder that was there a moment ago is being taken away at this moment.
                    left.add(root + ": " + gone.getMessage());
                }
            }
        }
        return left;
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
        if (configuration.get("engine").equals("docker")) {
            sweep();
        }
        Docker.shell("grep -o ' " + folder + "[^ ]*' /proc/mounts | sort -r | xargs -r umount -l");
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(ServerUnderTest::delete);
        }
    }

    private void sweep() throws IOException {
        if (Files.exists(state().resolve("store/instance"))) {
            for (String name : Docker.containers(instance())) {
                // Its server may be removing it at this moment.
                Docker.shell("docker rm -f " + name + " > /dev/null 2>&1 || true");
            }
        }
    }

    /** The id that its containers carry; only after a first start. */
    public String instance() throws IOException {
        return Files.readString(state().resolve("store/instance")).split("\\s+")[0];
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // What is left in the folder for temporary files is swept with it.
        }
    }
}
