package io.fairlead.server.build;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Outcome;
import io.fairlead.engines.stream.LogCursor;
import io.fairlead.engines.stream.LogReading;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Builds stand where other jobs have a container: they are created, started, looked at, signalled and removed by name,
 * and so have states, a log, a cancel and their CPUs and memory in the ledger like any job. A build lives in this
 * process; one that a server's end broke off says that it wants another attempt.
 */
public final class Builds implements AutoCloseable {
    /** With this code a restartable job asks for its next attempt. */
    private static final int AGAIN = 123;

    private static final int FAILED = 1;
    private static final int ENDED_BY_SIGNAL = 143;

    private final Function<JobId, Optional<Job>> jobs;
    private final ContainerNames names;
    private final Building building;
    private final InstantSource clock;
    private final Map<ContainerName, Entry> entries = new ConcurrentHashMap<>();
    private volatile Consumer<ContainerName> hints = _ -> {};
    private volatile boolean closing;

    /** How far one is. */
    private enum Stage {
        /** Its job has an attempt; nothing was made. */
        EXPECTED,
        CREATED,
        RUNNING,
        EXITED,
        REMOVED
    }

    private static final class Entry {
        final Job job;
        final Attempt attempt;
        final BuildLog log;
        Stage stage;
        Optional<Instant> startedAt = Optional.empty();
        Optional<Exit> exit = Optional.empty();
        Optional<Building.Work> work = Optional.empty();
        Optional<ContainerSpec> spec = Optional.empty();

        Entry(Job job, Attempt attempt, BuildLog log, Stage stage) {
            this.job = job;
            this.attempt = attempt;
            this.log = log;
            this.stage = stage;
        }

        ContainerView view() {
            ContainerView.Status status = switch (stage) {
                case EXPECTED, CREATED, REMOVED -> ContainerView.Status.CREATED;
                case RUNNING -> ContainerView.Status.RUNNING;
                case EXITED -> ContainerView.Status.EXITED;
            };
            return new ContainerView(
                    attempt.container(), Optional.of(job.id()), attempt.number(), status, startedAt, exit, 0);
        }

        boolean isYetToRun() {
            return stage == Stage.EXPECTED || stage == Stage.CREATED;
        }

        boolean isThere() {
            return stage != Stage.EXPECTED && stage != Stage.REMOVED;
        }
    }

    /** @param jobs what is recorded of a job, ended or not */
    public Builds(Function<JobId, Optional<Job>> jobs, ContainerNames names, Building building, InstantSource clock) {
        this.jobs = jobs;
        this.names = names;
        this.building = building;
        this.clock = clock;
    }

    public static boolean isBuild(Job job) {
        return job.submission().isBuild();
    }

    /** From now on whoever this names is looked at sooner. */
    public void hints(Consumer<ContainerName> to) {
        hints = to;
    }

    /** An attempt of a build is about to begin, or to begin again after a restart. */
    synchronized void expect(Job job, Attempt attempt, ContainerSpec spec) {
        Entry entry = entries.computeIfAbsent(
                attempt.container(), _ -> new Entry(job, attempt, new BuildLog(clock), Stage.EXPECTED));
        entry.spec = Optional.of(spec);
    }

    /** Whether the name is a build's that this process has heard of. */
    boolean knows(ContainerName name) {
        return entries.containsKey(name);
    }

    /** The view of a build; empty where there is none of that name, or nothing was made of it yet. */
    synchronized Optional<ContainerView> view(ContainerName name) {
        return recalled(name).filter(Entry::isThere).map(Entry::view);
    }

    synchronized List<ContainerView> views(ClusterId cluster) {
        return entries.values().stream()
                .filter(Entry::isThere)
                .filter(entry -> cluster(entry).equals(cluster))
                .map(Entry::view)
                .toList();
    }

    private static ClusterId cluster(Entry entry) {
        return entry.attempt.placements().getFirst().where().cluster();
    }

