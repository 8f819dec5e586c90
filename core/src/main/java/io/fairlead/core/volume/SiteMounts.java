package io.fairlead.core.volume;

import java.util.List;

/**
 * What the storage entries of a definition become at one site; a share that follows the job is another folder at each.
 *
 * @param mounts in the order of the definition
 */
public record SiteMounts(String site, List<ResolvedMount> mounts) {
    public SiteMounts {
        mounts = List.copyOf(mounts);
    }
}
