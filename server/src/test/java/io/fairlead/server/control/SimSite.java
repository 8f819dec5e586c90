package io.fairlead.server.control;

import io.fairlead.core.admission.Candidate;
import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Priority;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Retries;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.job.Window;
import io.fairlead.core.launch.ContainerPlan;
import io.fairlead.core.launch.ContainerPolicy;
import io.fairlead.core.launch.Stand;
import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.IdSource;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.share.Backfill;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.unit.MigProfile;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.core.volume.SiteMounts;
import io.fairlead.engines.fake.FakeImages;
import io.fairlead.server.volumes.Ground;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** Machines and jobs of a made-up site. */
final class SimSite {
    static final String INSTANCE = "0123456789abcdefghjkmnpqrs";
    static final ContainerNames NAMES = new ContainerNames(INSTANCE.substring(0, ContainerNames.INSTANCE_LENGTH));
    private static final List<String> PROJECTS = List.of("ada", "birds", "bob", "eve");
    static final Duration GRACE_MOST = Duration.ofSeconds(20);

    private static final ContainerPolicy POLICY = new ContainerPolicy(
            INSTANCE,
            1,
            ContainerSpec.Network.NONE,
            ContainerPolicy.PIDS_DEFAULT,
            ContainerPolicy.OPEN_FILES_DEFAULT,
            ContainerPolicy.LOG_FILE_DEFAULT);
    private static final List<Submitter> OWNERS = List.of(
            new Submitter(1001, "ada", 1001, List.of(), "/home/ada"),
            new Submitter(1002, "bob", 1002, List.of(), "/home/bob"),
            new Submitter(1003, "eve", 1003, List.of(), "/home/eve"));

    /** What the owner wrote, in thousandths, whatever the server makes of it. */
    private static final String ASKED_GPUS = "ASKED_GPUS";

    private static final String ASKED_PARALLEL = "ASKED_PARALLEL";

    private static final MigProfile SMALL = new MigProfile(1, 5);
    private static final MigProfile LARGE = new MigProfile(3, 20);
    private static final StorageEntry FAST = new StorageEntry.Tmpfs(new MountTarget("/fast"), Bytes.ofMib(512));

    private final SimChance chance;
    private final FakeImages images;
    private final Planted planted;
    private final Shares shares;

    /** @param planted which mistake the server makes */
    SimSite(SimChance chance, FakeImages images, Planted planted) {
        this.chance = chance;
        this.planted = planted;
        this.images = images;
        Quotas quotas = quotas();
        Backfill backfill = chance.chance(0.33) ? Backfill.CONSERVATIVE : Backfill.EASY;
        shares = new Shares(Duration.ofHours(1), Duration.ofMinutes(1), Map.of("bob", 3), quotas, backfill);
    }

    /** In two thirds of the runs projects have quotas. */
    private Quotas quotas() {
        if (chance.chance(0.33)) {
            return Quotas.NONE;
        }
        Map<String, Quota> quotas = new TreeMap<>();
        for (String project : PROJECTS) {
            if (chance.chance(0.4)) {
                quotas.put(project, new Quota(Gpus.ZERO, Optional.of(Cores.ZERO)));
            } else if (chance.chance(0.8)) {
                quotas.put(
                        project, new Quota(Gpus.of(chance.between(1, 3)), Optional.of(Cores.of(chance.between(3, 8)))));
            }
        }
        return new Quotas(quotas, chance.chance(0.5) ? Duration.ZERO : Duration.ofSeconds(chance.between(1, 20)));
    }

    Quotas quotasOf() {
        return shares.quotas();
    }

    /** As the server has them. */
    Shares shares(boolean greedy) {
        Map<String, Quota> quotas = new TreeMap<>(shares.quotas().of());
        if (greedy && !quotas.isEmpty()) {
            quotas.replaceAll((_, _) -> new Quota(Gpus.ZERO, Optional.of(Cores.ZERO)));
            quotas.put("birds", new Quota(Gpus.of(100), Optional.empty()));
        }
        return new Shares(
                shares.halfLife(),
                shares.ageing(),
                shares.weights(),
                new Quotas(
                        quotas, shares.quotas().minDuration(), shares.quotas().minDurationMost()),
                shares.backfill());
    }

