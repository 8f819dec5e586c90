package io.fairlead.core.launch;

import io.fairlead.core.port.ContainerSpec.Mount;
import java.util.List;
import java.util.Optional;

/**
 * What was prepared on the node for one attempt.
 *
 * @param userName the login, made valid inside a container
 * @param home HOME inside the container
 * @param imagePath the image's PATH, where it sets one
 * @param groups supplementary groups of the container's process, in digits
 * @param mounts everything staged: volumes, home, account files, stand-ins; in any order
 */
public record Stand(String userName, String home, Optional<String> imagePath, List<String> groups, List<Mount> mounts) {
    public Stand {
        groups = List.copyOf(groups);
        mounts = List.copyOf(mounts);
    }
}
