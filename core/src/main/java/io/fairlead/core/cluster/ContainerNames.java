package io.fairlead.core.cluster;

import java.util.Optional;

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

    /** What a name says: the text that stands for the job, and the attempt. */
    public record Parts(String job, int attempt) {}

    /** The reverse of {@link #of}; empty for a name of another instance or of another form. */
    public Optional<Parts> parts(ContainerName name) {
        String[] words = name.text().split("-", -1);
        boolean ours = words.length >= 4 && words[0].equals("fl") && words[1].equals(instance);
        return ours && words[3].matches("[1-9][0-9]{0,8}")
                ? Optional.of(new Parts(words[2], Integer.parseInt(words[3])))
                : Optional.empty();
    }
}
