package io.fairlead.store.query;

import java.util.List;
import java.util.Optional;

/**
 * Some jobs of a list, newest first.
 *
 * @param next where to go on; empty at the end
 */
public record Page(List<JobRow> jobs, Optional<Cursor> next) {
    public Page {
        jobs = List.copyOf(jobs);
    }
}
