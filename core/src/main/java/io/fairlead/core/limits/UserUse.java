package io.fairlead.core.limits;

import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import java.util.List;

/**
 * What one user has, as limits count it.
 *
 * @param submitted jobs that have not ended
 * @param containers attempts that hold a place
 * @param memory with shared memory and tmpfs
 * @param tmpfs of that the volumes of memory
 */
public record UserUse(int submitted, int containers, Gpus gpus, Cores cpus, Bytes memory, Bytes tmpfs) {
    public static final UserUse NONE = new UserUse(0, 0, Gpus.ZERO, Cores.ZERO, Bytes.ZERO, Bytes.ZERO);

    /** What one job of this definition would hold. */
    public static UserUse of(JobDefinition definition) {
        return new UserUse(
                1,
                1,
                definition.resources().equivalents(),
                definition.resources().cpus(),
                definition.memoryReserved(),
                definition.tmpfs());
    }

    /** One live job with what it holds, which is nothing while it waits. */
    public static UserUse live(JobDefinition definition, List<Placement> held) {
        UserUse use = new UserUse(1, held.isEmpty() ? 0 : 1, Gpus.ZERO, Cores.ZERO, Bytes.ZERO, Bytes.ZERO);
        for (Placement placement : held) {
            use = new UserUse(
                    1,
                    1,
                    use.gpus.plus(placement.gpus()),
                    use.cpus.plus(placement.cores()),
                    use.memory.plus(placement.memory()),
                    use.tmpfs.plus(definition.tmpfs()));
        }
        return use;
    }

    public UserUse plus(UserUse other) {
        return new UserUse(
                submitted + other.submitted,
                containers + other.containers,
                gpus.plus(other.gpus),
                cpus.plus(other.cpus),
                memory.plus(other.memory),
                tmpfs.plus(other.tmpfs));
    }

    public UserUse minus(UserUse other) {
        return new UserUse(
                submitted - other.submitted,
                containers - other.containers,
                gpus.minus(other.gpus),
                cpus.minus(other.cpus),
                memory.minus(other.memory),
                tmpfs.minus(other.tmpfs));
    }

    /** Whether a job that would hold this has any use for that. */
    public boolean needs(Aggregate what) {
        return switch (what) {
            case GPUS -> gpus.milli() > 0;
            case TMPFS -> tmpfs.count() > 0;
            case CONTAINERS, CPUS, MEMORY -> true;
        };
    }
}
