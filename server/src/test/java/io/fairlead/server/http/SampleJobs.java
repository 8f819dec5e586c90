package io.fairlead.server.http;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Jobs with histories, for tests of whatever shows them. */
public final class SampleJobs {
    public static final Instant START = Instant.parse("2026-11-21T10:00:00.123456Z");
    private static final NodeRef NODE = new NodeRef(ClusterId.LOCAL, "anvil");

    private static final Problem ENDING =
            new ProblemCode("E-ENDING", "its container has ended", "wait a moment", "").reason();

    private SampleJobs() {}

    public static Job queued(String id, long uid, String name) {
        return Job.admitted(new JobId(id), submission(uid, name), false, true, START);
    }

    public static Submission submission(long uid, String name) {
        var definition = JobDefinition.of(
                name,
                Resources.of(Cores.of(2), Gpus.of(1), Bytes.ofGib(4)),
                DockerRequest.of(ImageReference.parse("alpine:3.20"), new Command.ImageDefault()));
        return new Submission(
                new Submitter(uid, "user" + uid, uid, List.of(), "/home/user" + uid),
                new Project(uid, "project" + uid),
                definition,
                new Texts("{\"name\":\"" + name + "\"}", "name: " + name + "\n"),
                "slices-v2",
                new ResolvedImage(
                        "alpine:3.20",
                        "sha256:" + "a".repeat(64),
                        ResolvedImage.Kind.MANIFEST,
                        "linux/amd64",
                        Bytes.ofMib(8)),
                List.of(),
                List.of(NODE),
                Optional.empty());
    }

    public static Recorded change(int second, Change change) {
        return new Recorded(START.plusSeconds(second), new Actor.Engine(), change);
    }

    /** The changes of a whole life, from the allocation on; the n-th happens n seconds after the submit. */
    public static List<Recorded> life(JobId job, int exitCode) {
        var placement = new Placement(
                NODE,
                List.of(new DeviceId("GPU-1")),
                Portion.WHOLE,
                Cores.of(2),
                Bytes.ofGib(4),
                new ContainerName("fl-00000000-" + job + "-1"),
                0);
        var exit = new Exit(exitCode, false, START.plusSeconds(6), Optional.empty());
        return List.of(
                change(1, new Change.Assigned(job, 1, List.of(placement))),
                change(2, new Change.Starting(job, 1)),
                change(3, new Change.Created(job, 1)),
                change(4, new Change.Bound(job, 1)),
                change(5, new Change.Running(job, 1, START.plusSeconds(5))),
                change(6, new Change.Exited(job, 1, Optional.of(exit), ENDING)),
                change(7, new Change.LogsComplete(job, 1)),
                change(
                        8,
                        new Change.Ended(
                                job, 1, exitCode == 0 ? JobState.FINISHED : JobState.FAILED, Optional.empty())));
    }

    public static Job after(Job job, List<Recorded> changes) {
        Job now = job;
        for (Recorded change : changes) {
            now = now.after(change);
        }
        return now;
    }
}
