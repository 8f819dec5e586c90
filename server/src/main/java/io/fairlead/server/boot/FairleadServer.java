package io.fairlead.server.boot;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.launch.ContainerPolicy;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Meters;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.VolumeTable;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.auth.PeerCredentials;
import io.fairlead.server.config.CreatedVolumes;
import io.fairlead.server.config.Settings;
import io.fairlead.server.control.ControlRoom;
import io.fairlead.server.control.House;
import io.fairlead.server.http.HttpListener;
import io.fairlead.server.images.Owners;
import io.fairlead.server.inventory.GpuTool;
import io.fairlead.server.inventory.Gpus;
import io.fairlead.server.inventory.Inventory;
import io.fairlead.server.inventory.Machine;
import io.fairlead.server.inventory.MachineGpus;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.monitor.IdleWatch;
import io.fairlead.server.monitor.LogKeeper;
import io.fairlead.server.monitor.LogShelf;
import io.fairlead.server.monitor.SpaceWatch;
import io.fairlead.server.monitor.Watch;
import io.fairlead.server.terminal.Terminals;
import io.fairlead.server.terminal.Touches;
import io.fairlead.server.volumes.BareGround;
import io.fairlead.server.volumes.BindStaging;
import io.fairlead.server.volumes.Ground;
import io.fairlead.server.volumes.NodeGround;
import io.fairlead.server.volumes.Staging;
import io.fairlead.server.volumes.VolumeFolders;
import io.fairlead.server.volumes.WholeRoots;
import io.fairlead.server.whatif.WhatIf;
import io.fairlead.store.Store;
import io.fairlead.store.StoreSettings;
import io.fairlead.store.change.LiveState;
import io.fairlead.wire.jobfile.JobFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole server, made top down. What it needs of the outside is made here and nowhere else. */
final class FairleadServer {
    /** The store's folder beneath the state. */
    static final String STORE = "store";

    private static final Logger LOG = LoggerFactory.getLogger(FairleadServer.class);
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOCK_PAUSE = Duration.ofMillis(50);
    private static final int OWN_THREADS = 64;
    private static final Duration OWN_THREAD_DEADLINE = Duration.ofSeconds(20);
    private static final Duration ACCOUNTS_KEPT = Duration.ofSeconds(10);

    private final Settings settings;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final OwnThreads threads = new OwnThreads(OWN_THREADS, OWN_THREAD_DEADLINE);
    private final Accounts accounts = new Accounts(threads, clock, ACCOUNTS_KEPT);
    private final Owners owners = new Owners(accounts);
    private final long startedNanos = System.nanoTime();

    private final Store store;
    private final MemoryRoom memory;
    private final ContainerNames names;
    private final Touches touches = new Touches(clock);
    private final List<EngineRoom> engines = new ArrayList<>();
    private final List<Node> inventory;
    private final ControlRoom control;
    private final ImageRoom images;
    private final SecretRoom secrets;
    private final BuildRoom builds;
    private final OutsideRoom outside;
    private final IdleWatch idle;
    private final VolumeRoom volumes;
    private final LogKeeper logs;
    private final List<NodeGround> grounds = new ArrayList<>();
    private final List<Watch> watches = new ArrayList<>();
    private final Terminals terminals;
    private final SpaceWatch space;
    private final Optional<GpuRoom> gpuRoom;
    private final HttpListener listener;
    private final Machine machine;

