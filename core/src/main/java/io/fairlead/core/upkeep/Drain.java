package io.fairlead.core.upkeep;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.problem.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A node or a device is set aside: who runs there goes on, and nothing new is placed there.
 *
 * @param by the login of the administrator who said so
 * @param reason in their words; may be empty
 */
public record Drain(Instant since, String by, String reason) {
    /** Why nothing is placed on a node. */
    public Problem ofNode(NodeRef node) {
        return UpkeepProblems.DRAINED.reason(
                "node", node.node(), "words", words(), "by", by, "since", since, "reason", reason);
    }

    /**
     * Why a node has not enough devices; this drain is of one of them.
     *
     * @param free of the kind asked for that nobody has and that are not set aside
     * @param aside of the kind asked for that nobody has and that are set aside
     */
    public Problem ofDevices(NodeRef node, int free, int needed, int aside) {
        return UpkeepProblems.DEVICES_DRAINED.reason(
                "node",
                node.node(),
                "free",
                free,
                "needed",
                needed,
                "aside",
                aside,
                "words",
                words(),
                "by",
                by,
                "since",
                since,
                "reason",
                reason);
    }

    private String words() {
        return "by " + by + " since " + since.truncatedTo(ChronoUnit.SECONDS) + (reason.isEmpty() ? "" : ": " + reason);
    }
}
