package io.fairlead.core.upkeep;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.problem.Problem;

/**
 * Why a device cannot be given out at present, as the machine shows it: lost, sick, or used by somebody's process outside
 * Fairlead. Found out by looking, so it is kept nowhere and gone when the next look finds nothing.
 *
 * @param kind what people do about it differs
 * @param why a clause that follows the device's name, for example {@code is lost: nvidia-smi no longer lists it}
 */
public record Defect(Kind kind, String why) {
    /** What is the matter. */
    public enum Kind {
        LOST,
        SICK,
        /** A process that no job of this server started computes on it. */
        FOREIGN
    }

    /**
     * Why a node has not enough devices; this is one of those.
     *
     * @param free of the kind asked for that nobody has and that can be given out
     * @param out of the kind asked for that nobody has and that cannot
     */
    public Problem ofDevices(NodeRef node, Device device, int free, int needed, int out) {
        return UpkeepProblems.DEVICES_OUT.reason(
                "node", node.node(), "free", free, "needed", needed, "out", out, "index", device.index(), "why", why);
    }

    /** What is wrong with a device that a job holds. */
    public Problem ofHeld(NodeRef node, Device device) {
        return UpkeepProblems.DEVICE_DEFECT.reason("node", node.node(), "index", device.index(), "why", why);
    }
}
