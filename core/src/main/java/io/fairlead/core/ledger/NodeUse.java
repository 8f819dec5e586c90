package io.fairlead.core.ledger;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Aside;
import io.fairlead.core.upkeep.Defect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A node and what of it is held. Changed by the {@link Ledger} alone. */
public final class NodeUse {
    /** Thousandths held of each device of which anything is. */
    private final TreeMap<DeviceId, Integer> heldDevices = new TreeMap<>();

    private Node node;
    private Optional<Problem> outage = Optional.empty();
    private Aside aside = Aside.NOTHING;
    private SortedMap<DeviceId, Defect> defects = new TreeMap<>();
    private Cores usedCores = Cores.ZERO;
    private Bytes usedMemory = Bytes.ZERO;

    NodeUse(Node node) {
        this.node = node;
    }

    public Node node() {
        return node;
    }

    /** Why nothing is placed here at present; empty when the node is open. */
    public Optional<Problem> closed() {
        return aside.whole().map(it -> it.ofNode(node.ref())).or(() -> outage);
    }

    /** Why it could not be used even if nobody had set it aside. */
    public Optional<Problem> outage() {
        return outage;
    }

    /** What of it administrators have set aside. */
    public Aside aside() {
        return aside;
    }

    /** Why devices cannot be given out, whoever holds them and whether or not somebody set them aside. */
    public SortedMap<DeviceId, Defect> defects() {
        return defects;
    }

    /** Whether this very device is set aside, or cannot be given out. */
    public boolean isAside(DeviceId device) {
        return aside.devices().containsKey(device) || defects.containsKey(device);
    }

    /** Whether anybody holds anything of it. */
    public boolean isBusy() {
        return usedCores.milli() > 0 || usedMemory.count() > 0 || !heldDevices.isEmpty();
    }

    public Cores usedCores() {
        return usedCores;
    }

    public Bytes usedMemory() {
        return usedMemory;
    }

    /** What is not held; 0 where an inventory shrank beneath running jobs. */
    public Cores freeCores() {
        return new Cores(Math.max(0, node.cores().milli() - usedCores.milli()));
    }

    public Bytes freeMemory() {
        return new Bytes(Math.max(0, node.memory().count() - usedMemory.count()));
    }

    /** Thousandths of a device that are held, 0 to 1,000. */
    public int heldMilli(DeviceId device) {
        return heldDevices.getOrDefault(device, 0);
    }

    /** Devices of which nobody holds anything and that can be given out, ordered by index. */
    public List<Device> freeDevices() {
        List<Device> free = new ArrayList<>();
        for (Device device : node.devices()) {
            if (heldMilli(device.id()) == 0 && !isAside(device.id())) {
                free.add(device);
            }
        }
        return free;
    }

    void take(Placement placement) {
        for (DeviceId device : placement.devices()) {
            int held = heldDevices.merge(device, placement.portion().held(), Integer::sum);
            if (held > Portion.FULL) {
                throw new IllegalStateException("device " + device + " of " + node.ref() + " given twice: " + held);
            }
        }
        usedCores = usedCores.plus(placement.cores());
        usedMemory = usedMemory.plus(placement.memory());
    }

    void giveBack(Placement placement) {
        for (DeviceId device : placement.devices()) {
            int left = heldMilli(device) - placement.portion().held();
            if (left < 0) {
                throw new IllegalStateException("device " + device + " of " + node.ref() + " given back twice");
            }
            heldDevices.put(device, left);
            heldDevices.remove(device, 0);
        }
        usedCores = usedCores.minus(placement.cores());
        usedMemory = usedMemory.minus(placement.memory());
    }

    void update(Node fresh) {
        node = fresh;
    }

    void close(Optional<Problem> why) {
        outage = why;
    }

    void setAside(Aside what) {
        aside = what;
    }

    void defects(SortedMap<DeviceId, Defect> now) {
        defects = Collections.unmodifiableSortedMap(new TreeMap<>(now));
    }
}
