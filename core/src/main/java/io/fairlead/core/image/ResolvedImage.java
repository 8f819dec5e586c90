package io.fairlead.core.image;

import io.fairlead.core.unit.Bytes;

/**
 * What a reference meant at submit; the job runs exactly this, whatever its tag names later.
 *
 * @param reference as it was written, without credentials
 * @param digest {@code sha256:…}
 * @param kind what the digest is of
 * @param platform for example {@code linux/amd64}
 * @param size on disk, unpacked, or of the compressed layers while it is only in a registry
 */
public record ResolvedImage(String reference, String digest, Kind kind, String platform, Bytes size) {
    /** Under which images that were made of files are kept, with the file's digest as their tag. */
    public static final String FILES = "fairlead/sif";

    /** Stands for an image that nobody looked up, where only the rest of a definition is judged. */
    public static ResolvedImage unlooked(ImageReference reference) {
        return new ResolvedImage(reference.toString(), reference.digest().orElse(""), Kind.MANIFEST, "", Bytes.ZERO);
    }

    /** What engines call it: never a tag that somebody may give to something else. */
    public String name() {
        return switch (kind) {
            case IMAGE_ID -> digest;
            case MANIFEST -> ImageReference.parse(reference).name() + "@" + digest;
            case FILE -> FILES + ":" + digest.substring(digest.indexOf(':') + 1);
        };
    }

    /** An image made on the machine has only an image id on old engines. */
    public enum Kind {
        MANIFEST,
        IMAGE_ID,
        /** Of a SIF file's bytes; the image that was made of it has a name of that digest. */
        FILE
    }
}
