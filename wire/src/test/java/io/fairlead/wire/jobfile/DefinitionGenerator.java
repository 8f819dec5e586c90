package io.fairlead.wire.jobfile;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.ClusterRef;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Expect;
import io.fairlead.core.job.Extra;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Priority;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Retries;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.SecretUse;
import io.fairlead.core.job.StopSignal;
import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.job.Window;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.unit.MigProfile;
import io.fairlead.core.volume.MountTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/** Definitions of every shape that the format admits, by a seed. */
final class DefinitionGenerator {
    private static final String LETTERS = "abcxyz0189 -_./:\"'\\{}[],éüß→🚀";

    private final Random random;
    private final long seed;

    DefinitionGenerator(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    JobDefinition next() {
        return new JobDefinition(
                "job " + seed + visible(10),
                maybe(() -> visible(30) + "\n\t" + visible(5)),
                maybe(() -> "p" + random.nextInt(100)),
                map("l", () -> visible(12)),
                resources(),
                docker(),
                scheduling(),
                random.nextBoolean() ? Expect.NONE : expect(),
                random.nextBoolean() ? Extra.NONE : extra());
    }

    private Expect expect() {
        List<Integer> codes = new ArrayList<>(List.of(random.nextInt(128)));
        if (random.nextBoolean()) {
            codes.add(128 + random.nextInt(128));
        }
        List<MountTarget> outputs =
                random.nextBoolean() ? List.of() : List.of(new MountTarget("/mnt0/" + random.nextInt(9) + "/ü x"));
        return new Expect(codes, outputs, maybe(() -> "a(b|c)+ " + random.nextInt(9) + "$"));
    }

    private Resources resources() {
        Gpus gpus = random.nextInt(4) == 0 ? new Gpus(1 + random.nextInt(999)) : Gpus.of(random.nextInt(16));
        Optional<MigProfile> profile = gpus.isWhole() && gpus.whole() > 0
                ? maybe(() -> new MigProfile(1 + random.nextInt(7), 1 + random.nextInt(200)))
                : Optional.empty();
        return new Resources(
                new Cores(10 + random.nextInt(64_000)),
                gpus,
                bytes(),
                list(3, () -> "m" + random.nextInt(9)),
                maybe(this::bytes),
                profile,
                maybe(() -> new CudaVersion(random.nextInt(100), random.nextInt(3) == 0 ? 10 : random.nextInt(10))),
                list(3, this::cluster),
                maybe(() -> "node" + random.nextInt(9)),
                list(2, () -> "F" + random.nextInt(9)),
                maybe(this::bytes),
                maybe(this::bytes));
    }

    private ClusterRef cluster() {
        return random.nextBoolean()
                ? new ClusterRef.Numbered(random.nextInt(300))
                : new ClusterRef.Named("hall " + random.nextInt(9));
    }

    private Bytes bytes() {
        return switch (random.nextInt(3)) {
            case 0 -> Bytes.ofGib(1 + random.nextInt(512));
            case 1 -> Bytes.ofMib(1 + random.nextInt(100_000));
            default -> new Bytes(1 + random.nextLong(1L << 44));
        };
    }

    private DockerRequest docker() {
        return new DockerRequest(
                ImageReference.parse(image()),
                command(),
                maybe(() -> list(3, () -> "e" + any(5))),
                map("V", () -> any(20)),
                maybe(() -> "host-" + random.nextInt(99)),
                secrets(),
                storage(),
                maybe(() -> random.nextInt(5) == 0 ? "/" : "/job/" + random.nextInt(9)),
                maybe(() -> random.nextBoolean() ? "root" : "1000:100"),
                list(2, () -> "g" + random.nextInt(9)),
                maybe(() -> "NB_GID"),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                new StopSignal(StopSignal.names().get(random.nextInt(31))),
                PullPolicy.values()[random.nextInt(3)]);
    }

    private SequencedMap<String, SecretUse> secrets() {
        SequencedMap<String, SecretUse> secrets = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Optional<MountTarget> file =
                    random.nextBoolean() ? Optional.of(new MountTarget("/secret/" + i)) : Optional.empty();
            secrets.put("SECRET_" + i, new SecretUse("secret." + random.nextInt(9), file));
        }
        return secrets;
    }

    private String image() {
        String name = random.nextBoolean() ? "debian" : "registry.example:5000/a_b/c-d";
        String tag = random.nextBoolean() ? ":12-slim" : "";
        return name + tag + (random.nextInt(4) == 0 ? "@sha256:" + "0a".repeat(32) : "");
    }

    private Command command() {
        return switch (random.nextInt(3)) {
            case 0 -> new Command.ImageDefault();
            case 1 -> {
                List<String> argv = list(4, () -> any(12));
                List<String> whole = new ArrayList<>(List.of("p" + any(4)));
                whole.addAll(argv);
                yield new Command.Exec(whole);
            }
            default -> new Command.Shell("set -e\n" + any(40));
        };
    }

