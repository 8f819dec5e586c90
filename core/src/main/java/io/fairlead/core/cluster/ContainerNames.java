package io.fairlead.core.cluster;

/**
 * Makes the deterministic names of containers.
 *
 * @param instance the first eight characters of the instance id, which is kept beside the store
 */
public record ContainerNames(String instance) {
    public static final int INSTANCE_LENGTH = 8;

    public ContainerNames {
        if (!instance.matches("[0-9a-z]{" + INSTANCE_LENGTH + "}")) {
            throw new IllegalArgumentException("not an instance id of " + INSTANCE_LENGTH + " characters: " + instance);
        }
    }

    /** @param job the text of a job id */
    public ContainerName of(String job, int attempt) {
        return new ContainerName("fl-" + instance + "-" + job + "-" + attempt);
    }
}
