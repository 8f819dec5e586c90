package io.fairlead.store.query;

import io.fairlead.core.job.JobState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which jobs a list is of; what is empty does not narrow it.
 *
 * @param owner by uid
 * @param states any of these
 * @param name the whole name
 * @param project by name
 * @param label must be there with this value
 * @param since submitted then or later
 * @param removed whether jobs that their owners took out of view are shown too
 * @param grouped whether of each array only its first member is listed, where any member is in one of the states
 */
public record JobFilter(
        OptionalLong owner,
        Set<JobState> states,
        Optional<String> name,
        Optional<String> project,
        Optional<Label> label,
        Optional<Instant> since,
        boolean removed,
        boolean grouped) {
    public static final JobFilter ALL = new JobFilter(
            OptionalLong.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false);

    public record Label(String key, String value) {}

    public JobFilter {
        states = states.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(states));
    }

    public JobFilter owner(long uid) {
        return new JobFilter(OptionalLong.of(uid), states, name, project, label, since, removed, grouped);
    }

    public JobFilter states(Set<JobState> any) {
        return new JobFilter(owner, any, name, project, label, since, removed, grouped);
    }

    public JobFilter name(String whole) {
        return new JobFilter(owner, states, Optional.of(whole), project, label, since, removed, grouped);
    }

    public JobFilter project(String other) {
        return new JobFilter(owner, states, name, Optional.of(other), label, since, removed, grouped);
    }

    public JobFilter label(String key, String value) {
        return new JobFilter(owner, states, name, project, Optional.of(new Label(key, value)), since, removed, grouped);
    }

    public JobFilter since(Instant earliest) {
        return new JobFilter(owner, states, name, project, label, Optional.of(earliest), removed, grouped);
    }

    public JobFilter withRemoved() {
        return new JobFilter(owner, states, name, project, label, since, true, grouped);
    }

    public JobFilter oneForEachArray() {
        return new JobFilter(owner, states, name, project, label, since, removed, true);
    }
}
