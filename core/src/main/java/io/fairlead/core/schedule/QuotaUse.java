package io.fairlead.core.schedule;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.share.Quota;

/**
 * A project's quota and what it holds.
 *
 * @param over whether the job that was asked about runs over it, or would
 */
public record QuotaUse(String project, Quota quota, Quota.Part held, boolean over) {
    /** The same for people. */
    public Problem note() {
        return ScheduleProblems.quota(this);
    }
}
