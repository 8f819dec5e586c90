package io.fairlead.store.change;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change.Assigned;
import io.fairlead.core.job.Change.Bound;
import io.fairlead.core.job.Change.CancelRequested;
import io.fairlead.core.job.Change.Clearing;
import io.fairlead.core.job.Change.ClearingVoid;
import io.fairlead.core.job.Change.Created;
import io.fairlead.core.job.Change.Ended;
import io.fairlead.core.job.Change.Exited;
import io.fairlead.core.job.Change.FilesFound;
import io.fairlead.core.job.Change.HaltAsked;
import io.fairlead.core.job.Change.HaltSignalled;
import io.fairlead.core.job.Change.Held;
import io.fairlead.core.job.Change.IdleNoted;
import io.fairlead.core.job.Change.Idled;
import io.fairlead.core.job.Change.ImageArrived;
import io.fairlead.core.job.Change.KillSent;
import io.fairlead.core.job.Change.LogsComplete;
import io.fairlead.core.job.Change.Outgrew;
import io.fairlead.core.job.Change.PromiseBroken;
import io.fairlead.core.job.Change.Promised;
import io.fairlead.core.job.Change.PullRetried;
import io.fairlead.core.job.Change.Released;
import io.fairlead.core.job.Change.Removed;
import io.fairlead.core.job.Change.Requeued;
import io.fairlead.core.job.Change.RunRecorded;
import io.fairlead.core.job.Change.Running;
import io.fairlead.core.job.Change.Starting;
import io.fairlead.core.job.Change.StopAsked;
import io.fairlead.core.job.Change.StopSignalled;
import io.fairlead.core.job.Change.Submitted;
import io.fairlead.core.job.Change.TimeWarned;
import io.fairlead.core.job.Change.WaitNoted;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Stop;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.runrecord.Code;
import io.fairlead.core.runrecord.Content;
import io.fairlead.core.runrecord.Output;
import io.fairlead.core.runrecord.RunRecord;
import io.fairlead.core.runrecord.Surroundings;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.unit.MigProfile;
import io.fairlead.store.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What each golden file of {@code golden/} says, as values. A line here is never removed, and its file never changed. */
final class Golden {
    /** @param name tells apart several of one kind */
    record Change(String kind, int version, String name, int attempt, Recorded recorded) {
        String file() {
            return kind + (name.isEmpty() ? "" : "-" + name) + "." + version + ".json";
        }

        @Override
        public String toString() {
            return file();
        }
    }

    private static final JobId ID = new JobId("0123456789");
    private static final Problem REASON = new Problem(
            "E-EXIT-CODE",
            FieldPath.of("request", "docker", "storage").index(0).key("sizeGb"),
            new Position(3, 14),
            "12 \"GB\"",
            "the command ended with code 3",
            "fairlead logs JOB shows what it wrote",
            arguments());

    private Golden() {}

    private static SequencedMap<String, String> arguments() {
        SequencedMap<String, String> arguments = new LinkedHashMap<>();
        arguments.put("code", "3");
        return arguments;
    }

