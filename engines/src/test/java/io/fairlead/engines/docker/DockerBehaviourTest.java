package io.fairlead.engines.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Exit;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerSpec.Mount;
import io.fairlead.core.port.ContainerSpec.Network;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.Outcome;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.engines.docker.RealEngine.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs and images do, and what a container may do, seen from inside it. */
final class DockerBehaviourTest {
    private static RealEngine real;

    @BeforeAll
    static void open() {
        real = new RealEngine();
    }

    @AfterAll
    static void close() {
        real.close();
    }

    private static void start(ContainerSpec spec) {
        assertThat(real.engine().apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());
        assertThat(real.engine().apply(new Action.Start(spec.name()))).isEqualTo(new Outcome.Done());
    }

    private static Exit ran(Plan plan) {
        ContainerSpec spec = plan.spec();
        start(spec);
        return real.ended(spec.name()).exit().orElseThrow();
    }

    /** What it wrote to both channels. */
    private static String output(Plan plan) throws Exception {
        ran(plan);
        return RealEngine.cli("logs", plan.spec().name().text());
    }

    private static Problem refused(Plan plan) {
        Outcome outcome = real.engine().apply(new Action.Create(plan.spec()));
        if (outcome instanceof Outcome.Done) {
            outcome = real.engine().apply(new Action.Start(plan.spec().name()));
        }
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).reason();
    }

    @Test
    void a_job_over_its_memory_is_killed_for_it() {
        Exit exit = ran(real.shell("exec tail -c 100m /dev/zero").with(it -> it.memory = Bytes.ofMib(32)));

        assertThat(exit.outOfMemory()).isTrue();
        assertThat(exit.code()).isEqualTo(137);
    }

    @Test
    void a_job_that_ends_with_137_by_itself_was_not_killed_for_memory() {
        Exit exit = ran(real.shell("exit 137"));

        assertThat(exit.outOfMemory()).isFalse();
        assertThat(exit.code()).isEqualTo(137);
    }

    @Test
    void a_flood_of_output_takes_no_more_disk_than_agreed() throws Exception {
        Plan plan = real.shell("head -c 20000000 /dev/zero | tr '\\0' 'x' | fold -w 100")
                .with(it -> it.logFile = Bytes.ofMib(1));
        ran(plan);

        String path = RealEngine.cli(
                        "inspect",
                        "--format",
                        "{{.LogPath}}",
                        plan.spec().name().text())
                .strip();
        long bytes = 0;
        try (var files = Files.newDirectoryStream(Path.of(path).getParent(), "*-json.log*")) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isBetween(100_000L, Bytes.ofMib(1).count() + (32 << 10));
    }

    @Test
    void a_job_that_ignores_its_signal_runs_on_until_it_is_killed() {
        ContainerSpec spec = real.shell("trap '' TERM; echo up; while :; do sleep 0.05; done")
                .spec();
        start(spec);
        real.await(spec.name(), it -> it.status() == ContainerView.Status.RUNNING);

        assertThat(real.engine().apply(new Action.Signal(spec.name(), "SIGTERM")))
                .isEqualTo(new Outcome.Done());
        assertThat(((Look.Found) real.engine().inspect(spec.name())).view().status())
                .isEqualTo(ContainerView.Status.RUNNING);
        assertThat(real.engine().apply(new Action.Signal(spec.name(), "SIGKILL")))
                .isEqualTo(new Outcome.Done());

        assertThat(real.ended(spec.name()).exit())
                .hasValueSatisfying(it -> assertThat(it.code()).isEqualTo(137));
    }

    @Test
    void a_signal_reaches_everything_of_the_command() throws Exception {
        Plan plan = real.shell(
                "trap 'exit $?' USR1; sh -c 'trap \"echo child; exit 123\" USR1; while :; do sleep 0.05; done'"
                        + " && echo never; ");
        ContainerSpec spec = plan.spec();
        start(spec);
        real.await(spec.name(), it -> it.status() == ContainerView.Status.RUNNING);
        awaitChildren(spec);

        real.engine().apply(new Action.Signal(spec.name(), "SIGUSR1"));

        Exit exit = real.ended(spec.name()).exit().orElseThrow();
        assertThat(exit.code()).isEqualTo(123);
        assertThat(RealEngine.cli("logs", spec.name().text())).contains("child").doesNotContain("never");
    }

    private static void awaitChildren(ContainerSpec spec) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (RealEngine.cli("top", spec.name().text()).lines().count() < 5 && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void nothing_of_a_rude_image_decides() throws Exception {
        Plan plan = real.shell("id -u; pwd; env").image("fairlead/test-rude:1");
        String output = output(plan);

        assertThat(output).startsWith("65534\n/rude\n").contains("NVIDIA_VISIBLE_DEVICES=void\n");
        assertThat(output).doesNotContain("NVIDIA_REQUIRE_CUDA");
        String name = plan.spec().name().text();
        assertThat(RealEngine.cli(
                        "inspect",
                        "--format",
                        "{{.Config.StopSignal}} {{.Config.Healthcheck.Test}} {{.State.Health}}",
                        name))
                .isEqualTo("SIGTERM [NONE] <nil>\n");
        String volume = RealEngine.cli("inspect", "--format", "{{range .Mounts}}{{.Name}}{{end}}", name)
                .strip();
        assertThat(volume).isNotEmpty();
        assertThat(real.engine().apply(new Action.Remove(plan.spec().name()))).isEqualTo(new Outcome.Done());
        assertThat(RealEngine.cli("volume", "ls", "-q", "--filter", "name=" + volume))
                .isBlank();
    }

    @Test
    void entrypoint_and_command_are_the_images_own_unless_given() throws Exception {
        Plan own = real.shell("").image("fairlead/test-entry:1").with(it -> it.command = Optional.empty());
        assertThat(output(own)).isEqualTo("entry from cmd\n");

        Plan given = real.shell("").image("fairlead/test-entry:1").command("mine");
        assertThat(output(given)).isEqualTo("entry mine\n");

        Plan cleared = real.shell("echo bare")
                .image("fairlead/test-entry:1")
                .with(it -> it.entrypoint = Optional.of(List.of()));
        assertThat(output(cleared)).isEqualTo("bare\n");
    }

    @Test
    void an_image_with_reserved_labels_is_refused_and_nothing_is_left() {
        Plan plan = real.shell("true").image("fairlead/test-spoof:1");
        ContainerSpec spec = plan.spec();
        var fewer = new LinkedHashMap<>(spec.labels());
        fewer.remove(ReservedLabels.JOB);
        ContainerSpec spoofed = new ContainerSpec(
                spec.name(),
                spec.image(),
                spec.process(),
                spec.bounds(),
                spec.mounts(),
                spec.devices(),
                spec.network(),
                fewer);

        Outcome outcome = real.engine().apply(new Action.Create(spoofed));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        it -> assertThat(it.reason().code()).isEqualTo("E-IMAGE-RESERVED-LABEL"));
        assertThat(real.engine().inspect(spec.name())).isEqualTo(new Look.Absent());
    }

    @Test
    void labels_of_an_image_never_stand_in_for_ours() {
        Plan plan = real.shell("sleep 600").image("fairlead/test-spoof:1");
        assertThat(real.engine().apply(new Action.Create(plan.spec()))).isEqualTo(new Outcome.Done());

        ContainerView view = ((Look.Found) real.engine().inspect(plan.spec().name())).view();

        assertThat(view.job()).hasValue(plan.job);
    }

    @Test
    void fifty_creates_of_one_name_make_one_container() throws Exception {
        ContainerSpec spec = real.shell("true").spec();
        List<Future<Outcome>> outcomes;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome>> creates = new ArrayList<>();
            IntStream.range(0, 50).forEach(_ -> creates.add(() -> real.engine().apply(new Action.Create(spec))));
            outcomes = threads.invokeAll(creates);
        }

        // Whoever comes while the first is at work may be told to come again; then there is the container to adopt.
        for (Future<Outcome> outcome : outcomes) {
            assertThat(outcome.get()).isInstanceOfAny(Outcome.Done.class, Outcome.NotExecuted.class);
        }
        assertThat(real.engine().apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());
        assertThat(((Listing.Complete) real.engine().list()).containers())
                .filteredOn(it -> it.name().equals(spec.name()))
                .hasSize(1);
    }

    @Test
    void a_process_has_no_capabilities_gains_none_and_is_filtered() throws Exception {
        String status = output(real.shell("grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status"));

        assertThat(status.lines())
                .contains(
                        "CapInh:\t0000000000000000",
                        "CapPrm:\t0000000000000000",
                        "CapEff:\t0000000000000000",
                        "CapBnd:\t0000000000000000",
                        "CapAmb:\t0000000000000000",
                        "NoNewPrivs:\t1",
                        "Seccomp:\t2");
    }

    @Test
    void bounds_hold_inside() throws Exception {
        String output = output(
                real.shell("ulimit -n; df -k /dev/shm | tail -1 | awk '{print $2}'; id -G; hostname; ip link | wc -l")
                        .with(it -> it.groups = List.of("100", "4321")));

        assertThat(output.lines()).startsWith("4096", "1024", "65534 100 4321", "test", "2");
    }

    @Test
    void a_read_only_root_takes_nothing_and_a_tmpfs_is_its_owners_alone() throws Exception {
        String output = output(real.shell(
                        "touch /x; stat -c '%u %g %a' /scratch; cp /bin/busybox /scratch/echo && /scratch/echo runs;"
                                + " dd if=/dev/zero of=/scratch/big bs=1M count=9; grep ' /scratch ' /proc/mounts")
                .with(it -> {
                    it.readOnlyRoot = true;
                    it.mounts.add(new Mount.Tmpfs("/scratch", Bytes.ofMib(4), 65534, 65534));
                }));

        assertThat(output)
                .contains("Read-only file system", "65534 65534 700", "runs", "No space left on device")
                .containsPattern("tmpfs rw,nosuid,nodev,");
    }

    @Test
    void binds_are_where_they_were_asked_for_and_no_missing_source_is_made(@TempDir Path folder) throws Exception {
        Path data = Files.createDirectory(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(data.resolve("in.txt"), "hello");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        String output = output(real.shell("cat /data/in.txt; touch /data/x 2>&1")
                .with(it -> it.mounts.add(new Mount.Bind(data.toString(), "/data", true))));
        assertThat(output).startsWith("hello").contains("Read-only file system");

        Path missing = folder.resolve("missing");
        Outcome outcome = real.engine()
                .apply(new Action.Create(real.shell("true")
                        .with(it -> it.mounts.add(new Mount.Bind(missing.toString(), "/data", false)))
                        .spec()));

        assertThat(outcome).isInstanceOf(Outcome.NotExecuted.class);
        assertThat(missing).doesNotExist();
    }

    @Test
    void jobs_on_the_bridge_reach_out_and_not_one_another() throws Exception {
        real.docker().ensureBridge();
        real.docker().ensureBridge();
        Plan server = real.shell("nc -l -p 8080").with(it -> it.network = Network.BRIDGE);
        start(server.spec());
        String address = RealEngine.cli(
                        "inspect",
                        "--format",
                        "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                        server.spec().name().text())
                .strip();
        assertThat(address).isNotEmpty();

        String output = output(real.shell(
                        "ip route | grep -c default; nc -w 2 " + address + " 8080 </dev/null && echo met || echo apart")
                .with(it -> it.network = Network.BRIDGE));

        assertThat(output).contains("1\n").contains("apart");
        assertThat(RealEngine.cli("network", "inspect", "--format", "{{json .Options}}", "fairlead"))
                .contains("\"com.docker.network.bridge.enable_icc\":\"false\"");
    }

    @Test
    void what_will_never_work_is_refused_with_its_own_code() {
        assertThat(refused(real.shell("true").with(it -> it.user = "nobody-here"))
                        .code())
                .isEqualTo("E-USER-NOT-IN-IMAGE");
        assertThat(refused(real.shell("true").with(it -> it.workingDir = Optional.of("/etc/passwd")))
                        .code())
                .isEqualTo("E-WORKING-DIR");
        assertThat(refused(real.shell("true").image("fairlead/nothing:1")).code())
                .isEqualTo("E-IMAGE-VANISHED");
        assertThat(refused(real.shell("true").with(it -> it.memory = new Bytes(4096)))
                        .code())
                .isEqualTo("E-ENGINE-REFUSED");
    }

    @Test
    void the_engine_describes_itself() throws Exception {
        EngineDescription description = real.docker().describe();

        assertThat(description.version()).isNotEmpty();
        assertThat(description.refusals()).isEmpty();
        assertThat(description.securityOptions()).anyMatch(it -> it.startsWith("name=seccomp"));
        assertThat(description.dataRoot()).isAbsolute();
        assertThat(description.runtimes()).contains("runc");
    }
}
