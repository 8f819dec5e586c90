package io.fairlead.server.control;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Job;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.upkeep.Reservation;
import java.util.List;

/** What the writer answers. */
sealed interface Reply {
    /**
     * @param replayed true where the same submit had been accepted before
     * @param notices what of it has no meaning here
     */
    record Accepted(Job job, boolean replayed, List<Problem> notices) implements Reply {
        public Accepted {
            notices = List.copyOf(notices);
        }

        Accepted(Job job, boolean replayed) {
            this(job, replayed, List.of());
        }
    }

    /** What was said of this node is so now. */
    record NodeKept(NodeRef node) implements Reply {}

    /** It is reserved from now on, or not any more. */
    record Reserved(Reservation reservation) implements Reply {}

    /** The definition cannot become a job here. */
    record Refused(List<Problem> problems) implements Reply {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Right in itself, but not now: no room for an interactive job, a state in which that cannot be done. */
    record Conflict(Problem problem) implements Reply {}

    /** The job is not live: it has ended, or never was. */
    record NotLive() implements Reply {}

    /** Nothing was saved, for a reason of the server's own. */
    record Unavailable(Problem problem) implements Reply {}
}
