package io.fairlead.core.launch;

import io.fairlead.core.port.ContainerSpec.Mount;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What was prepared on the node for one attempt.
 *
 * @param userName the login, made valid inside a container
 * @param home HOME inside the container
 * @param imagePath the image's PATH, where it sets one
 * @param groups supplementary groups of the container's process, in digits
 * @param variables what the node adds to those of the definition; they stand in its place. Values of secrets among them
 * @param cpus of the machine on which its processes may run, near its devices; empty: on all
 * @param mounts everything staged: volumes, home, account files, stand-ins; in any order
 */
public record Stand(
        String userName,
        String home,
        Optional<String> imagePath,
        List<String> groups,
        SequencedMap<String, String> variables,
        Optional<String> cpus,
        List<Mount> mounts) {
    /** The variable that holds the number by which Slurm's names know the job. */
    public static final String NUMBER = "FAIRLEAD_JOB_NUMBER";

    public Stand {
        variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
        groups = List.copyOf(groups);
        mounts = List.copyOf(mounts);
    }

    /** Without the values of variables, which may be secrets. */
    @Override
    public String toString() {
        return "Stand[" + userName + ", " + home + ", variables " + variables.keySet() + ", " + mounts + "]";
    }
}
