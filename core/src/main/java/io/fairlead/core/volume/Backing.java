package io.fairlead.core.volume;

import java.util.Optional;

/** What a volume is made of. */
public sealed interface Backing {
    /**
     * Folders of the host.
     *
     * @param mode permission bits of a folder that the server makes
     */
    record Folders(FolderPattern root, int mode) implements Backing {
        /** The project's members and nobody else; files stay the project's. */
        public static final int PROJECT_MODE = 02770;

        /** One user alone. */
        public static final int USER_MODE = 0700;

        /** Readable by all, written by the administrator. */
        public static final int SITE_MODE = 0755;

        /** With the bits that fit who the folders are for. */
        public static Folders at(FolderPattern root) {
            if (root.has(FolderPattern.Placeholder.USER)) {
                return new Folders(root, USER_MODE);
            }
            return new Folders(root, root.has(FolderPattern.Placeholder.PROJECT) ? PROJECT_MODE : SITE_MODE);
        }
    }

    /** Memory; a definition gives the size. */
    record Memory() implements Backing {}

    /**
     * An object store that speaks S3; its buckets are told to jobs in variables, never mounted.
     *
     * @param bucket the only one that is meant; empty: every bucket that the user's keys open
     * @param endpoint its URL
     */
    record ObjectStore(Optional<String> bucket, String endpoint, String region) implements Backing {
        /** What tools send where a store has no regions. */
        public static final String REGION_DEFAULT = "us-east-1";
    }
}