    FairleadServer(Settings settings) throws IOException, InterruptedException {
        this.settings = settings;
        Path state = Files.createDirectories(settings.places().state());
        Files.createDirectories(settings.places().volumes().resolve(VolumeTable.SCRATCH_FOLDER));
        store = open(new StoreSettings(
                state.resolve(STORE), JobFile::readStored, clock, random, StoreSettings.BUSY_DEFAULT));
        memory = MemoryRoom.of(store, settings.shares(), clock);
        machine = Machine.read(Path.of("/proc"));
        GpuTool tool = new MachineGpus();
        Gpus gpus = tool.devices();
        inventory = Inventory.nodes(settings.stations(), machine, gpus);
        gpuRoom = gpuRoom(tool, gpus);
        names = new ContainerNames(store.instance().id());
        settings.stations()
                .forEach(station ->
                        engines.add(EngineRoom.of(station, store.instance().id(), state.resolve("fake"), clock)));
        boolean bridge = settings.network() == ContainerSpec.Network.BRIDGE;
        engines.forEach(engine -> engine.prepare(bridge));
        refuseUnknownContainers();
        secrets = SecretRoom.of(state, settings.places().run(), random, clock);
        images = ImageRoom.of(
                engines,
                secrets.file(),
                owners,
                new ImageRoom.Sif(state.resolve("sif"), accounts, threads, Credentials.serverUid() == 0));
        builds = BuildRoom.of(engines, state, store, accounts, clock);
        outside = OutsideRoom.in(state, settings.bounds().outside(), threads, clock);
        volumes = new VolumeRoom(settings.topology(), CreatedVolumes.in(state.resolve("volumes.json"), settings));
        LogShelf shelf = new LogShelf(state.resolve("logs"), settings.bounds().keptLog());
        logs = new LogKeeper(shelf, engines.stream().collect(Collectors.toMap(EngineRoom::cluster, builds::logs)));
        RecordRoom records = new RecordRoom(shelf, threads, gpus);
        idle = new IdleWatch(
                meters(),
                new IdleWatch.Signs(tool::busy, touches::last),
                settings.admission().limits(),
                clock);
        control = new ControlRoom(
                new ControlRoom.Parts(
                        memory.memory(),
                        site(names),
                        seats(names, records),
                        logs,
                        images.images(),
                        accounts,
                        secrets.users(),
                        this::running),
                facts(),
                new RandomIds(random, store.queries()::used, System::nanoTime),
                clock);
        engines.forEach(engine -> watches.add(new Watch(
                engine.cluster(), builds.engine(engine), Optional.of(engine.events()), control.engineReports())));
        terminals = new Terminals(
                engines.stream().collect(Collectors.toMap(EngineRoom::cluster, EngineRoom::consoles)),
                HexFormat.of().toHexDigits(random.nextLong()),
                touches);
        space = new SpaceWatch(disks(state), settings.floors(), control.spaceReports());
        listener = listener(state, shelf, records);
    }

    private Map<ClusterId, Meters> meters() {
        Map<ClusterId, Meters> meters = new TreeMap<>();
        engines.forEach(engine -> engine.docker().ifPresent(docker -> meters.put(engine.cluster(), docker.meters())));
        return meters;
    }

    private void running(Job job, Attempt attempt) {
        outside.running(job, attempt);
        idle.follow(job, attempt);
    }

    /** A machine without any maker's tool has nothing to watch. */
    private Optional<GpuRoom> gpuRoom(GpuTool tool, Gpus found) {
        return Inventory.ofGpus(settings.stations(), machine)
                .filter(_ -> !found.equals(Gpus.NONE))
                .map(ref -> new GpuRoom(tool, engines, node(ref)));
    }

    private Node node(NodeRef ref) {
        return inventory.stream().filter(it -> it.ref().equals(ref)).findFirst().orElseThrow();
    }

    /** A server that was told to stop may need a moment more for the last of it. */
    private static Store open(StoreSettings of) {
        long patientUntil = System.nanoTime() + LOCK_PATIENCE.toNanos();
        while (true) {
            try {
                return Store.open(of);
            } catch (ProblemException e) {
                boolean held = e.problems().getFirst().code().equals(Store.LOCKED_CODE);
                if (!held || System.nanoTime() - patientUntil > 0) {
                    throw e;
                }
                LockSupport.parkNanos(LOCK_PAUSE.toNanos());
            }
        }
    }

