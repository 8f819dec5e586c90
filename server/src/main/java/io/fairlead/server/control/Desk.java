package io.fairlead.server.control;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.schedule.Claim;
import io.fairlead.core.schedule.Outlook;
import io.fairlead.core.schedule.QuotaUse;
import io.fairlead.core.schedule.Reserving;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Aside;
import io.fairlead.core.upkeep.Defect;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.server.auth.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a door asks of the house. Every call blocks until its answer is final (a change is durable before it is answered)
 * and may be made from any virtual thread. Reading what is on disk is not asked here.
 */
public interface Desk {

    /**
     * Reads, looks up, judges and records a definition.
     *
     * @param body as it was sent, at most 1 MiB
     */
    Submitted submit(Caller caller, byte[] body, SubmitOptions options) throws InterruptedException;

    /**
     * Submits the definition of a job once more, with the very image that it was resolved to, for its owner.
     *
     * @param named its id, or that of its array, all members of which are meant then
     * @param key as that of a submit
     */
    Submitted rerun(Caller caller, Job job, JobId named, Optional<String> key) throws InterruptedException;

    /** The same without the recording; holds nothing, and a key is ignored. */
    Checked check(Caller caller, byte[] body, SubmitOptions options) throws InterruptedException;

    /** Asks for the end of a job, or ends one that waits. */
    Acted cancel(Caller caller, JobId job) throws InterruptedException;

    /** Ends a session, which has then finished; one that waits is cancelled. */
    Acted retire(Caller caller, JobId job) throws InterruptedException;

    /** Takes its place from a job, which waits for its next attempt where it is restartable and has failed where it is not. */
    Acted halt(Caller caller, JobId job) throws InterruptedException;

    Acted hold(Caller caller, JobId job) throws InterruptedException;

    Acted release(Caller caller, JobId job) throws InterruptedException;

    /** Takes a job that has ended out of view. */
    Acted remove(Caller caller, JobId job) throws InterruptedException;

    /** Why a job is where it is; empty for a job that has ended long ago and is no longer in memory, or was never there. */
    Optional<Why> why(JobId job) throws InterruptedException;

    /** Positions in the queue, counted from 1, of the jobs that wait, with what is in their way, in queue order. */
    SequencedMap<JobId, Waiting> queue() throws InterruptedException;

    /** The same with who runs, and when those who wait will probably start. */
    Upcoming upcoming() throws InterruptedException;

    Status status() throws InterruptedException;

    /** All machines, ordered by cluster, then name. */
    List<NodeNow> nodes() throws InterruptedException;

    /**
     * What a user may have and has.
     *
     * @param as another account than the caller's, for administrators; already checked to be allowed
     */
    Limited limits(Caller caller, Optional<String> as) throws InterruptedException;

    /**
     * Sets a node or single devices aside: who runs there goes on, and nothing new is placed there. The caller is an administrator.
     *
     * @param node by name, or by cluster and name
     * @param devices by index or id; none: the node as a whole
     * @param reason in the administrator's words; may be empty
     */
    OfNode drain(Caller caller, String node, List<String> devices, String reason) throws InterruptedException;

    /** Lets them be used again; without devices the node and every device of it. The caller is an administrator. */
    OfNode resume(Caller caller, String node, List<String> devices) throws InterruptedException;

    /** What is reserved and not over, the next one first, as this caller may see it. */
    List<ReservationNow> reservations(Caller caller) throws InterruptedException;

    /** Reserves a part of a node. The caller is an administrator. */
    OfReservation reserve(Caller caller, ReservationOrder order) throws InterruptedException;

    /** Lets it be used by everybody again. The caller is an administrator. */
    OfReservation unreserve(Caller caller, String name) throws InterruptedException;

    /** Begins to listen for changes of a job; to be closed. Listen first, then read, then wait: nothing is missed. */
    Listening listen(JobId job);

    /** Begins an orderly stop; returns at once. Jobs go on. */
    void shutdown(Caller caller);

