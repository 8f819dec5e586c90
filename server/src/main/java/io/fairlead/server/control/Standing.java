package io.fairlead.server.control;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was said once and holds until something else is said. It is in no store, so a loop that is made anew is told
 * again; everything else a loop learns by looking.
 */
final class Standing {
    private final TreeMap<NodeRef, Message> nodes = new TreeMap<>();
    private final TreeMap<NodeRef, Message> defects = new TreeMap<>();
    private final TreeMap<ClusterId, TreeMap<String, Message>> closures = new TreeMap<>();
    private final TreeMap<ClusterId, Message> reboots = new TreeMap<>();
    private Optional<Message> acceptance = Optional.empty();

    /** A message that the loop has taken. */
    void note(Message message) {
        switch (message) {
            case Message.NodeChanged changed -> nodes.put(changed.node().ref(), changed);
            case Message.DevicesSeen seen -> defects.put(seen.node(), seen);
            case Message.NodeRebooted rebooted -> reboots.put(rebooted.cluster(), rebooted);
            case Message.Closed closed ->
                closures.computeIfAbsent(closed.cluster(), _ -> new TreeMap<>()).put(closed.cause(), closed);
            case Message.Acceptance said -> acceptance = Optional.of(said);
            case Message.Submit _,
                    Message.OfJob _,
                    Message.OfNodes _,
                    Message.All _,
                    Message.Observed _,
                    Message.Listed _,
                    Message.Hint _,
                    Message.Outgrew _,
                    Message.Sampled _,
                    Message.Question _,
                    Message.Tick _ -> {}
        }
    }

    /** What followed from a reboot is in the store now. */
    void saved() {
        reboots.clear();
    }

    void replay(ControlLoop loop, Instant now) {
        List<Message> all = new ArrayList<>(nodes.values());
        all.addAll(defects.values());
        closures.values().forEach(causes -> all.addAll(causes.values()));
        all.addAll(reboots.values());
        acceptance.ifPresent(all::add);
        all.forEach(message -> loop.handle(message, now));
    }
}
