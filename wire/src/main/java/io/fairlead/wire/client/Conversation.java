package io.fairlead.wire.client;

import io.fairlead.net.NetException;
import io.fairlead.net.WebSocket;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.terminal.Message;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/** A stream between a terminal here and a process in a container. One thread receives, any number may send. */
public final class Conversation implements AutoCloseable {
    private final WebSocket socket;
    private final String where;

    Conversation(WebSocket socket, String where) {
        this.socket = socket;
        this.where = where;
    }

    public void send(Message message) throws IOException {
        socket.send(message.encoded());
    }

    /** Bytes without a copy more than the message's own, in as many messages as it takes. */
    public void input(byte[] from, int length) throws IOException {
        for (int at = 0; at < length; at += Message.BYTES_MAX) {
            int end = Math.min(length, at + Message.BYTES_MAX);
            send(new Message.Input(java.util.Arrays.copyOfRange(from, at, end)));
        }
    }

    /**
     * The next message; empty when the server has ended the conversation in order.
     *
     * @throws ServerUnreachable where it broke off
     */
    public Optional<Message> receive() throws ApiFailure {
        try {
            Optional<byte[]> bytes = socket.receive();
            return bytes.isEmpty() ? Optional.empty() : Optional.of(Message.decode(bytes.get()));
        } catch (MalformedJson e) {
            throw new ServerUnreachable(where, "a message that cannot be read: " + e.getMessage(), false);
        } catch (EOFException | NetException e) {
            throw new ServerUnreachable(where, "the server went away", false);
        } catch (IOException e) {
            throw new ServerUnreachable(where, "the connection broke: " + e.getMessage(), false);
        }
    }

    /** Ends it in order; what the server still has to say is received yet. */
    public void finish() throws IOException {
        socket.close(WebSocket.NORMAL, "");
    }

    /** Hangs up. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone in any case.
        }
    }
}