    IdSource ids() {
        return () -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < JobId.LENGTH; i++) {
                text.append(JobId.ALPHABET.charAt(chance.random().nextInt(JobId.ALPHABET.length())));
            }
            return new JobId(text.toString());
        };
    }

    Node node(int cluster) {
        List<Device> devices = new ArrayList<>();
        int count = chance.between(0, 4);
        for (int i = 0; i < count; i++) {
            DeviceId id = new DeviceId("GPU-" + cluster + "-" + i);
            devices.add(new Device(id, i, i % 2 == 0 ? "A100" : "V100", Bytes.ofGib(40), true));
        }
        if (chance.chance(0.3)) {
            Device cut = new Device(new DeviceId("GPU-" + cluster + "-" + count), count, "A100", Bytes.ofGib(40), true);
            for (int n = 0; n < 3; n++) {
                devices.add(cut.instance(new DeviceId("MIG-" + cluster + "-" + n), n, n < 2 ? SMALL : LARGE));
            }
        }
        return new Node(
                new NodeRef(new ClusterId(cluster), "node" + cluster),
                "local",
                Cores.of(chance.between(2, 8)),
                Bytes.ofGib(chance.between(4, 16)),
                devices,
                Optional.empty(),
                List.of());
    }

    /** In half of the runs there are bounds on what one user runs, and bob has others than the rest. */
    LimitTable limits() {
        if (chance.chance(0.5)) {
            return LimitTable.SHIPPED;
        }
        LimitTable same = LimitTable.of(limits(LimitSource.DEFAULTS));
        return new LimitTable(
                same.defaults(),
                Map.of(),
                Map.of(),
                Map.of("bob", limits(new LimitSource(LimitSource.Layer.USER, "bob"))),
                LimitTable.Membership.NONE);
    }

    private Limits limits(LimitSource source) {
        return new Limits(
                JobLimits.NONE,
                new UserLimits(
                        maybe(new Gpus(chance.between(2, 16) * 250), source),
                        maybe(Cores.of(chance.between(2, 8)), source),
                        maybe(Bytes.ofGib(chance.between(2, 8)), source),
                        maybe(Bytes.ofMib(chance.between(1, 4) * 512L), source),
                        maybe(chance.between(1, 4), source),
                        maybe(chance.between(3, 12), source)));
    }

    private <T extends Comparable<T>> Bound<T> maybe(T most, LimitSource source) {
        return chance.chance(0.6) ? Bound.of(most, source) : Bound.unsaid();
    }

    /**
     * A wish that some node could serve, most of the time.
     *
     * @param others jobs after which it may be to start
     */
    Candidate candidate(String name, List<JobId> others) {
        Gpus gpus = gpus();
        Resources devices = Resources.of(
                new Cores(chance.between(1, 8) * 500),
                planted == Planted.SHARE_MISREAD && Portion.asked(gpus).isShare() ? new Gpus(1) : gpus,
                Bytes.ofMib(chance.between(1, 6) * 512L));
        boolean small = gpus.whole() == 1 && chance.chance(0.4);
        Resources resources = small ? devices.of(chance.chance(0.7) ? SMALL : LARGE) : devices;
        Scheduling scheduling = scheduling(others);
        JobDefinition definition = new JobDefinition(
                name,
                Optional.empty(),
                Optional.empty(),
                new LinkedHashMap<>(),
                resources,
                docker(gpus, scheduling),
                told(scheduling),
                io.fairlead.core.job.Expect.NONE,
                io.fairlead.core.job.Extra.NONE);
        var image = images.resolve(definition.docker().image()).orElseThrow();
        Submitter owner = chance.one(OWNERS);
        return new Candidate(
                owner,
                chance.chance(0.3) ? new Project(2000, "birds") : new Project(owner.gid(), owner.name()),
                definition,
                new Texts("{}", "{}"),
                "test",
                image,
                images.isPresent(image),
                chance.chance(0.6) ? List.of() : List.of(new ClusterId(chance.between(0, 2))),
                List.of(new SiteMounts("local", List.of())),
                Optional.empty());
    }

    /** The same with leave to use what is reserved, and short enough for it. */
    static Candidate using(Candidate plain, String reservation) {
        JobDefinition before = plain.definition().stoppedAfter(Duration.ofMinutes(1));
        return new Candidate(
                plain.owner(),
                plain.project(),
                new JobDefinition(
                        before.name(),
                        before.description(),
                        before.project(),
                        before.labels(),
                        before.resources(),
                        before.docker(),
                        Wished.using(before.scheduling(), reservation),
                        before.expect(),
                        before.extra()),
                plain.texts(),
                plain.dialect(),
                plain.image(),
                plain.imagePresent(),
                plain.clusters(),
                plain.mounts(),
                plain.rerunOf());
    }

    /** None, whole ones, or a share of one. */
    private Gpus gpus() {
        if (chance.chance(0.4)) {
            return Gpus.ZERO;
        }
        return chance.chance(0.5)
                ? new Gpus(chance.one(List.of(1, 250, 500, 600, 750, 999)))
                : Gpus.of(chance.between(1, 3));
    }

    /** As the server reads it. */
    private Scheduling told(Scheduling wish) {
        return planted == Planted.ARRAY_UNBOUNDED && wish.array().isPresent()
                ? Wished.arrayed(wish, new JobArray(wish.array().get().members(), Optional.empty()))
                : wish;
    }

    private DockerRequest docker(Gpus gpus, Scheduling scheduling) {
        ImageReference image = ImageReference.parse(
                chance.one(List.of("a/1", "a/2", "a/3", "a/4", "a/5", "late/1", "late/2", "late/3", "broken/1")));
        DockerRequest plain = DockerRequest.of(image, new Command.ImageDefault());
        return new DockerRequest(
                plain.image(),
                plain.command(),
                plain.entrypoint(),
                script(gpus, scheduling),
                plain.hostname(),
                plain.secrets(),
                chance.chance(0.2) ? List.of(FAST) : plain.storage(),
                plain.workingDir(),
                plain.user(),
                plain.groupAdd(),
                plain.projectGidVariable(),
                plain.tty(),
                plain.stdin(),
                plain.readOnlyRootfs(),
                plain.stopSignal(),
                plain.pull());
    }

    private SequencedMap<String, String> script(Gpus gpus, Scheduling scheduling) {
        SequencedMap<String, String> script = new LinkedHashMap<>();
        scheduling
                .array()
                .flatMap(JobArray::maxParallel)
                .ifPresent(most -> script.put(ASKED_PARALLEL, Integer.toString(most)));
        script.put(ASKED_GPUS, Integer.toString(gpus.milli()));
        script.put("FAKE_RUN_FOR", chance.chance(0.1) ? "forever" : runFor());
        script.put("FAKE_EXIT_CODE", chance.one(List.of("0", "0", "0", "1", "123", "255")));
        if (chance.chance(0.2)) {
            script.put("FAKE_IGNORE_TERM", "true");
        }
        if (chance.chance(0.3)) {
            script.put("FAKE_STOP_TAKES", chance.between(0, 5_000) + "ms");
        }
        if (chance.chance(0.3)) {
            script.put("FAKE_KILL_TAKES", chance.between(0, 15_000) + "ms");
        }
        if (chance.chance(0.05)) {
            script.put("FAKE_OOM", "true");
        }
        if (chance.chance(0.03)) {
            script.put("FAKE_FAIL_START", "no such program");
        }
        if (chance.chance(0.03)) {
            script.put("FAKE_FAIL_CREATE", "no such device");
        }
        return script;
    }

    /** From gone in a blink to minutes. */
    private String runFor() {
        if (shares.quotas().apply() && chance.chance(0.5)) {
            return chance.between(30_000, 120_000) + "ms";
        }
        return chance.between(1, chance.one(List.of(10, 1_000, 20_000, 120_000))) + "ms";
    }

    /** What was used, by the changes alone. */
    static Usage usage(List<Recorded> changes, Shares shares) {
        return past(changes, shares).usage();
    }

    /** What has ended by these changes. */
    static ControlRoom.Past past(List<Recorded> changes, Shares shares) {
        LastTwo runTimes = new LastTwo();
        Usage usage = new Usage(shares);
        Map<JobId, Job> jobs = new HashMap<>();
        for (Recorded recorded : changes) {
            Optional<Job> before =
                    Optional.ofNullable(jobs.get(recorded.change().job()));
            Job after = recorded.change() instanceof Change.Submitted(Job admitted)
                    ? admitted
                    : before.orElseThrow().after(recorded);
            usage.moved(before, after);
            if (after.state().isTerminal() && !(recorded.change() instanceof Change.Removed)) {
                Submission of = after.submission();
                after.ran()
                        .ifPresent(time ->
                                runTimes.ended(of.owner().uid(), of.project().name(), time.toSeconds()));
            }
            jobs.put(after.id(), after);
        }
        return new ControlRoom.Past(usage, runTimes);
    }

    /** What its owner asked for of each device, not what the server says of it. */
    static Portion asked(Submission submission) {
        String milli = submission.definition().docker().environment().getOrDefault(ASKED_GPUS, "0");
        return Portion.asked(new Gpus(Integer.parseInt(milli)));
    }

    /** At most so many members at a time, as its owner wrote it. */
    static int askedParallel(Submission submission) {
        String most = submission.definition().docker().environment().get(ASKED_PARALLEL);
        return most == null ? Integer.MAX_VALUE : Integer.parseInt(most);
    }

    private Scheduling scheduling(List<JobId> others) {
        boolean interactive = chance.chance(0.1);
        Wished wished = new Wished()
                .grace(Duration.ofMillis(chance.between(0, (int) GRACE_MOST.toMillis())))
                .within(window())
                .as(chance.one(List.of(Priority.values())))
                .retrying(retries());
        if (interactive) {
            wished.interactive();
        } else {
            wished.after(dependencies(others).toArray(Dependency[]::new));
        }
        if (chance.chance(0.15)) {
            wished.session();
        } else if (!interactive && chance.chance(0.2)) {
            wished.arrayed(JobArray.ofSize(
                    chance.between(1, 4), chance.chance(0.7) ? Optional.of(chance.between(1, 2)) : Optional.empty()));
        }
        if (chance.chance(0.7)) {
            wished.atMost(Duration.ofSeconds(chance.between(60, 180)));
        }
        if (chance.chance(0.3)) {
            wished.idleFor(Duration.ofSeconds(chance.between(1, 60)));
        }
        if (chance.chance(shares.quotas().apply() ? 0.8 : 0.5)) {
            wished.restartable();
        }
        if (chance.chance(0.1)) {
            wished.haltedWithoutSignal();
        }
        if (chance.chance(0.2)) {
            wished.atLeast(Duration.ofSeconds(chance.between(1, 30)));
        }
        if (chance.chance(0.2)) {
            wished.in(new Bucket(chance.one(List.of("x", "y")), chance.between(1, 2)));
        }
        return wished.scheduling();
    }

    private List<Dependency> dependencies(List<JobId> others) {
        List<Dependency> dependencies = new ArrayList<>();
        while (!others.isEmpty() && dependencies.size() < 2 && chance.chance(0.2)) {
            JobId id = others.get(others.size() - 1 - chance.between(0, Math.min(4, others.size() - 1)));
            if (dependencies.stream().noneMatch(it -> it.job().equals(id))) {
                dependencies.add(new Dependency(id, chance.one(List.of(Dependency.On.values()))));
            }
        }
        return dependencies;
    }

    private Retries retries() {
        if (chance.chance(0.5)) {
            return Retries.NONE;
        }
        Set<Retries.Cause> on = EnumSet.copyOf(Retries.Cause.NOT_ITS_OWN);
        for (Retries.Cause cause : Retries.Cause.values()) {
            if (chance.chance(0.4)) {
                on.add(cause);
            }
        }
        return new Retries(chance.between(1, 4), on);
    }

    private Window window() {
        return new Window(
                chance.chance(0.1) ? Optional.of(SimTime.BEGIN.plusSeconds(chance.between(0, 200))) : Optional.empty(),
                chance.chance(0.1)
                        ? Optional.of(SimTime.BEGIN.plusSeconds(chance.between(200, 400)))
                        : Optional.empty());
    }

    /** Needs no preparation, and every mount is as it should be. */
    static Ground ground() {
        return new Ground() {
            @Override
            public ContainerSpec prepare(Job job, Attempt attempt) {
                Stand stand = new Stand(
                        "ada",
                        "/home/ada",
                        Optional.empty(),
                        List.of(),
                        new LinkedHashMap<>(),
                        Optional.empty(),
                        List.of());
                return ContainerPlan.of(job, attempt, stand, POLICY, false);
            }

            @Override
            public Optional<Problem> started(Job job, Attempt attempt, ContainerView view) {
                return Optional.empty();
            }

            @Override
            public void clear(JobId job, int attempt) {
                // Nothing was prepared.
            }
        };
    }
}
