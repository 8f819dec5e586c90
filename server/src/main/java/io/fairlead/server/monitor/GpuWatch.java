package io.fairlead.server.monitor;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.upkeep.Defect;
import io.fairlead.server.inventory.GpuTool;
import io.fairlead.server.inventory.Gpus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the GPUs of this machine again and again: those that came, and those that cannot be given out because they are lost,
 * sick or used by somebody's process outside Fairlead. What follows from it is not decided here.
 */
public final class GpuWatch {
    private static final Duration PERIOD = Duration.ofSeconds(30);

    /** So often in a row the tool must fail before all of its devices count as lost: once may be an update of the driver. */
    private static final int FAILURES = 2;

    private static final Logger LOG = LoggerFactory.getLogger(GpuWatch.class);

    private final GpuTool tool;
    private final Processes processes;
    private final CountDownLatch stop = new CountDownLatch(1);
    private Node node;
    private SortedMap<DeviceId, Defect> told = new TreeMap<>();
    private int failures;

    /** Where findings go. */
    public interface Reports {
        /** The node as it is now, with devices that it did not have. */
        void appeared(Node node) throws InterruptedException;

        /** What is wrong with the node's devices, all of it; told when that has changed. */
        void devices(NodeRef node, SortedMap<DeviceId, Defect> defects) throws InterruptedException;
    }

    /** Who runs on this machine. */
    public interface Processes {
        /**
         * Those of them that are alive and that no container of this server runs.
         *
         * @param pids of this machine
         * @return empty where the engine cannot say which containers there are
         */
        Optional<Set<Integer>> foreign(Set<Integer> pids) throws InterruptedException;

        /** Whose a process is, as words; empty where it is gone. */
        String owner(int pid);
    }

    /** @param node to which the machine's GPUs are given, as it was found at the start */
    public GpuWatch(GpuTool tool, Processes processes, Node node) {
        this.tool = tool;
        this.processes = processes;
        this.node = node;
    }

    /** Looks once, then again and again on a thread of its own. */
    public void start(Reports reports) throws InterruptedException {
        look(reports);
        Thread.ofVirtual().name("gpus").start(() -> run(reports));
    }

    public void stop() {
        stop.countDown();
    }

    private void run(Reports reports) {
        try {
            while (!stop.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                look(reports);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look(Reports reports) throws InterruptedException {
        Gpus now = tool.devices();
        failures = now.failure().isPresent() ? failures + 1 : 0;
        if (failures > 0 && failures < FAILURES) {
            return;
        }
        appear(now, reports);
        SortedMap<DeviceId, Defect> defects = defects(now);
        if (!defects.equals(told)) {
            defects.forEach((device, defect) -> {
                if (!defect.equals(told.get(device))) {
                    LOG.warn("{}: GPU {} {}", node.ref(), device, defect.why());
                }
            });
            told.keySet().stream()
                    .filter(device -> !defects.containsKey(device))
                    .forEach(device -> LOG.info("{}: GPU {} is in order again", node.ref(), device));
            told = defects;
            reports.devices(node.ref(), defects);
        }
    }

    /** What came is added; what went stays, and counts as lost. */
    private void appear(Gpus now, Reports reports) throws InterruptedException {
        Set<DeviceId> known = new HashSet<>();
        node.devices().forEach(device -> known.add(device.id()));
        List<Device> all = new ArrayList<>(node.devices());
        now.devices().stream().filter(device -> !known.contains(device.id())).forEach(all::add);
        if (all.size() > node.devices().size()) {
            all.sort(Comparator.comparingInt(Device::index));
            node = node.having(all, now.cuda().or(node::cuda));
            reports.appeared(node);
        }
    }

    private SortedMap<DeviceId, Defect> defects(Gpus now) throws InterruptedException {
        SortedMap<DeviceId, Defect> defects = new TreeMap<>();
        Set<Integer> pids = new HashSet<>();
        now.conditions().values().forEach(it -> it.computing().forEach(process -> pids.add(process.pid())));
        Optional<Set<Integer>> foreign = pids.isEmpty() ? Optional.of(Set.of()) : processes.foreign(pids);
        Set<DeviceId> there = new HashSet<>();
        now.devices().forEach(device -> there.add(device.id()));
        for (Device device : node.devices()) {
            DeviceId id = device.id();
            if (!there.contains(id)) {
                defects.put(id, lost(now));
                continue;
            }
            Gpus.Condition condition = now.conditions().getOrDefault(id, Gpus.Condition.SOUND);
            condition
                    .sick()
                    .map(why -> new Defect(Defect.Kind.SICK, why))
                    .or(() -> foreign.isPresent()
                            ? used(condition, foreign.get())
                            // Without the engine nobody knows whose they are; nothing is started without it either.
                            : Optional.ofNullable(told.get(id)).filter(it -> it.kind() == Defect.Kind.FOREIGN))
                    .ifPresent(defect -> defects.put(id, defect));
        }
        return defects;
    }

    private static Defect lost(Gpus now) {
        return new Defect(
                Defect.Kind.LOST,
                now.failure()
                        .map(why -> "cannot be reached: " + why)
                        .orElseGet(() -> now.notices().stream()
                                .filter(notice -> notice.contains("Unable to determine"))
                                .findFirst()
                                .map(notice -> "is lost: " + notice)
                                .orElse("is lost: its driver no longer lists it")));
    }

    private Optional<Defect> used(Gpus.Condition condition, Set<Integer> foreign) {
        return condition.computing().stream()
                .filter(process -> foreign.contains(process.pid()))
                .min(Comparator.comparingInt(Gpus.GpuProcess::pid))
                .map(process -> new Defect(
                        Defect.Kind.FOREIGN,
                        "is used outside Fairlead: process " + process.pid() + " (" + process.name() + ")"
                                + processes.owner(process.pid())));
    }
}
