package io.fairlead.server.images;

/**
 * How far a pull is.
 *
 * @param receivedBytes of compressed layers so far
 * @param knownBytes of all layers whose size is known by now; grows while the engine learns of more
 */
public record PullProgress(long receivedBytes, long knownBytes) {
    static final PullProgress NONE = new PullProgress(0, 0);
}
