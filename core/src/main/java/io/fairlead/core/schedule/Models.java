package io.fairlead.core.schedule;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.ledger.NodeUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The kinds of devices of a site, numbered: those of one model with the same memory are one. What is set aside is of no kind. */
final class Models {
    /** Kinds with a number of their own; what is beyond shares the last one. */
    private static final int KINDS_MAX = Long.SIZE - 2;

    /** The number of a device that nobody gets. */
    private static final int ASIDE = KINDS_MAX;

    /** A bit that no device has. */
    private static final long NONE = 1L << (Long.SIZE - 1);

    private final List<Device> kinds = new ArrayList<>();

    private boolean anyAside;

    Models(Collection<NodeUse> nodes) {
        for (NodeUse use : nodes) {
            for (Device device : use.node().devices()) {
                anyAside |= use.isAside(device.id());
                kind(device);
            }
        }
    }

    /** Whether any device of the site is set aside. */
    boolean anyAside() {
        return anyAside;
    }

    int number(NodeUse use, Device device) {
        return use.isAside(device.id()) ? ASIDE : kind(device);
    }

    private int kind(Device device) {
        for (int i = 0; i < kinds.size(); i++) {
            Device kind = kinds.get(i);
            if (kind.model().equals(device.model()) && kind.memory().equals(device.memory())) {
                return Math.min(i, KINDS_MAX - 1);
            }
        }
        kinds.add(device);
        return Math.min(kinds.size(), KINDS_MAX) - 1;
    }

    /** The numbers of the kinds that will do, as bits; 0 where any will. */
    long accepted(Ask ask) {
        long bits = 0;
        boolean any = !anyAside;
        for (int i = 0; i < kinds.size(); i++) {
            boolean takes = ask.takes(kinds.get(i));
            any &= takes;
            if (takes && i < KINDS_MAX - 1) {
                bits |= 1L << i;
            }
        }
        return any ? 0 : bits == 0 ? NONE : bits;
    }
}
