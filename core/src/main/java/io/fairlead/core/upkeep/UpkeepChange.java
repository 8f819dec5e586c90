package io.fairlead.core.upkeep;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import java.util.List;

/** What an administrator said of nodes. Kept as changes of jobs are, and belongs to none of them. */
public sealed interface UpkeepChange {
    NodeRef node();

    /**
     * Nothing new is placed there from now on. Said again it replaces what was said before.
     *
     * @param devices which; empty: the node as a whole
     * @param by the login of who said so
     * @param reason in their words; may be empty
     */
    record NodeDrained(NodeRef node, List<DeviceId> devices, String by, String reason) implements UpkeepChange {
        public NodeDrained {
            devices = List.copyOf(devices);
        }
    }

    /**
     * It takes jobs again.
     *
     * @param devices which; empty: the node as a whole with every device of it
     */
    record NodeResumed(NodeRef node, List<DeviceId> devices) implements UpkeepChange {
        public NodeResumed {
            devices = List.copyOf(devices);
        }
    }

    /** A part of it is kept for some people for a time. Those that are over by now are forgotten. */
    record Reserved(Reservation reservation) implements UpkeepChange {
        @Override
        public NodeRef node() {
            return reservation.part().node();
        }
    }

    /**
     * That part is for everybody again.
     *
     * @param name of the reservation
     */
    record Unreserved(NodeRef node, String name) implements UpkeepChange {}
}
