package io.fairlead.net;

import java.nio.file.Path;

/** Where a peer listens. Its text form is meant for messages. */
public sealed interface Endpoint {
    /** The value of the Host header for this peer. */
    String authority();

    /** A socket in the file system, as the container engines and our own server offer. */
    record UnixSocket(Path path) implements Endpoint {
        @Override
        public String authority() {
            return "localhost";
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * A host name, IPv4 or IPv6 literal (without brackets) and a port. All addresses of a name are tried in turn.
     *
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements Endpoint {
        public Tcp {
            if (host.isEmpty() || !Ascii.all(host, c -> Ascii.isVisible(c) && "/?#@[]".indexOf(c) < 0)) {
                throw new IllegalArgumentException("not a host name or address: '" + host + "'");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
            }
        }

        @Override
        public String authority() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }

        @Override
        public String toString() {
            return "tcp:" + authority();
        }
    }
}
