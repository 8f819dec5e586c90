package io.fairlead.store.verify;

import java.util.List;

/**
 * What a verification found.
 *
 * @param jobs how many were replayed
 * @param changes how many were read
 * @param retired how many jobs are known by their summary only
 * @param differences at most {@value Verify#DIFFERENCES_MAX}; none means that everything agrees
 */
public record Report(long jobs, long changes, long retired, List<Difference> differences) {
    public Report {
        differences = List.copyOf(differences);
    }

    public boolean isClean() {
        return differences.isEmpty();
    }
}
