package io.fairlead.store.change;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Job;
import io.fairlead.core.upkeep.Upkeep;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a server needs to know to go on.
 *
 * @param jobs every job that has not ended, first submitted first, ties by id
 * @param bootIds the boot id under which each machine was last seen
 * @param upkeep what administrators said and that holds
 * @param lastSeq of the newest change; 0 where there is none
 */
public record LiveState(List<Job> jobs, SortedMap<NodeRef, String> bootIds, Upkeep upkeep, long lastSeq) {
    public LiveState {
        jobs = List.copyOf(jobs);
        bootIds = Collections.unmodifiableSortedMap(new TreeMap<>(bootIds));
    }
}
