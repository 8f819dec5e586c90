package io.fairlead.server.control;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.ledger.NodeUse;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.UpkeepChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Sets nodes and devices aside for administrators, or reserves them, and lets them be used again. */
final class Caretaker {
    private Caretaker() {}

    static void handle(ControlLoop loop, Message.OfNodes asked, Instant now) {
        try {
            UpkeepChange change = change(loop, asked, now);
            Reply reply = reply(loop, change);
            loop.keep(change, new Actor.Admin(asked.by().uid()), now);
            loop.answer(asked.answer(), reply);
        } catch (ProblemException e) {
            loop.answer(asked.answer(), new Reply.Refused(e.problems()));
        }
    }

    private static UpkeepChange change(ControlLoop loop, Message.OfNodes asked, Instant now) {
        return switch (asked) {
            case Message.Drain drain -> {
                NodeUse use = node(loop, drain.node());
                yield new UpkeepChange.NodeDrained(
                        use.node().ref(),
                        devices(use, drain.devices()),
                        drain.by().login(),
                        drain.reason());
            }
            case Message.Resume resume -> {
                NodeUse use = node(loop, resume.node());
                yield resumed(use, devices(use, resume.devices()));
            }
            case Message.Reserve reserve -> Reserver.reserved(loop, reserve, now);
            case Message.Unreserve unreserve -> Reserver.unreserved(loop, unreserve, now);
        };
    }

    private static Reply reply(ControlLoop loop, UpkeepChange change) {
        return switch (change) {
            case UpkeepChange.NodeDrained _, UpkeepChange.NodeResumed _ -> new Reply.NodeKept(change.node());
            case UpkeepChange.Reserved(Reservation reservation) -> new Reply.Reserved(reservation);
            case UpkeepChange.Unreserved gone -> new Reply.Reserved(Reserver.named(loop, gone.name()));
        };
    }

    private static UpkeepChange resumed(NodeUse use, List<DeviceId> devices) {
        String node = use.node().ref().node();
        for (DeviceId device : devices) {
            if (!use.aside().devices().containsKey(device)) {
                throw new ProblemException(ControlProblems.NOT_ASIDE.problem(
                        FieldPath.of("devices"), device.text(), "what", "device " + device + " of node " + node));
            }
        }
        if (use.aside().isNothing()) {
            throw new ProblemException(
                    ControlProblems.NOT_ASIDE.problem(FieldPath.of("node"), node, "what", "node " + node));
        }
        return new UpkeepChange.NodeResumed(use.node().ref(), devices);
    }

    /** By its name, or by its cluster and name as {@code 0/gpu1}. */
    static NodeUse node(ControlLoop loop, String name) {
        List<NodeUse> found = loop.snapshot().nodes().stream()
                .filter(use -> use.node().ref().node().equals(name)
                        || use.node().ref().toString().equals(name))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        List<NodeUse> known = found.isEmpty() ? List.copyOf(loop.snapshot().nodes()) : found;
        String names = known.stream()
                .map(use -> use.node().ref())
                .map(found.isEmpty() ? NodeRef::node : NodeRef::toString)
                .collect(Collectors.joining(", "));
        throw new ProblemException((found.isEmpty() ? ControlProblems.NO_NODE : ControlProblems.SEVERAL_NODES)
                .problem(FieldPath.of("node"), name, "node", name, "known", names));
    }

    private static List<DeviceId> devices(NodeUse use, List<String> words) {
        List<DeviceId> devices = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String word : words) {
            use.node().devices().stream()
                    .filter(device -> device.id().text().equals(word)
                            || Integer.toString(device.index()).equals(word))
                    .findFirst()
                    .ifPresentOrElse(device -> devices.add(device.id()), () -> problems.add(noDevice(use, word)));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        return devices.stream().distinct().toList();
    }

    private static Problem noDevice(NodeUse use, String word) {
        String known = use.node().devices().stream()
                .map(Device::index)
                .map(index -> Integer.toString(index))
                .collect(Collectors.joining(", "));
        return ControlProblems.NO_DEVICE.problem(
                FieldPath.of("devices"),
                word,
                "device",
                word,
                "node",
                use.node().ref().node(),
                "known",
                known.isEmpty() ? "none" : known);
    }
}