    /** Hears of the changes of one job, after they are durable. For one thread. */
    interface Listening extends AutoCloseable {
        /**
         * Waits for a change.
         *
         * @return whether there was one since the last call, or since listening began
         */
        boolean await(Duration most) throws InterruptedException;

        @Override
        void close();
    }

    /** How a definition is written. */
    enum Format {
        JSON,
        YAML
    }

    /**
     * @param idempotencyKey 1–128 visible ASCII characters
     * @param hold admit it on hold
     * @param project over the definition's; the two in conflict are refused
     * @param dialect what the body is written in, by name; empty: found out from the body
     * @param as the account to submit as, for administrators; already checked to be allowed, not yet looked up
     * @param origin what is recorded as the source in the place of the body, where the body was made from it
     */
    record SubmitOptions(
            Optional<String> idempotencyKey,
            boolean hold,
            Optional<String> project,
            Format format,
            Optional<String> dialect,
            Optional<String> as,
            Optional<Origin> origin) {}

    /**
     * What a definition was made from.
     *
     * @param dialect what the text is written in
     */
    record Origin(String dialect, String text) {}

    /** What became of a submit. */
    sealed interface Submitted {}

    /** What became of a check. */
    sealed interface Checked {}

    /** What became of a cancel, a hold, a release or a removal. */
    sealed interface Acted {}

    /** What became of a drain or a resume. */
    sealed interface OfNode {}

    /** What became of the making or deleting of a reservation. */
    sealed interface OfReservation {}

    /**
     * What is to be reserved.
     *
     * @param node by name, or by cluster and name; empty: whichever is best
     * @param force also where jobs are in the way: those that run go on, and promises are revoked
     */
    record ReservationOrder(
            String name, Optional<String> node, Reserving.Wish wish, Reservation.Members members, boolean force) {}

    /**
     * What is reserved.
     *
     * @param open whether the caller may see for whom: an administrator, or one of those
     * @param devices what is known of its devices, those that are still there
     */
    record ReservationNow(Reservation reservation, boolean open, List<Device> devices) implements OfReservation {
        public ReservationNow {
            devices = List.copyOf(devices);
        }
    }

    /** What became of a question for limits. */
    sealed interface Limited {}

    /**
     * @param group empty: none
     * @param quota of the project; empty: there are none
     * @param waiting how many jobs of the user are queued
     * @param position of the first of them, counted from 1
     */
    record LimitsNow(
            String user,
            Optional<String> group,
            String project,
            Limits limits,
            UserUse use,
            Optional<QuotaUse> quota,
            int waiting,
            Optional<Integer> position)
            implements Limited {}

    /**
     * Durable.
     *
     * @param replayed whether an earlier submit with the same key made it
     */
    record Accepted(JobId id, String name, JobState state, List<Problem> notices, boolean replayed)
            implements Submitted {
        public Accepted {
            notices = List.copyOf(notices);
        }
    }

    /**
     * Would be accepted.
     *
     * @param definitionJson canonical
     */
    record Sound(String name, String definitionJson, ResolvedImage image, List<Problem> notices) implements Checked {
        public Sound {
            notices = List.copyOf(notices);
        }
    }

    /**
     * @param job of an array a member
     * @param state of the job now
     * @param outcome what this call did to it
     * @param members of an array; empty where one job was meant
     */
    record Done(Job job, JobState state, Outcome outcome, Optional<Members> members) implements Acted {
        public Done(Job job, JobState state, Outcome outcome) {
            this(job, state, outcome, Optional.empty());
        }

        /** @param touched to how many of them something was done */
        public record Members(int touched, int all) {}

        /** How far it came. */
        public enum Outcome {
            /** It is so now. */
            DONE,
            /** Recorded; the container has yet to end. */
            ASKED,
            /** It was so before. */
            ALREADY
        }
    }

