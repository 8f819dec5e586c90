package io.fairlead.server.http;

import io.fairlead.server.auth.Caller;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Says who is at the other end of a connection. Asked once for each, on a thread that can wait. */
@FunctionalInterface
public interface Identities {
    /** @throws io.fairlead.core.problem.ProblemException where it is somebody whom this server does not serve */
    Caller of(SocketChannel connection) throws IOException;
}
