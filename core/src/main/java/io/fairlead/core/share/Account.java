package io.fairlead.core.share;

import io.fairlead.core.job.Job;

/** Who answers for what a job uses: a user of a project. */
public record Account(String project, long uid) {
    public static Account of(Job job) {
        return new Account(
                job.submission().project().name(), job.submission().owner().uid());
    }
}
