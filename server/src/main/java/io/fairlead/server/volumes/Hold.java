package io.fairlead.server.volumes;

import java.io.IOException;
import java.io.InputStream;

/**
 * The small program that stands in every container: it keeps a session open, and ends or signals what was started beside
 * the container's own command. A site has no compiler, so it is kept ready made, for the kind of processor that the
 * server itself runs on.
 */
final class Hold {
    private Hold() {}

    /** The whole file. */
    static byte[] program() throws IOException {
        String machine = System.getProperty("os.arch", "");
        try (InputStream in = Hold.class.getResourceAsStream("hold-" + machine)) {
            if (in == null) {
                throw new IOException("there is no program for containers on a machine of the kind " + machine);
            }
            return in.readAllBytes();
        }
    }
}