    private List<StorageEntry> storage() {
        List<StorageEntry> entries = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            var target = new MountTarget("/mnt" + i + (random.nextBoolean() ? "/deep ü" : ""));
            boolean readOnly = random.nextBoolean();
            entries.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new StorageEntry.VolumePath("/project_x/" + i, target, readOnly);
                        case 1 ->
                            new StorageEntry.NamedVolume(
                                    "vol " + i, random.nextBoolean() ? "" : "a/b", target, readOnly);
                        case 2 -> new StorageEntry.Tmpfs(target, bytes());
                        case 3 -> new StorageEntry.ProjectShareAuto(target, readOnly);
                        case 4 ->
                            new StorageEntry.Bucket(
                                    "bucket-" + i, random.nextBoolean() ? "" : "a/b", maybe(() -> target));
                        default -> new StorageEntry.DotSsh(i == 0 ? Optional.empty() : Optional.of(target), readOnly);
                    });
        }
        return entries;
    }

    private Scheduling scheduling() {
        boolean interactive = random.nextBoolean();
        boolean session = random.nextBoolean();
        return new Scheduling(
                interactive,
                session,
                maybe(() -> Duration.ofSeconds(random.nextInt(1_000_000))),
                maybe(() -> Duration.ofSeconds(60 + random.nextInt(10_000_000))),
                maybe(() -> Duration.ofSeconds(1 + random.nextInt(10_000_000))),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean() ? Scheduling.GRACE_DEFAULT : Duration.ofSeconds(random.nextInt(3600)),
                interactive ? Window.ANY : window(),
                maybe(() -> new Bucket("b" + random.nextInt(9), 1 + random.nextInt(9))),
                Priority.values()[random.nextInt(3)],
                interactive ? List.of() : dependencies(),
                random.nextBoolean() ? Retries.NONE : new Retries(1 + random.nextInt(Retries.MAX_MOST), causes()),
                interactive || session ? Optional.empty() : maybe(this::array),
                random.nextBoolean() ? List.of() : List.of("course", "r-" + random.nextInt(9)));
    }

    private JobArray array() {
        Optional<Integer> most = maybe(() -> 1 + random.nextInt(9));
        if (random.nextBoolean()) {
            return JobArray.ofSize(1 + random.nextInt(9), most);
        }
        boolean told = random.nextBoolean();
        List<JobArray.Member> members = new ArrayList<>();
        int index = random.nextInt(3);
        for (int i = random.nextInt(4); i < 4; i++) {
            SequencedMap<String, String> variables = new LinkedHashMap<>();
            if (told) {
                variables.put("V", "ü " + i);
            }
            members.add(new JobArray.Member(index, variables));
            index += 1 + random.nextInt(3);
        }
        return new JobArray(members, most);
    }

    private List<Dependency> dependencies() {
        List<Dependency> dependencies = new ArrayList<>();
        for (int i = random.nextInt(8); i < 3; i++) {
            dependencies.add(new Dependency(
                    new JobId("00000000" + i + random.nextInt(9)), Dependency.On.values()[random.nextInt(3)]));
        }
        return dependencies;
    }

    private Set<Retries.Cause> causes() {
        Set<Retries.Cause> causes = EnumSet.of(Retries.Cause.values()[random.nextInt(Retries.Cause.values().length)]);
        return random.nextBoolean() ? Retries.Cause.NOT_ITS_OWN : causes;
    }

    private Window window() {
        return new Window(
                maybe(() -> Instant.ofEpochSecond(random.nextInt(1_000_000))),
                maybe(() -> Instant.ofEpochSecond(1_000_000 + random.nextInt(1_000_000), 1_000 * random.nextInt(9))));
    }

    private Extra extra() {
        Supplier<List<String>> mail = () -> list(2, () -> "m" + random.nextInt(9) + "@example.test");
        return new Extra(
                list(2, () -> "ssh-ed25519 AAAA" + random.nextInt(99)),
                mail.get(),
                mail.get(),
                mail.get(),
                mail.get(),
                mail.get());
    }

    /** Text that a name may have; never blank at its end. */
    private String visible(int length) {
        var text = new StringBuilder("v");
        for (int i = 0; i < random.nextInt(length + 1); i++) {
            text.appendCodePoint(LETTERS.codePoints()
                    .toArray()[random.nextInt((int) LETTERS.codePoints().count())]);
        }
        return text + "v";
    }

    /** Text with anything but NUL in it. */
    private String any(int length) {
        return visible(length) + "\n\r\t\u0001\u007f\u202e".charAt(random.nextInt(6)) + visible(length);
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> list(int most, Supplier<T> item) {
        List<T> list = new ArrayList<>();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            list.add(item.get());
        }
        return list;
    }

    private SequencedMap<String, String> map(String prefix, Supplier<String> value) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            map.put(prefix + random.nextInt(50), value.get());
        }
        return map;
    }
}