    /** An old store must not give away what containers it does not know still use. */
    private void refuseUnknownContainers() {
        for (EngineRoom engine : engines) {
            String unknown = engine.containers().stream()
                    .filter(view -> view.job().flatMap(store::job).isEmpty())
                    .map(ContainerView::name)
                    .map(Object::toString)
                    .collect(Collectors.joining(" "));
            if (!unknown.isEmpty()) {
                store.close();
                throw new ProblemException(BootProblems.UNKNOWN_CONTAINERS.reason(
                        "cluster", engine.cluster(), "store", settings.places().state(), "names", unknown));
            }
        }
    }

    private ControlRoom.Site site(ContainerNames names) {
        LiveState live = store.journal().load();
        List<ClusterId> rebooted = inventory.stream()
                .map(Node::ref)
                .filter(ref -> rebooted(live, ref))
                .map(NodeRef::cluster)
                .distinct()
                .toList();
        return new ControlRoom.Site(
                inventory,
                names,
                settings.admission(),
                volumes::resolver,
                settings.access().groups(),
                rebooted);
    }

    private boolean rebooted(LiveState live, NodeRef ref) {
        String before = live.bootIds().get(ref);
        return before != null && !before.equals(machine.bootId());
    }

    private Map<ClusterId, ControlRoom.Seat> seats(ContainerNames names, RecordRoom records)
            throws IOException, InterruptedException {
        ContainerPolicy policy = new ContainerPolicy(
                store.instance().id(),
                store.instance().epoch(),
                settings.network(),
                settings.bounds().pids(),
                settings.bounds().openFiles(),
                settings.bounds().engineLog());
        Optional<NodeGround.Footing> footing = Optional.empty();
        Map<ClusterId, ControlRoom.Seat> seats = new TreeMap<>();
        for (EngineRoom engine : engines) {
            Node node = inventory.stream()
                    .filter(it -> it.ref().cluster().equals(engine.cluster()))
                    .findFirst()
                    .orElseThrow();
            Supplier<Node> now = gpuRoom.filter(it -> it.isOf(node))
                    .<Supplier<Node>>map(it -> it::node)
                    .orElse(() -> node);
            Ground ground;
            if (engine.docker().isPresent()) {
                if (footing.isEmpty()) {
                    footing = Optional.of(footing(records.gpus().driver()));
                }
                NodeGround prepared = new NodeGround(
                        footing.get(), images.images().at(engine.cluster()).looks(), names, policy, now);
                grounds.add(prepared);
                ground = builds.ground(engine, prepared, policy);
            } else {
                ground = new BareGround(policy);
            }
            seats.put(
                    engine.cluster(),
                    new ControlRoom.Seat(
                            builds.engine(engine), ground, outside.remains(engine), records.recorder(engine, node)));
        }
        return seats;
    }

    private NodeGround.Footing footing(Optional<String> driver) throws IOException, InterruptedException {
        Path run = settings.places().run();
        Staging staging =
                Credentials.serverUid() == 0 ? BindStaging.at(run.resolve("stage"), threads) : new WholeRoots(threads);
        staging.clearStale();
        Path state = settings.places().state();
        return new NodeGround.Footing(
                staging,
                new VolumeFolders(threads),
                outside.homes(),
                state.resolve("files"),
                secrets.forAttempts(),
                volumes::table,
                accounts,
                id -> Optional.ofNullable(store.queries().numbers(List.of(id)).get(id)),
                driver);
    }

    private House.Facts facts() {
        return new House.Facts(
                store.instance().id(),
                clock.instant(),
                () -> Duration.ofNanos(System.nanoTime() - startedNanos),
                "sqlite",
                () -> engines.stream().map(EngineRoom::now).toList(),
                digest -> images.images().progress(digest),
                this::askToStop);
    }

    private List<Path> disks(Path state) {
        List<Path> disks = new ArrayList<>(List.of(state));
        engines.forEach(engine -> engine.description()
                .map(found -> found.dataRoot())
                .filter(Files::isDirectory)
                .ifPresent(disks::add));
        return disks;
    }

