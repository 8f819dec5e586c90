package io.fairlead.wire.client;

import java.io.IOException;

/** Where a log goes. */
public interface LogSink {
    /** What follows is the log of this attempt. */
    default void attempt(int number) throws IOException {}

    /** The next bytes; valid during the call alone. */
    void bytes(byte[] from, int offset, int length) throws IOException;

    /**
     * The server is away; what follows continues without a gap.
     *
     * @param tries counted from 1 since bytes last came
     */
    default void interrupted(int tries) throws IOException {}
}
