package io.fairlead.server.control;

import io.fairlead.core.admission.Candidate;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.idle.Glance;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.schedule.Reserving;
import io.fairlead.core.upkeep.Defect;
import io.fairlead.core.upkeep.Reservation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What the writer is told. A message that somebody waits for carries where the answer goes. */
sealed interface Message {
    /** A submit; {@code key} is the client's idempotency key, where it sent one. */
    record Submit(Candidate candidate, boolean hold, Optional<Key> key, Answer answer) implements Message {}

    record Key(String text, String bodySha256) {}

    /** Somebody wants something of a job. */
    sealed interface OfJob extends Message {
        JobId job();

        Actor by();

        Answer answer();
    }

    record Cancel(JobId job, Actor by, Answer answer) implements OfJob {}

    /** Ends a session, which has then finished. */
    record Retire(JobId job, Actor by, Answer answer) implements OfJob {}

    /** Takes its place from a job, which waits for its next attempt where it may have one. */
    record Halt(JobId job, Actor by, Answer answer) implements OfJob {}

    record Hold(JobId job, Actor by, Answer answer) implements OfJob {}

    record Release(JobId job, Actor by, Answer answer) implements OfJob {}

    /** Taking a job out of view; {@code ended} as the store has it, since only live jobs are in memory. */
    record Remove(Job ended, Actor by, Answer answer) implements OfJob {
        @Override
        public JobId job() {
            return ended.id();
        }
    }

    /** An administrator wants something of nodes. */
    sealed interface OfNodes extends Message {
        Administrator by();

        Answer answer();
    }

    record Administrator(long uid, String login) {}

    /**
     * Nothing new is to be placed there.
     *
     * @param node by name
     * @param devices by index or id; none: the node as a whole
     */
    record Drain(String node, List<String> devices, String reason, Administrator by, Answer answer) implements OfNodes {
        public Drain {
            devices = List.copyOf(devices);
        }
    }

    /** It is to take jobs again; node and devices as for a drain. */
    record Resume(String node, List<String> devices, Administrator by, Answer answer) implements OfNodes {
        public Resume {
            devices = List.copyOf(devices);
        }
    }

    /**
     * A part of a node is to be kept for some people for a time.
     *
     * @param node by name; empty: whichever is best
     * @param wish without a node
     * @param force also where jobs are in the way
     */
    record Reserve(
            String name,
            Optional<String> node,
            Reserving.Wish wish,
            Reservation.Members members,
            boolean force,
            Administrator by,
            Answer answer)
            implements OfNodes {}

    /** It is to be for everybody again. */
    record Unreserve(String name, Administrator by, Answer answer) implements OfNodes {}

    /** What somebody wants of each member of an array; answered one by one, and all of it is durable or nothing. */
    record All(List<OfJob> wishes) implements Message {
        public All {
            wishes = List.copyOf(wishes);
        }
    }

    record Observed(Observation observation) implements Message {}

    /** A complete list of an engine's containers that carry this instance's label. */
    record Listed(ClusterId cluster, List<ContainerView> containers) implements Message {
        public Listed {
            containers = List.copyOf(containers);
        }
    }

    /** Something happened to this container: worth a look, proves nothing. */
    record Hint(JobId job, int attempt) implements Message {}

    /** A running attempt wrote more outside of volumes than it may. */
    record Outgrew(JobId job, int attempt, Problem why) implements Message {}

    /** A look at what a running attempt does. */
    record Sampled(JobId job, int attempt, Glance glance) implements Message {}

    record NodeChanged(Node node) implements Message {}

    /** What is wrong with devices of a node, all of it; empty once they are in order. */
    record DevicesSeen(NodeRef node, SortedMap<DeviceId, Defect> defects) implements Message {
        public DevicesSeen {
            defects = Collections.unmodifiableSortedMap(new TreeMap<>(defects));
        }
    }

    /** The machine of a cluster was restarted since its attempts were started. */
    record NodeRebooted(ClusterId cluster) implements Message {}

    /** A cause for placing nothing on a cluster's nodes comes, changes or (empty) goes. */
    record Closed(ClusterId cluster, String cause, Optional<Problem> why) implements Message {}

    /** A reason for accepting no job comes or (empty) goes. */
    record Acceptance(Optional<Problem> why) implements Message {}

    /**
     * Somebody wants to know something that only the writer's thread may read.
     *
     * @param look must be quick; what it returns is told the answer's fate
     */
    record Question(Function<ControlLoop, Told> look) implements Message {}

    /** What was looked at is durable, or (a problem) was not saved; called once. */
    @FunctionalInterface
    interface Told {
        void saved(Optional<Problem> unless);
    }

    /** Time has passed. */
    record Tick() implements Message {}

    /** Where an answer goes; called once, after what it says is durable. */
    @FunctionalInterface
    interface Answer {
        void accept(Reply reply);
    }
}
