package io.fairlead.net;

import java.time.Duration;

/**
 * What one client takes from its peer at most.
 *
 * @param headBytes status line and headers of an answer, interim answers included; also the trailers of a body
 * @param headers number of headers of an answer
 * @param bodyBytes body of an answer that is kept whole in memory; a streamed body has no limit
 * @param idleConnections connections kept open between calls; 0 keeps none
 * @param idleKeep how long an unused connection may be taken up again
 */
public record Limits(int headBytes, int headers, int bodyBytes, int idleConnections, Duration idleKeep) {
    /** 64 KiB and 200 headers of head, 16 MiB of body, 8 idle connections for 15 seconds. */
    public static final Limits DEFAULT = new Limits(64 << 10, 200, 16 << 20, 8, Duration.ofSeconds(15));

    public Limits {
        if (headBytes < 1 || headers < 1 || bodyBytes < 0 || idleConnections < 0 || idleKeep.isNegative()) {
            throw new IllegalArgumentException("a limit is below its smallest value");
        }
    }

    /** The same limits with another bound on bodies kept in memory, in bytes. */
    public Limits withBodyBytes(int bytes) {
        return new Limits(headBytes, headers, bytes, idleConnections, idleKeep);
    }
}
