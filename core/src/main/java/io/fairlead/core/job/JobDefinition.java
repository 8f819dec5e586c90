package io.fairlead.core.job;

import io.fairlead.core.unit.Bytes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What one job is asked to be, as its owner wrote it: every value checked for form, nothing yet compared with this
 * site's machines, images or volumes. Two definitions that ask for the same are equal, whatever file or dialect they
 * came from.
 *
 * @param name shown to people, 1 to 128 characters; need not be unique
 * @param project empty: the user's default project
 * @param labels free-form, in the order written; never with a key that Fairlead reserves
 */
public record JobDefinition(
        String name,
        Optional<String> description,
        Optional<String> project,
        SequencedMap<String, String> labels,
        Resources resources,
        DockerRequest docker,
        Scheduling scheduling,
        Expect expect,
        Extra extra) {

    public JobDefinition {
        labels = InOrder.copy(labels);
    }

    /** The least that makes a job: everything optional is left to its default. */
    public static JobDefinition of(String name, Resources resources, DockerRequest docker) {
        return new JobDefinition(
                name,
                Optional.empty(),
                Optional.empty(),
                new LinkedHashMap<>(),
                resources,
                docker,
                Scheduling.DEFAULT,
                Expect.NONE,
                Extra.NONE);
    }

    public JobDefinition withProject(String other) {
        return new JobDefinition(
                name, description, Optional.of(other), labels, resources, docker, scheduling, expect, extra);
    }

    /** With this as its longest run time. */
    public JobDefinition stoppedAfter(Duration most) {
        return new JobDefinition(
                name, description, project, labels, resources, docker, scheduling.stoppedAfter(most), expect, extra);
    }

    /** As these members. */
    public JobDefinition arrayed(JobArray members) {
        return new JobDefinition(
                name, description, project, labels, resources, docker, scheduling.arrayed(members), expect, extra);
    }

    /** With no volume and nothing expected of one: what is left of it can be judged where a volume is not there. */
    public JobDefinition withoutVolumes() {
        return new JobDefinition(
                name, description, project, labels, resources, docker.withoutVolumes(), scheduling, Expect.NONE, extra);
    }

    /** How many jobs it makes. */
    public int jobs() {
        return scheduling.array().map(array -> array.members().size()).orElse(1);
    }

    /** The memory of tmpfs volumes together; it is charged like the memory of processes. */
    public Bytes tmpfs() {
        Bytes sum = Bytes.ZERO;
        for (StorageEntry entry : docker.storage()) {
            if (entry instanceof StorageEntry.Tmpfs tmpfs) {
                sum = sum.plus(tmpfs.size());
            }
        }
        return sum;
    }

    /** What the node gives up for this job, and the engine's limit: process memory, shared memory and tmpfs. */
    public Bytes memoryReserved() {
        return resources.memory().plus(resources.effectiveShm()).plus(tmpfs());
    }
}
