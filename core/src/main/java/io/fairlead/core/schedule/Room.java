package io.fairlead.core.schedule;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.ledger.NodeUse;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one node still has during a pass, after the starts that the pass has already decided. */
final class Room {
    private final NodeRef ref;
    private final List<Device> devices;
    private Cores cores;
    private Bytes memory;

    Room(NodeUse use) {
        ref = use.node().ref();
        devices = new ArrayList<>(use.freeDevices());
        cores = use.freeCores();
        memory = use.freeMemory();
    }

    NodeRef ref() {
        return ref;
    }

    /** The first thing that this node lacks for the job; empty where it fits. */
    Optional<Problem> shortage(Ask ask) {
        long free = devices.stream().filter(ask::takes).count();
        if (free < ask.devices()) {
            return Optional.of(ScheduleProblems.fewDevices(ref, ask, (int) free));
        }
        if (cores.compareTo(ask.cores()) < 0) {
            return Optional.of(ScheduleProblems.fewCores(ref, ask, cores));
        }
        if (memory.compareTo(ask.memory()) < 0) {
            return Optional.of(ScheduleProblems.littleMemory(ref, ask, memory));
        }
        return Optional.empty();
    }

    /** Devices that would stay free; a node that keeps fewer is the better choice, so that whole nodes stay empty. */
    int devicesLeft(Ask ask) {
        return devices.size() - ask.devices();
    }

    /** Takes what the job asks for: the matching devices of lowest index. */
    Placement take(Ask ask, ContainerName container) {
        List<DeviceId> taken = new ArrayList<>();
        for (Device device : List.copyOf(devices)) {
            if (taken.size() < ask.devices() && ask.takes(device)) {
                taken.add(device.id());
                devices.remove(device);
            }
        }
        cores = cores.minus(ask.cores());
        memory = memory.minus(ask.memory());
        return new Placement(ref, taken, ask.cores(), ask.memory(), container, 0);
    }
}
