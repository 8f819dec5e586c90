package io.fairlead.core.score;

import io.fairlead.core.job.Submission;
import io.fairlead.core.runrecord.RunRecord;
import io.fairlead.core.runrecord.Surroundings;
import java.util.List;
import java.util.Optional;

/**
 * What a score is made from.
 *
 * @param installs packages that the command installs each time it starts
 * @param record of the newest attempt that has one
 * @param now the machine of that attempt as it is now, without devices; empty where it is none of this site's any more
 */
public record Seen(
        Submission submission, List<String> installs, Optional<RunRecord> record, Optional<Surroundings> now) {
    public Seen {
        installs = List.copyOf(installs);
    }
}
