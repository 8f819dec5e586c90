package io.fairlead.core.schedule;

import io.fairlead.core.job.Job;
import io.fairlead.core.share.Account;

/** Whose job it is, as far as limits and shares go. */
record Owner(long uid, String login, String project) {
    Account account() {
        return new Account(project, uid);
    }

    static Owner of(Job job) {
        return new Owner(
                job.submission().owner().uid(),
                job.submission().owner().name(),
                job.submission().project().name());
    }
}
