package io.fairlead.checks.offender.server.control;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.eclipse.jetty.server.Server;

/** Asks the clock and chance, naps, ends the process and knows the web framework, all in the wrong place. */
public final class AskOffender {
    public List<Object> ask() throws InterruptedException {
        Thread.sleep(1);
        if (Instant.now().toEpochMilli() > System.currentTimeMillis()) {
            System.exit(1);
            Runtime.getRuntime().halt(1);
        }
        return List.of(UUID.randomUUID(), new Random(), new SecureRandom(), Server.class);
    }
}
