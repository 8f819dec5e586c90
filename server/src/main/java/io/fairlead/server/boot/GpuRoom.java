package io.fairlead.server.boot;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Listing;
import io.fairlead.core.upkeep.Defect;
import io.fairlead.server.inventory.GpuTool;
import io.fairlead.server.monitor.GpuWatch;
import io.fairlead.server.monitor.HostProcesses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What watches the GPUs of this machine, and the node that has them, as it is now. */
final class GpuRoom {
    private final GpuWatch watch;
    private volatile Node node;

    /** @param engines of this server, those of them that are made later too */
    GpuRoom(GpuTool tool, List<EngineRoom> engines, Node node) {
        this.node = node;
        this.watch = new GpuWatch(tool, new HostProcesses(Path.of("/proc"), () -> firsts(engines)), node);
    }

    private static Optional<List<Integer>> firsts(List<EngineRoom> engines) {
        List<Integer> pids = new ArrayList<>();
        for (EngineRoom engine : engines) {
            if (!(engine.list() instanceof Listing.Complete(List<ContainerView> containers))) {
                return Optional.empty();
            }
            containers.stream().map(ContainerView::pid).filter(pid -> pid > 0).forEach(pids::add);
        }
        return Optional.of(pids);
    }

    boolean isOf(Node other) {
        return node.ref().equals(other.ref());
    }

    Node node() {
        return node;
    }

    void start(GpuWatch.Reports reports) throws InterruptedException {
        watch.start(new GpuWatch.Reports() {
            @Override
            public void appeared(Node now) throws InterruptedException {
                node = now;
                reports.appeared(now);
            }

            @Override
            public void devices(NodeRef of, SortedMap<DeviceId, Defect> defects) throws InterruptedException {
                reports.devices(of, defects);
            }
        });
    }

    void stop() {
        watch.stop();
    }
}
