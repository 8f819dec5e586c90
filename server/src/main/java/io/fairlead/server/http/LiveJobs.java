package io.fairlead.server.http;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Jobs that have not ended, all of them, for questions of what they use. */
final class LiveJobs {
    private static final int PAGE = 500;
    private static final Set<JobState> LIVE = Arrays.stream(JobState.values())
            .filter(state -> !state.isTerminal())
            .collect(Collectors.toSet());

    private LiveJobs() {}

    static List<Job> of(Archive archive, Archive.Whose whose) {
        Archive.Filter live = new Archive.Filter(whose, LIVE, Optional.empty());
        List<Job> all = new ArrayList<>();
        Optional<Archive.Cursor> after = Optional.empty();
        List<Job> page;
        do {
            page = archive.jobs(live, after, PAGE);
            all.addAll(page);
            after = page.isEmpty()
                    ? after
                    : Optional.of(new Archive.Cursor(
                            page.getLast().submittedAt(), page.getLast().id()));
        } while (page.size() == PAGE);
        return all;
    }
}
