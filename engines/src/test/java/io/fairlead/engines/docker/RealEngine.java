package io.fairlead.engines.docker;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerSpec.Bounds;
import io.fairlead.core.port.ContainerSpec.Mount;
import io.fairlead.core.port.ContainerSpec.Network;
import io.fairlead.core.port.ContainerSpec.Workload;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.net.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The engine of this machine, for one test class: an instance of its own, so that several run beside one another, and
 * everything of that instance removed at the end. Needs the images that {@code dev/test-image.sh} makes.
 */
final class RealEngine implements AutoCloseable {
    static final Endpoint SOCKET = new Endpoint.UnixSocket(Path.of("/var/run/docker.sock"));
    static final String BUSYBOX = "fairlead/test-busybox:1";

    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom")
            .create(System.nanoTime() ^ ProcessHandle.current().pid());
    private final String instance = letters(26);
    private final Docker docker;

    RealEngine() {
        this(SOCKET);
    }

    RealEngine(Endpoint socket) {
        docker = new Docker(socket, instance);
    }

    RealEngine(Endpoint socket, Duration longest) {
        docker = new Docker(socket, instance, longest);
    }

    Docker docker() {
        return docker;
    }

    Engine engine() {
        return docker.engine();
    }

    String instance() {
        return instance;
    }

    private String letters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(JobId.ALPHABET.charAt(random.nextInt(JobId.ALPHABET.length())));
        }
        return text.toString();
    }

    /** A small container without network that runs this by the shell, as nobody. */
    Plan shell(String script) {
        return new Plan(BUSYBOX, new JobId(letters(JobId.LENGTH)), 1).command("/bin/sh", "-c", script);
    }

    ContainerView await(ContainerName name, Predicate<ContainerView> wished) {
        return await(engine(), name, wished);
    }

    static ContainerView await(Engine engine, ContainerName name, Predicate<ContainerView> wished) {
        long end = System.nanoTime() + AMPLE.toNanos();
        Look look = engine.inspect(name);
        while (System.nanoTime() - end < 0) {
            if (look instanceof Look.Found(ContainerView view) && wished.test(view)) {
                return view;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            look = engine.inspect(name);
        }
        throw new AssertionError(name + " did not become as wished: " + look);
    }

    ContainerView ended(ContainerName name) {
        return await(name, view -> view.status() == ContainerView.Status.EXITED);
    }

    /** What the docker command prints; fails with its words where it fails. */
    static String cli(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(command + ": " + out);
        }
        return out;
    }

    /** Ends and removes everything of this instance. */
    @Override
    public void close() {
        Docker straight = new Docker(SOCKET, instance);
        Engine engine = straight.engine();
        if (engine.list() instanceof Listing.Complete(var left)) {
            for (ContainerView view : left) {
                if (view.status() == ContainerView.Status.RUNNING || view.status() == ContainerView.Status.PAUSED) {
                    engine.apply(new Action.Signal(view.name(), "SIGKILL"));
                    await(engine, view.name(), it -> it.status() == ContainerView.Status.EXITED);
                }
                engine.apply(new Action.Remove(view.name()));
            }
        }
        straight.close();
        docker.close();
    }

    /** A container to be; every setting can be changed. */
    final class Plan {
        final JobId job;
        int attempt;
        String image;
        Optional<List<String>> entrypoint = Optional.empty();
        Optional<List<String>> command = Optional.empty();
        final SequencedMap<String, String> environment = new LinkedHashMap<>();
        Optional<String> workingDir = Optional.empty();
        String user = "65534:65534";
        List<String> groups = List.of();
        boolean tty;
        String stopSignal = "SIGTERM";
        Bytes memory = Bytes.ofMib(64);
        Bytes logFile = Bytes.ofMib(8);
        int pids = 64;
        int openFiles = 4096;
        boolean readOnlyRoot;
        Network network = Network.NONE;
        final List<Mount> mounts = new ArrayList<>();

        Plan(String image, JobId job, int attempt) {
            this.image = image;
            this.job = job;
            this.attempt = attempt;
            environment.put("TINI_KILL_PROCESS_GROUP", "1");
        }

        Plan image(String other) {
            image = other;
            return this;
        }

        Plan command(String... words) {
            command = Optional.of(List.of(words));
            return this;
        }

        Plan with(java.util.function.Consumer<Plan> change) {
            change.accept(this);
            return this;
        }

        ContainerSpec spec() {
            SequencedMap<String, String> labels = new LinkedHashMap<>();
            labels.put(ReservedLabels.INSTANCE, instance);
            labels.put(ReservedLabels.EPOCH, "1");
            labels.put(ReservedLabels.JOB, job.text());
            labels.put(ReservedLabels.ATTEMPT, Integer.toString(attempt));
            return new ContainerSpec(
                    new ContainerNames(instance.substring(0, ContainerNames.INSTANCE_LENGTH)).of(job.text(), 1),
                    image,
                    new Workload(
                            entrypoint, command, environment, workingDir, user, groups, "test", tty, false, stopSignal),
                    new Bounds(
                            Cores.of(1),
                            memory,
                            Bytes.ofMib(1),
                            Optional.empty(),
                            pids,
                            openFiles,
                            logFile,
                            readOnlyRoot),
                    mounts,
                    List.of(),
                    network,
                    labels);
        }
    }
}
