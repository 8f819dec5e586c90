package io.fairlead.core.job;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.core.volume.SiteMounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Jobs and machines for tests of the core. */
public final class Sample {
    public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    public static final ContainerNames NAMES = new ContainerNames("01234567");
    public static final NodeRef NODE = new NodeRef(ClusterId.LOCAL, "node1");
    public static final Submitter ADA = new Submitter(1001, "ada", 1001, List.of(27L), "/home/ada");
    public static final ResolvedImage IMAGE = new ResolvedImage(
            "team/train:1", "sha256:" + "0a".repeat(32), ResolvedImage.Kind.MANIFEST, "linux/amd64", Bytes.ofMib(512));

    private Sample() {}

    public static JobId id(int number) {
        return new JobId("%010d".formatted(number));
    }

    /** With 64 MiB of shared memory on top of the memory. */
    public static JobDefinition definition(int cores, int gpus, long memoryMib) {
        return sharing(cores, Gpus.of(gpus), memoryMib);
    }

    /** The same, of devices whole or a share of one. */
    public static JobDefinition sharing(int cores, Gpus gpus, long memoryMib) {
        return JobDefinition.of(
                "train",
                Resources.of(Cores.of(cores), gpus, Bytes.ofMib(memoryMib)),
                DockerRequest.of(ImageReference.parse("team/train:1"), new Command.ImageDefault()));
    }

    /** The same with tmpfs volumes of so many GiB. */
    public static JobDefinition withTmpfs(JobDefinition plain, int... gib) {
        List<StorageEntry> volumes = IntStream.range(0, gib.length)
                .<StorageEntry>mapToObj(i -> new StorageEntry.Tmpfs(new MountTarget("/fast" + i), Bytes.ofGib(gib[i])))
                .toList();
        return new JobDefinition(
                plain.name(),
                plain.description(),
                plain.project(),
                plain.labels(),
                plain.resources(),
                plain.docker().withStorage(volumes),
                plain.scheduling(),
                plain.expect(),
                plain.extra());
    }

    public static JobDefinition scheduled(JobDefinition plain, Scheduling scheduling) {
        return new JobDefinition(
                plain.name(),
                plain.description(),
                plain.project(),
                plain.labels(),
                plain.resources(),
                plain.docker(),
                scheduling,
                plain.expect(),
                plain.extra());
    }

    public static Scheduling restartable() {
        return Wished.plain().restartable().scheduling();
    }

    public static Scheduling session(Duration most) {
        return Wished.plain()
                .session()
                .atMost(most)
                .grace(Duration.ofSeconds(10))
                .scheduling();
    }

    public static Scheduling atMost(Duration most) {
        return Wished.plain().atMost(most).grace(Duration.ofSeconds(10)).scheduling();
    }

    public static Submission submission(JobDefinition definition, NodeRef... nodes) {
        return new Submission(
                ADA,
                new Project(1001, "ada"),
                definition,
                new Texts("{}", "{}"),
                "test",
                IMAGE,
                List.of(new SiteMounts("local", List.of())),
                nodes.length == 0 ? List.of(NODE) : List.of(nodes),
                Optional.empty());
    }

    public static Job queued(int number, JobDefinition definition, NodeRef... nodes) {
        return Job.admitted(id(number), submission(definition, nodes), false, true, NOON.plusSeconds(number));
    }

    public static Job queued(int number) {
        return queued(number, definition(1, 1, 64));
    }

    /** After these changes, one second apart. */
    public static Job after(Job job, Change... changes) {
        Job now = job;
        int second = 1;
        for (Change change : changes) {
            now = now.after(new Recorded(NOON.plusSeconds(1000 + second), new Actor.Scheduler(), change));
            second++;
        }
        return now;
    }

    public static Change.Assigned assigned(Job job, int attempt, DeviceId... devices) {
        return new Change.Assigned(
                job.id(),
                attempt,
                List.of(new Placement(
                        NODE,
                        List.of(devices),
                        Portion.WHOLE,
                        job.submission().definition().resources().cpus(),
                        job.submission().definition().memoryReserved(),
                        NAMES.of(job.id().text(), attempt),
                        0)));
    }

    public static Job starting(Job job) {
        return after(job, assigned(job, 1), new Change.Starting(job.id(), 1));
    }

    public static Job running(Job job) {
        return after(
                starting(job),
                new Change.Created(job.id(), 1),
                new Change.Bound(job.id(), 1),
                new Change.Running(job.id(), 1, NOON.plusSeconds(1000)));
    }

    public static Node node(String name, int cores, long memoryGib, int devices, String model) {
        List<Device> all = new ArrayList<>();
        IntStream.range(0, devices)
                .forEach(i ->
                        all.add(new Device(new DeviceId("GPU-" + name + "-" + i), i, model, Bytes.ofGib(40), true)));
        return new Node(
                new NodeRef(ClusterId.LOCAL, name),
                "local",
                Cores.of(cores),
                Bytes.ofGib(memoryGib),
                all,
                Optional.empty(),
                List.of("fast"));
    }

    public static Node node() {
        return node("node1", 8, 32, 4, "NVIDIA A100 80GB PCIe");
    }
}
