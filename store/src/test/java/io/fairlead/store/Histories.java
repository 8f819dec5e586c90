package io.fairlead.store;

import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Stop;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.runrecord.Output;
import io.fairlead.core.runrecord.RunRecord;
import io.fairlead.core.runrecord.Surroundings;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.unit.MigProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes random histories that the state machines allow, in transactions of random size; the same ones for the same seed. */
public final class Histories {
    /** One transaction. */
    public record Step(List<Recorded> changes, List<Job> after, List<SubmitKey> keys) {}

    private static final int CHANGES_MAX = 12;
    private static final ContainerNames NAMES = new ContainerNames("abcd1234");

    private final Random random;
    private final Map<JobId, Job> jobs = new TreeMap<>();
    private final Map<NodeRef, TreeSet<DeviceId>> free = new TreeMap<>();
    private Instant now = Samples.NOON;

    public Histories(long seed) {
        random = new Random(seed);
        free.put(Samples.NODE, devices("a", 4));
        free.put(Samples.OTHER, devices("b", 2));
    }

    private static TreeSet<DeviceId> devices(String letter, int count) {
        TreeSet<DeviceId> devices = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            devices.add(new DeviceId("GPU-" + letter + i));
        }
        return devices;
    }

    /** All jobs, as the changes so far have made them. */
    public Map<JobId, Job> jobs() {
        return jobs;
    }

    public Step next() {
        SequencedMap<JobId, Job> touched = new LinkedHashMap<>();
        List<Recorded> changes = new ArrayList<>();
        List<SubmitKey> keys = new ArrayList<>();
        int count = 1 + random.nextInt(CHANGES_MAX);
        while (changes.size() < count) {
            now = now.plus(random.nextInt(5_000_000), ChronoUnit.MICROS);
            if (jobs.isEmpty() || random.nextInt(10) < 2) {
                submit(changes, touched, keys);
            } else {
                List<JobId> all = List.copyOf(jobs.keySet());
                move(jobs.get(all.get(random.nextInt(all.size())))).ifPresent(change -> fold(change, changes, touched));
            }
        }
        return new Step(changes, List.copyOf(touched.values()), keys);
    }

    private void submit(List<Recorded> changes, Map<JobId, Job> touched, List<SubmitKey> keys) {
        String label = random.nextBoolean() ? "" : "r" + random.nextInt(3);
        var submission =
                Samples.submission(1000 + random.nextInt(4), "job-" + random.nextInt(20), random.nextInt(3), label);
        Job job = Job.admitted(Samples.id(random), submission, random.nextBoolean(), random.nextBoolean(), now);
        jobs.put(job.id(), job);
        touched.put(job.id(), job);
        changes.add(new Recorded(now, new Actor.User(submission.owner().uid()), new Change.Submitted(job)));
        if (random.nextBoolean()) {
            keys.add(new SubmitKey(submission.owner().uid(), "key-" + job.id(), "ab".repeat(32), job.id()));
        }
    }

    private void fold(Change change, List<Recorded> changes, Map<JobId, Job> touched) {
        Recorded recorded = new Recorded(now, actor(), change);
        Job before = jobs.get(change.job());
        Job after = before.after(recorded);
        held(before).forEach(it -> free.get(it.where()).addAll(it.devices()));
        held(after).forEach(it -> free.get(it.where()).removeAll(it.devices()));
        changes.add(recorded);
        jobs.put(after.id(), after);
        touched.remove(after.id());
        touched.put(after.id(), after);
    }

    private static List<Placement> held(Job job) {
        return job.attempt().filter(Attempt::holding).map(Attempt::placements).orElse(List.of());
    }

    private Actor actor() {
        return switch (random.nextInt(5)) {
            case 0 -> new Actor.User(1001);
            case 1 -> new Actor.Admin(0);
            case 2 -> new Actor.Scheduler();
            case 3 -> new Actor.Engine();
            default -> new Actor.Clock();
        };
    }

    private Optional<Change> move(Job job) {
        JobId id = job.id();
        return switch (job.state()) {
            case ONHOLD -> Optional.of(random.nextInt(4) == 0 ? ended(job, 0) : new Change.Released(id));
            case QUEUED ->
                switch (random.nextInt(8)) {
                    case 0 -> Optional.of(new Change.Held(id));
                    case 1 -> Optional.of(new Change.ImageArrived(id));
                    case 2 -> Optional.of(new Change.CancelRequested(id));
                    case 3 -> random.nextInt(5) == 0 ? Optional.of(ended(job, 0)) : Optional.of(promise(job));
                    case 4 ->
                        Optional.of(
                                random.nextBoolean()
                                        ? new Change.PullRetried(id, problem())
                                        : new Change.WaitNoted(id, problem()));
                    case 5 -> Optional.of(clearing(job));
                    default -> assigned(job);
                };
            case ASSIGNED, STARTING, RUNNING, MUSTHALT, HALTING -> Optional.of(placed(job));
            case FINISHED, FAILED, CANCELLED ->
                job.removed() || random.nextInt(8) > 0 ? Optional.empty() : Optional.of(new Change.Removed(id));
        };
    }

    private Portion portion(int wanted) {
        return switch (wanted == 1 ? random.nextInt(3) : 0) {
            case 1 -> Portion.share(new Gpus(1 + random.nextInt(999)));
            case 2 -> Portion.slice(new MigProfile(1 + random.nextInt(6), 10));
            default -> Portion.WHOLE;
        };
    }

    private Change promise(Job job) {
        return job.promise().isPresent()
                ? new Change.PromiseBroken(job.id(), problem())
                : new Change.Promised(job.id(), now.plusSeconds(random.nextInt(1000)));
    }

    private Change clearing(Job job) {
        return job.clearing().isPresent()
                ? new Change.ClearingVoid(job.id(), problem())
                : new Change.Clearing(job.id(), Samples.OTHER, List.of(Samples.id(random)));
    }

    private Optional<Change> assigned(Job job) {
        int wanted = job.submission().definition().resources().gpus().whole();
        NodeRef node = random.nextBoolean() ? Samples.NODE : Samples.OTHER;
        if (free.get(node).size() < wanted) {
            return Optional.empty();
        }
        int attempt = job.attempts() + 1;
        List<DeviceId> devices =
                new ArrayList<>(free.get(node)).subList(0, wanted).reversed();
        return Optional.of(new Change.Assigned(
                job.id(),
                attempt,
                List.of(new Placement(
                        node,
                        devices,
                        portion(wanted),
                        Cores.of(2),
                        Bytes.ofGib(5),
                        NAMES.of(job.id().text(), attempt),
                        0))));
    }

    private Change placed(Job job) {
        Attempt attempt = job.attempt().orElseThrow();
        JobId id = job.id();
        int number = attempt.number();
        if (attempt.times().exited().isPresent()) {
            int more = random.nextInt(6);
            if (more < 2) {
                return more == 0
                        ? new Change.FilesFound(id, number, left())
                        : new Change.RunRecorded(id, number, record());
            }
            return attempt.logsComplete() ? ended(job, number) : new Change.LogsComplete(id, number);
        }
        return switch (random.nextInt(12)) {
            case 0 -> new Change.CancelRequested(id);
            case 1, 6, 7, 8 -> stop(id, attempt);
            case 2 -> new Change.Created(id, number);
            case 3 -> new Change.Bound(id, number);
            case 4 -> new Change.Exited(id, number, exit(), problem());
            case 5 -> new Change.Requeued(id, number, AttemptState.FAILED, problem(), random.nextBoolean());
            default -> onwards(job, number);
        };
    }

    private Change onwards(Job job, int number) {
        if (job.state() == JobState.ASSIGNED) {
            return new Change.Starting(job.id(), number);
        }
        return job.state() == JobState.STARTING
                ? new Change.Running(job.id(), number, now.minusMillis(3))
                : new Change.Exited(job.id(), number, exit(), problem());
    }

    private RunRecord record() {
        Optional<String> driver = random.nextBoolean() ? Optional.empty() : Optional.of("550." + random.nextInt(9));
        return new RunRecord(
                new Surroundings("docker 20." + random.nextInt(9), "", "6.1", driver, Optional.empty(), List.of()),
                Optional.empty(),
                random.nextBoolean() ? Optional.empty() : Optional.of(random.nextBoolean()),
                List.of(Output.unread("/data/" + random.nextInt(9), random.nextBoolean(), "too large")),
                List.of());
    }

    private FilesLeft left() {
        return new FilesLeft(
                random.nextInt(9),
                random.nextInt(1_000_000),
                random.nextBoolean(),
                List.of(new FilesLeft.File("/tmp/" + random.nextInt(9), random.nextInt(1_000_000))),
                random.nextBoolean() ? List.of() : List.of("/fast"),
                random.nextInt(48));
    }

    private Change stop(JobId id, Attempt attempt) {
        if (attempt.stop().isEmpty()) {
            return switch (random.nextInt(8)) {
                case 3 -> new Change.TimeWarned(id, attempt.number(), 75 + 15 * random.nextInt(2), problem());
                case 5, 6 ->
                    new Change.HaltAsked(
                            id,
                            attempt.number(),
                            random.nextBoolean() ? Optional.of(Samples.id(random)) : Optional.empty(),
                            problem());
                case 0 -> new Change.Outgrew(id, attempt.number(), problem());
                case 1 -> new Change.Idled(id, attempt.number(), problem());
                case 2 ->
                    new Change.IdleNoted(
                            id, attempt.number(), random.nextBoolean() ? Optional.of(problem()) : Optional.empty());
                default -> new Change.StopAsked(id, attempt.number(), Stop.Cause.MAX_DURATION);
            };
        }
        if (attempt.stop().get().warnedAt().isEmpty() && random.nextBoolean()) {
            return new Change.HaltSignalled(id, attempt.number());
        }
        return attempt.stop().get().signalledAt().isEmpty()
                ? new Change.StopSignalled(id, attempt.number())
                : new Change.KillSent(id, attempt.number());
    }

    private Optional<Exit> exit() {
        return switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Exit(137, true, now, Optional.of("no \"such\" file\n")));
            default ->
                Optional.of(new Exit(random.nextInt(2), false, now.minus(Duration.ofMillis(7)), Optional.empty()));
        };
    }

    private Change ended(Job job, int attempt) {
        boolean cancelled = job.cancelRequestedAt().isPresent();
        boolean finished = job.state().next().contains(JobState.FINISHED) && random.nextBoolean();
        JobState to = cancelled ? JobState.CANCELLED : finished ? JobState.FINISHED : JobState.FAILED;
        return new Change.Ended(
                job.id(), attempt, to, to == JobState.FINISHED ? Optional.empty() : Optional.of(problem()));
    }

    private Problem problem() {
        SequencedMap<String, String> arguments = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            arguments.put("code", "3");
            arguments.put("älter", "\u0001 ümlaut \"quoted\"");
        }
        var path = random.nextBoolean()
                ? FieldPath.ROOT
                : FieldPath.of("request", "docker").index(2).key("x");
        var position = random.nextBoolean() ? Position.NONE : new Position(3, 9);
        return new Problem("E-EXIT-CODE", path, position, "3", "ended with 3", "look at the logs", arguments);
    }
}
