package io.fairlead.server.terminal;

import io.fairlead.wire.terminal.Message;
import java.io.IOException;
import java.util.Optional;

/** The client's end. One thread receives, another sends. */
public interface Peer extends AutoCloseable {
    void send(Message message) throws IOException;

    /**
     * The next message; empty once the client has ended the conversation in order.
     *
     * @throws IOException where it is gone, or says what cannot be read
     */
    Optional<Message> receive() throws IOException;

    /** Says goodbye where that is still possible, and hangs up: a receive that waits fails. */
    @Override
    void close();
}