    static Change of(String kind) {
        return changes().stream()
                .filter(it -> it.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static Change one(String name, int attempt, io.fairlead.core.job.Change change) {
        return new Change(
                ChangeCodec.kind(change), 1, name, attempt, new Recorded(Samples.NOON, new Actor.Engine(), change));
    }

    private static Job admitted(boolean onHold, boolean imagePresent) {
        return Job.admitted(ID, Samples.submission("golden", 2), onHold, imagePresent, Samples.NOON);
    }

    private static RunRecord record() {
        return new RunRecord(
                new Surroundings(
                        "docker 20.10.24",
                        "runc 1.1.4",
                        "6.1.0-18-amd64",
                        Optional.of("550.54.15"),
                        Optional.of("12.4"),
                        List.of("NVIDIA A100 80GB PCIe")),
                Optional.of(new Content(42, "0b".repeat(32))),
                Optional.of(true),
                List.of(
                        Output.read("/project_ghent/model ü.bin", true, new Content(7, "0c".repeat(32))),
                        Output.missing("/project_ghent/x", "is not there")),
                List.of(new Code(
                        "/project_ghent/src", Optional.of("0d".repeat(20)), Optional.of("main"), Code.Changed.YES)));
    }

    static List<Change> changes() {
        var placement = new Placement(
                Samples.OTHER,
                List.of(new DeviceId("GPU-b1"), new DeviceId("GPU-b0")),
                Portion.WHOLE,
                Cores.of(2),
                Bytes.ofGib(5),
                new ContainerName("fl-abcd1234-0123456789-2"),
                0);
        var share = new Placement(
                Samples.OTHER,
                List.of(new DeviceId("GPU-b1")),
                Portion.share(new Gpus(250)),
                Cores.of(2),
                Bytes.ofGib(5),
                new ContainerName("fl-abcd1234-0123456789-2"),
                0);
        var slice = new Placement(
                Samples.OTHER,
                List.of(new DeviceId("MIG-b1")),
                Portion.slice(new MigProfile(1, 10)),
                Cores.of(2),
                Bytes.ofGib(5),
                new ContainerName("fl-abcd1234-0123456789-2"),
                0);
        var exit = new Exit(137, true, Samples.NOON.plusNanos(1_000), Optional.of("no such file"));
        return List.of(
                one("", 0, new Submitted(admitted(false, true))),
                one("on-hold", 0, new Submitted(admitted(true, false))),
                one("", 0, new Held(ID)),
                one("", 0, new Released(ID)),
                one("", 0, new ImageArrived(ID)),
                one("", 2, new Assigned(ID, 2, List.of(placement))),
                one("share", 2, new Assigned(ID, 2, List.of(share))),
                one("slice", 2, new Assigned(ID, 2, List.of(slice))),
                one("", 1, new Starting(ID, 1)),
                one("", 1, new Created(ID, 1)),
                one("", 1, new Bound(ID, 1)),
                one("", 1, new Running(ID, 1, Samples.NOON.minusNanos(1_000))),
                one("", 0, new CancelRequested(ID)),
                one("", 1, new StopAsked(ID, 1, Stop.Cause.MAX_DURATION)),
                one("", 1, new HaltAsked(ID, 1, Optional.of(new JobId("1123456789")), REASON)),
                one("on-request", 1, new HaltAsked(ID, 1, Optional.empty(), REASON)),
                one("", 1, new HaltSignalled(ID, 1)),
                one("", 1, new StopSignalled(ID, 1)),
                one("", 1, new KillSent(ID, 1)),
                one("", 1, new Outgrew(ID, 1, REASON)),
                one("", 1, new IdleNoted(ID, 1, Optional.of(REASON))),
                one("taken-back", 1, new IdleNoted(ID, 1, Optional.empty())),
                one("", 1, new TimeWarned(ID, 1, 75, REASON)),
                one("", 0, new WaitNoted(ID, REASON)),
                one("", 1, new Idled(ID, 1, REASON)),
                one(
                        "",
                        1,
                        new FilesFound(
                                ID,
                                1,
                                new FilesLeft(
                                        2,
                                        1_048_579,
                                        true,
                                        List.of(
                                                new FilesLeft.File("/root/ü x", 1_048_576),
                                                new FilesLeft.File("/tmp/x", 3)),
                                        List.of("/fast"),
                                        24))),
                one("", 1, new RunRecorded(ID, 1, record())),
                one("", 1, new Exited(ID, 1, Optional.of(exit), REASON)),
                one("vanished", 1, new Exited(ID, 1, Optional.empty(), REASON)),
                one("", 1, new LogsComplete(ID, 1)),
                one("", 1, new Ended(ID, 1, JobState.FAILED, Optional.of(REASON))),
                one("well", 1, new Ended(ID, 1, JobState.FINISHED, Optional.empty())),
                one("", 1, new Requeued(ID, 1, AttemptState.FAILED, REASON, false)),
                one("retry", 1, new Requeued(ID, 1, AttemptState.FAILED, REASON, true)),
                one("", 0, new PullRetried(ID, REASON)),
                one("", 0, new Promised(ID, Samples.NOON.plusSeconds(3600))),
                one("", 0, new PromiseBroken(ID, REASON)),
                one("", 0, new Clearing(ID, Samples.OTHER, List.of(new JobId("1123456789")))),
                one("", 0, new ClearingVoid(ID, REASON)),
                one("", 0, new Removed(ID)));
    }
}
