package io.fairlead.store;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.volume.Making;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.SiteMounts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/** Submissions for tests. Their definitions are texts of our own making: {@code name|gpus|label}. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    public static final NodeRef NODE = new NodeRef(ClusterId.LOCAL, "node1");
    public static final NodeRef OTHER = new NodeRef(new ClusterId(3), "node2");

    private static final String FILLER = " ".repeat(600);

    private Samples() {}

    public static StoreSettings settings(Path directory) {
        return new StoreSettings(
                directory, Samples::parse, InstantSource.fixed(NOON), new Random(1), Duration.ofMillis(300));
    }

    public static JobId id(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < JobId.LENGTH; i++) {
            text.append(JobId.ALPHABET.charAt(random.nextInt(JobId.ALPHABET.length())));
        }
        return new JobId(text.toString());
    }

    public static String text(String name, int gpus, String label) {
        return "{\"name\":\"" + name + "\",\"gpus\":" + gpus + ",\"label\":\"" + label + "\"}" + FILLER;
    }

    /** What the job file reader is in the server. */
    public static JobDefinition parse(String text) {
        String[] parts = text.strip().replaceAll("[{}\"]", "").split(",", -1);
        String name = parts[0].substring(parts[0].indexOf(':') + 1);
        int gpus = Integer.parseInt(parts[1].substring(parts[1].indexOf(':') + 1));
        String label = parts[2].substring(parts[2].indexOf(':') + 1);
        return definition(name, gpus, label);
    }

    private static JobDefinition definition(String name, int gpus, String label) {
        SequencedMap<String, String> labels = new LinkedHashMap<>();
        if (!label.isEmpty()) {
            labels.put("team.example/run", label);
        }
        var resources = Resources.of(Cores.of(2), Gpus.of(gpus), Bytes.ofGib(4));
        var docker = DockerRequest.of(
                ImageReference.parse("registry.example:5000/team/train:1"), new Command.Shell("python3 train.py"));
        var plain = JobDefinition.of(name, resources, docker);
        return new JobDefinition(
                name,
                plain.description(),
                Optional.of("vision"),
                labels,
                resources,
                docker,
                plain.scheduling(),
                plain.expect(),
                plain.extra());
    }

    public static Submission submission(String name, int gpus) {
        return submission(1001, name, gpus, "");
    }

    public static Submission submission(long uid, String name, int gpus, String label) {
        String text = text(name, gpus, label);
        return new Submission(
                new Submitter(uid, "user" + uid, 100, List.of(27L, 2000L), "/home/user" + uid),
                new Project(2000, "vision"),
                parse(text),
                new Texts(text, text + "# as it was written"),
                "slices-v2",
                new ResolvedImage(
                        "registry.example:5000/team/train:1",
                        "sha256:" + "0a".repeat(32),
                        ResolvedImage.Kind.MANIFEST,
                        "linux/amd64",
                        new Bytes(123_456_789)),
                List.of(new SiteMounts(
                        "local",
                        List.of(
                                new ResolvedMount.Folder(
                                        "project_ghent",
                                        "/srv/ghent/vision",
                                        "sets",
                                        "/data",
                                        true,
                                        new Making(Optional.of(new Making.RootFolder("/srv", 0, 2000, 02770)), true)),
                                new ResolvedMount.Folder(
                                        "home", "/home/user" + uid, "", "/home/me", false, Making.NOTHING),
                                new ResolvedMount.Tmpfs("/fast", Bytes.ofMib(64))))),
                List.of(NODE, OTHER),
                Optional.empty());
    }

    public static Job queued(JobId id, Submission submission, Instant at) {
        return Job.admitted(id, submission, false, true, at);
    }
}
