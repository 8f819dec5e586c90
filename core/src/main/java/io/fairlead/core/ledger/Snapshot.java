package io.fairlead.core.ledger;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.upkeep.Reservation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A read-only view of everything live, valid for one call of the core: the single writer guarantees that nothing changes
 * beneath it, and whoever is given it keeps no reference.
 */
public interface Snapshot {
    /** Every configured node, ordered by reference. */
    Collection<NodeUse> nodes();

    Optional<NodeUse> node(NodeRef ref);

    Optional<Job> job(JobId id);

    /** The members of an array that have not ended, by index. */
    List<Job> members(JobId array);

    /** Jobs in state QUEUED, first submitted first, ties by id. */
    Collection<Job> queued();

    /** Every job that has not ended, in no particular order. */
    Collection<Job> live();

    /** Jobs with an attempt that is not over, by id. */
    Collection<Job> placed();

    /** The session of this name among those of this user that have not ended. */
    Optional<Job> session(long uid, String name);

    /** When the next job will have waited too long for its first start. */
    Optional<Instant> firstTooLate();

    /** Those that have, by the end of their time. */
    List<JobId> tooLate(Instant now);

    /**
     * The first of those after which it is to start that has not ended, of an array not as a whole. One that has ended is met: where
     * it is not, the job has ended with it.
     */
    Optional<Dependency> unmet(Job job);

    /** Those that have not been started and name this one, or its array, as one after which they are to start, by id. */
    List<JobId> dependents(JobId id);

    /** What is reserved on nodes, by name; of what is over some may still be there. */
    Collection<Reservation> reservations();

    /** What this user has waiting and running. */
    UserUse useOf(long uid);
}