    private HttpListener listener(Path state, LogShelf shelf, RecordRoom records) throws IOException {
        Path probes = Files.createDirectories(state.resolve("probe"));
        Ranks ranks = new Ranks(new PeerCredentials(probes), accounts, settings.access(), Credentials.serverUid());
        StoreArchive archive = new StoreArchive(store, shelf, outside);
        HttpListener.Parts parts = new HttpListener.Parts(
                control.desk(),
                archive,
                ranks,
                new HttpListener.Rooms(
                        secrets.users(),
                        builds.desk(control.desk(), archive, settings.frameworks(), inventory, owners),
                        terminals,
                        volumes,
                        new WhatIf(new PastRoom(store), settings.admission().limits(), settings.shares(), clock),
                        ref -> records.machine(engines, inventory, ref),
                        clock));
        HttpListener.About about =
                new HttpListener.About(Version.text(), store.instance().id(), Version.schema());
        return new HttpListener(settings.places().socket(), parts, about, HttpListener.Bounds.DEFAULT, random);
    }

    /** Takes up what was left, then listens. */
    void start() throws IOException, InterruptedException {
        space.start();
        idle.start(control.idleReports());
        if (gpuRoom.isPresent()) {
            gpuRoom.get().start(control.gpuReports());
        }
        outside.start(disks(settings.places().state()), settings.floors(), control.layerReports());
        sweep();
        control.start();
        builds.start(control.engineReports());
        for (Node node : inventory) {
            if (store.journal().saw(node.ref(), machine.bootId()) instanceof ChangeLog.Outcome.NothingSaved(var why)) {
                throw new ProblemException(why);
            }
        }
        control.bootsRemembered();
        watches.forEach(Watch::start);
        Collection<Job> adopted = store.journal().load().jobs();
        Thread.ofVirtual().name("sweep-terminals").start(() -> terminals.sweep(adopted));
        listener.start();
    }

    /** What a server that ended suddenly left of attempts that are over goes, while this one serves already. */
    private void sweep() throws IOException, InterruptedException {
        if (grounds.isEmpty()) {
            return;
        }
        Set<String> live = store.journal().load().jobs().stream()
                .flatMap(job -> job.attempt().stream())
                .filter(attempt -> !attempt.state().isTerminal())
                .map(attempt -> attempt.container().text())
                .collect(Collectors.toCollection(HashSet::new));
        for (EngineRoom engine : engines) {
            if (!(engine.list() instanceof Listing.Complete(List<ContainerView> shown))) {
                LOG.info("what an earlier server left stays until a start at which every engine answers");
                return;
            }
            // Whoever clears a container first keeps what it left in its home.
            shown.forEach(view -> live.add(view.name().text()));
        }
        NodeGround ground = grounds.getFirst();
        SortedSet<String> left = ground.leftBehind(live);
        Thread.ofVirtual().name("sweep").start(() -> discard(ground, left));
    }

    private static void discard(NodeGround ground, SortedSet<String> attempts) {
        try {
            for (String attempt : attempts) {
                ground.discard(attempt);
            }
        } catch (IOException e) {
            LOG.warn("what an earlier server left could not be removed; the next start tries again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the wait of {@link #awaitStop}. */
    void askToStop() {
        stopAsked.countDown();
    }

    void awaitStop() throws InterruptedException {
        stopAsked.await();
    }

    /** Stops listening, finishes what is being made durable, and leaves jobs running. */
    void stop() throws IOException, InterruptedException {
        listener.close();
        watches.forEach(Watch::stop);
        space.stop();
        builds.close();
        outside.stop();
        idle.stop();
        gpuRoom.ifPresent(GpuRoom::stop);
        logs.stop();
        memory.leaveIdle(control.idle(), names, touches::last);
        control.stop();
        images.closing().run();
        secrets.memory().close();
        engines.forEach(EngineRoom::close);
        store.close();
    }

    Path socket() {
        return settings.places().socket();
    }
}
