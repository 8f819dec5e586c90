package io.fairlead.server.control;

import io.fairlead.core.admission.AdmissionPolicy;
import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.idle.IdleNote;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.AttemptState;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.IdSource;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.share.Usage;
import io.fairlead.core.site.Resolver;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.images.SiteImages;
import io.fairlead.server.monitor.GpuWatch;
import io.fairlead.server.monitor.IdleWatch;
import io.fairlead.server.monitor.LayerWatch;
import io.fairlead.server.monitor.Logs;
import io.fairlead.server.monitor.SpaceWatch;
import io.fairlead.server.monitor.Watch;
import io.fairlead.server.records.Recorder;
import io.fairlead.server.rescue.Remains;
import io.fairlead.server.secrets.UserSecrets;
import io.fairlead.server.volumes.Ground;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The writer with everything around it, put together: what the rest of the server sees of this room. */
public final class ControlRoom {
    private static final String RESTARTED = "restarted";
    /** A stop waits no longer than this for what would be nice to know. */
    private static final Duration ANSWER_MOST = Duration.ofSeconds(2);

    private final Parts parts;
    private final Bell bell = new Bell();
    private final Writer writer;
    private final Dispatcher dispatcher;
    private final Desk desk;
    private final EngineReports reports;

    /**
     * What is asked of the outside.
     *
     * @param live everything that has not ended, as the store has it now
     * @param upkeep what administrators said and that holds, as the store has it now
     * @param past of every attempt that holds nothing any more
     * @param idle what the last server knew of who does nothing; nothing from the second call on
     * @param used whether an id was ever given to a job
     */
    public record Memory(
            ChangeLog log,
            Supplier<Collection<Job>> live,
            Supplier<Upkeep> upkeep,
            Supplier<Past> past,
            Supplier<List<IdleNote>> idle,
            Predicate<JobId> used,
            House.Memory archive) {}

    /**
     * What has ended, as far as it bears on what is decided.
     *
     * @param usage what it used
     * @param runTimes how long jobs of each user and project ran
     */
    public record Past(Usage usage, LastTwo runTimes) {}

    /** An engine and what belongs to its node. */
    public record Seat(Engine engine, Ground ground, Remains remains, Recorder recorder) {}

    /**
     * @param inventory the configured nodes
     * @param rebooted clusters whose machine was restarted since the last server ran
     */
    public record Site(
            List<Node> inventory,
            ContainerNames names,
            AdmissionPolicy admission,
            Supplier<Resolver> resolver,
            List<String> allowedGroups,
            List<ClusterId> rebooted) {}

    /**
     * What the room works with.
     *
     * @param running told of every attempt that runs; again is no news
     */
    public record Parts(
            Memory memory,
            Site site,
            Map<ClusterId, Seat> seats,
            Logs logs,
            SiteImages images,
            Accounts accounts,
            UserSecrets secrets,
            BiConsumer<Job, Attempt> running) {}

    public ControlRoom(Parts parts, House.Facts facts, IdSource ids, InstantSource clock) {
        this.parts = parts;
        Map<ClusterId, Dispatcher.Seat> seats = new TreeMap<>();
        parts.seats().forEach((id, seat) -> seats.put(id, new Dispatcher.Seat(seat)));
        this.dispatcher = new Dispatcher(seats, parts.logs(), parts.images(), this::observed);
        this.writer = new Writer(() -> loop(ids), parts.memory().log(), dispatcher, this::published, clock);
        for (ClusterId cluster : parts.site().rebooted()) {
            writer.know(new Message.Closed(cluster, RESTARTED, Optional.of(ControlProblems.RESTARTED.reason())));
            writer.know(new Message.NodeRebooted(cluster));
        }
        Reception reception = new Reception(
                new Reception.Sources(parts.accounts(), parts.site().resolver(), parts.images(), parts.secrets()),
                parts.site().admission().limits(),
                parts.site().allowedGroups());
        this.desk = new House(reception, writer, bell, parts.memory().archive(), facts);
        this.reports = new EngineReports(writer, parts.site().names(), List.copyOf(seats.keySet()));
    }

    private ControlLoop loop(IdSource ids) {
        Memory memory = parts.memory();
        Ledger ledger = new Ledger(
                parts.site().inventory(), memory.live().get(), memory.upkeep().get());
        Intake intake = new Intake(
                ids,
                parts.site().admission(),
                parts.memory().used(),
                parts.memory().archive()::jobs);
        ControlLoop loop = new ControlLoop(
                ledger, parts.site().names(), intake, parts.memory().past().get());
        loop.remember(memory.idle().get());
        ledger.placed().forEach(this::follow);
        return loop;
    }

    private void published(Writer.View view) {
        for (Job job : view.after()) {
            bell.ring(job.id());
            follow(job);
        }
    }

    private void follow(Job job) {
        job.attempt()
                .filter(attempt -> attempt.holding() && attempt.state() == AttemptState.RUNNING)
                .ifPresent((Attempt attempt) -> {
                    parts.logs().follow(job, attempt);
                    parts.running().accept(job, attempt);
                });
    }

    private void observed(Observation observation) {
        try {
            writer.put(new Message.Observed(observation));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    public Desk desk() {
        return desk;
    }

    public Watch.Reports engineReports() {
        return reports;
    }

    public LayerWatch.Reports layerReports() {
        return reports;
    }

    public IdleWatch.Reports idleReports() {
        return reports;
    }

    public GpuWatch.Reports gpuReports() {
        return reports;
    }

    public SpaceWatch.Reports spaceReports() {
        return reports;
    }

    /** Takes up every live job again, then serves. */
    public void start() throws InterruptedException {
        writer.start();
    }

    /**
     * The boot ids of the machines are remembered: what starts from now on was not there before a restart. Until then
     * nothing is placed on a machine that was restarted, or the next server would take it for something that ran before.
     */
    public void bootsRemembered() throws InterruptedException {
        for (ClusterId cluster : parts.site().rebooted()) {
            writer.put(new Message.Closed(cluster, RESTARTED, Optional.empty()));
        }
    }

    /** What is known of who does nothing, for the next server; nothing where the writer does not say in time. */
    public List<IdleNote> idle() throws InterruptedException {
        CompletableFuture<List<IdleNote>> answer = new CompletableFuture<>();
        boolean asked = writer.offer(new Message.Question(loop -> {
            List<IdleNote> known = loop.idle();
            return unless -> answer.complete(unless.isPresent() ? List.of() : known);
        }));
        try {
            return asked ? answer.get(ANSWER_MOST.toMillis(), TimeUnit.MILLISECONDS) : List.of();
        } catch (ExecutionException | TimeoutException _) {
            return List.of();
        }
    }

    /** Ends after the transaction under way. Jobs go on. */
    public void stop() throws InterruptedException {
        writer.stop();
        dispatcher.stop();
    }
}
