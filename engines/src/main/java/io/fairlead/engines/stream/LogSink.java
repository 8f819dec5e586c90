package io.fairlead.engines.stream;

import java.io.IOException;

/** Takes what a reading delivers, in order, on the reading's thread. A sink that is slow slows only its own reading. */
public interface LogSink {
    /** @throws IOException ends the reading with this failure */
    void piece(LogPiece piece) throws IOException;

    /**
     * Something may be missing here: the engine threw away what had not been read yet.
     *
     * @throws IOException ends the reading with this failure
     */
    void gap(LogCursor after) throws IOException;
}