    /**
     * Nothing was changed.
     *
     * @param findings at least one problem
     * @param retryAfter when asking again makes sense, where that is known
     */
    record Refused(Kind kind, Findings findings, Optional<Duration> retryAfter)
            implements Submitted, Checked, Acted, Limited, OfNode, OfReservation {
        public Refused {
            if (!findings.refuses()) {
                throw new IllegalArgumentException("a refusal without a problem");
            }
        }

        public Refused(Kind kind, Problem problem) {
            this(kind, Findings.of(problem), Optional.empty());
        }

        /** In what sense it is refused; a door gives each a status. */
        public enum Kind {
            /** Not a document at all. */
            MALFORMED,
            /** A document that asks for what cannot be. */
            INVALID,
            FORBIDDEN,
            /** No such job for this caller. */
            NOT_FOUND,
            /** The job's state, or the room there is now, does not allow it. */
            CONFLICT,
            /** The key was used with another body. */
            KEY_REUSED,
            /** A submit with this key is under way. */
            KEY_IN_FLIGHT,
            /** Too much of it from this caller. */
            TOO_MANY,
            /** The house cannot now: overloaded, stopping, engine or registry away. Nothing was saved. */
            UNAVAILABLE,
            /** The disk is full. Nothing was saved. */
            STORAGE_FULL
        }
    }

    /**
     * @param position counted from 1
     * @param claim what decides when it is its turn
     */
    record Waiting(int position, Problem reason, Claim claim) {}

    /**
     * Who holds a place and who waits.
     *
     * @param placed by id
     * @param waiting in the order of the queue
     * @param over which of them run over the quota of their project, or would; empty where there are no quotas
     */
    record Upcoming(Instant at, List<Job> placed, List<Awaited> waiting, Map<JobId, Boolean> over) {
        public Upcoming {
            placed = List.copyOf(placed);
            waiting = List.copyOf(waiting);
            over = Map.copyOf(over);
        }
    }

    /** @param estimate when it will probably start; empty where that depends on what nobody knows */
    record Awaited(Job job, Waiting waiting, Optional<Outlook.Estimate> estimate) {}

    /**
     * @param waiting where it waits
     * @param estimate when it will probably start, where that can be said
     * @param quota of its project, and whether it is over that; empty where there are none, or it has ended
     * @param notes what else bears on it, for example that its engine does not answer
     */
    record Why(
            Job job,
            Optional<Waiting> waiting,
            Optional<Outlook.Estimate> estimate,
            Optional<QuotaUse> quota,
            List<Problem> notes) {
        public Why {
            notes = List.copyOf(notes);
        }

        Why expecting(Optional<Outlook.Estimate> start) {
            return new Why(job, waiting, start, quota, notes);
        }
    }

    /**
     * @param instance names this installation for ever
     * @param uptime by the monotonic clock
     * @param accepting whether submits are accepted now
     * @param storeTrouble what is wrong with the store
     * @param jobs how many are in each state that is not terminal
     */
    record Status(
            String instance,
            Instant startedAt,
            Duration uptime,
            boolean accepting,
            String storeKind,
            Optional<Problem> storeTrouble,
            List<EngineNow> engines,
            SequencedMap<JobState, Integer> jobs) {
        public Status {
            engines = List.copyOf(engines);
        }
    }

    /** @param answeredAt when a call last succeeded */
    record EngineNow(
            int cluster,
            String kind,
            Optional<String> version,
            Optional<Instant> answeredAt,
            Optional<Problem> trouble) {}

    /**
     * @param cores free now
     * @param memory free now
     * @param used thousandths of each device that are taken, in the order of the node's devices
     * @param outage why nothing could be placed there even if nobody had set it aside
     * @param defects why devices cannot be given out at present
     * @param busy whether anybody holds anything of it
     */
    record NodeNow(
            Node node,
            Cores cores,
            Bytes memory,
            List<Integer> used,
            Optional<Problem> outage,
            Aside aside,
            SortedMap<DeviceId, Defect> defects,
            boolean busy)
            implements OfNode {
        public NodeNow {
            used = List.copyOf(used);
            defects = Collections.unmodifiableSortedMap(new TreeMap<>(defects));
        }

        public NodeRef ref() {
            return node.ref();
        }
    }
}
