package io.fairlead.engines.stream;

import java.io.IOException;

/** One pass over a container's log, for one thread; it can be closed from any other. */
public interface LogReading extends AutoCloseable {
    /** Why a reading stopped without a failure. */
    enum End {
        /** Everything was delivered: the container has ended, or nothing more was asked for. */
        COMPLETE,
        /** There is no such container. */
        GONE,
        /** Closed, or its thread interrupted (the flag is set again). */
        CLOSED
    }

    /**
     * Blocks and delivers. While following, an engine that goes away is waited for and asked for what is missing, however
     * long that takes.
     *
     * @throws IOException when the engine fails and the log is not followed
     */
    End run(LogSink sink) throws IOException;

    /** Ends the reading soon; harmless when repeated. */
    @Override
    void close();
}
