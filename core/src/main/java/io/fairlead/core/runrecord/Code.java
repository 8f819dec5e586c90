package io.fairlead.core.runrecord;

import java.util.Optional;

/**
 * The git state of code that the job saw in a volume, as it was when the job had ended.
 *
 * @param path of the working tree in the container
 * @param commit what was checked out, 40 or 64 hexadecimal digits; empty before the first commit
 * @param branch by its short name; empty where none was checked out
 * @param changed whether a tracked file differed from what git last saw of it
 */
public record Code(String path, Optional<String> commit, Optional<String> branch, Changed changed) {
    /** Whether tracked files were edited. */
    public enum Changed {
        NO,
        YES,
        /** Too much to look at, or of a form that is not read here. */
        UNKNOWN
    }
}