    /** What an earlier server had begun is known from the record alone. */
    private Optional<Entry> recalled(ContainerName name) {
        Entry known = entries.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Entry> before = names.parts(name)
                .filter(parts -> JobId.isWellFormed(parts.job()))
                .flatMap(parts -> jobs.apply(new JobId(parts.job())))
                .filter(Builds::isBuild)
                .flatMap(job -> job.attempt()
                        .filter(attempt -> attempt.container().equals(name))
                        .filter(attempt -> !attempt.state().isTerminal())
                        .map(attempt -> recalled(job, attempt)));
        before.ifPresent(entry -> entries.put(name, entry));
        return before;
    }

    private Entry recalled(Job job, Attempt attempt) {
        BuildLog log = new BuildLog(clock);
        if (attempt.state() == AttemptState.STARTING) {
            Stage stage = attempt.times().created().isPresent() ? Stage.CREATED : Stage.EXPECTED;
            return new Entry(job, attempt, log, stage);
        }
        Entry entry = new Entry(job, attempt, log, Stage.EXITED);
        entry.startedAt = attempt.times().running();
        entry.exit = Optional.of(new Exit(AGAIN, false, clock.instant(), Optional.empty()));
        log.say("[fairlead: the server ended while this image was built; the build begins again]\n");
        log.end();
        return entry;
    }

    synchronized Outcome create(ContainerSpec spec) {
        Entry entry = entries.get(spec.name());
        if (entry == null || entry.stage == Stage.REMOVED) {
            return new Outcome.NotExecuted("nothing is known of the build " + spec.name());
        }
        if (entry.stage == Stage.EXPECTED) {
            entry.stage = Stage.CREATED;
        }
        return new Outcome.Done();
    }

    synchronized Outcome start(ContainerName name) {
        Entry entry = entries.get(name);
        if (entry == null || entry.spec.isEmpty() || closing || !entry.isYetToRun()) {
            return new Outcome.NotExecuted("the build " + name + " is not ready to start");
        }
        entry.stage = Stage.RUNNING;
        entry.startedAt = Optional.of(clock.instant());
        Building.Work work = building.prepare(entry.job, entry.spec.get(), entry.log::say);
        entry.work = Optional.of(work);
        Thread.ofVirtual().name("build-" + name).start(() -> run(entry, work));
        return new Outcome.Done();
    }

    private void run(Entry entry, Building.Work work) {
        hints.accept(entry.attempt.container());
        Optional<String> failure = work.run();
        if (closing) {
            return;
        }
        failure.ifPresent(cause -> entry.log.say("\nfairlead: not built: " + cause + "\n"));
        entry.log.end();
        int code = failure.isEmpty() ? 0 : work.isEnded() ? ENDED_BY_SIGNAL : FAILED;
        synchronized (this) {
            entry.exit = Optional.of(new Exit(code, false, clock.instant(), failure));
            entry.stage = Stage.EXITED;
        }
        hints.accept(entry.attempt.container());
    }

    /** Every signal ends a build: it has no state to save, and its finished steps are kept. */
    Outcome signal(ContainerName name) {
        Optional<Building.Work> work;
        synchronized (this) {
            Entry entry = entries.get(name);
            work = entry == null ? Optional.empty() : entry.work;
        }
        work.ifPresent(Building.Work::end);
        return work.isPresent() ? new Outcome.Done() : new Outcome.Unknown("the build " + name + " does not run");
    }

    synchronized Outcome remove(ContainerName name) {
        Optional<Entry> entry = recalled(name);
        if (entry.filter(it -> it.stage == Stage.RUNNING).isPresent()) {
            return new Outcome.NotExecuted("cannot remove the running build " + name);
        }
        entry.ifPresent(it -> it.stage = Stage.REMOVED);
        return new Outcome.Done();
    }

    /** Empty where there is no build of that name. */
    synchronized Optional<LogReading> reading(ContainerName name, LogCursor from, boolean follow) {
        return recalled(name)
                .filter(entry -> entry.stage != Stage.EXPECTED)
                .map(entry -> entry.log.reading(from, follow));
    }

    /** Nobody asks for this attempt any more. */
    void forget(ContainerName name) {
        entries.remove(name);
    }

    /** Breaks off what runs: the next server begins it again. */
    @Override
    public void close() {
        closing = true;
        entries.values().forEach(entry -> entry.work.ifPresent(Building.Work::end));
    }
}
