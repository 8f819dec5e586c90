package io.fairlead.engines.stream;

import java.io.IOException;
import java.util.Optional;

/**
 * The input and output of one process in a container. One thread reads while another writes; any thread may close or
 * resize. Closing ends the connection only: the process goes on.
 */
public interface Console extends AutoCloseable {
    /**
     * The next bytes that it wrote.
     *
     * @return empty once there will be no more
     */
    Optional<Piece> read() throws IOException;

    /** What it reads next. */
    void write(byte[] bytes) throws IOException;

    /** No more input will come; with a terminal this says nothing. */
    void endInput() throws IOException;

    /** Rows and columns of its terminal, 1 to 65535; without one nothing happens. */
    void resize(int rows, int columns) throws IOException;

    /**
     * How a further command ended, once there is nothing more to read; empty for a container's own process, or where the
     * engine no longer knows, as when the whole container has ended.
     */
    Optional<Integer> exitCode() throws IOException;

    /** From any thread: a read that waits fails. */
    @Override
    void close();

    /** @param errors whether it was written as errors; never with a terminal */
    @SuppressWarnings("ArrayRecordComponent")
    record Piece(boolean errors, byte[] bytes) {}
}
