package io.fairlead.wire.image;

/**
 * Files that were taken for a build.
 *
 * @param context their digest, {@code sha256:…}, to be named in the order
 */
public record ContextMade(String context, int files, long bytes) {}
