package io.fairlead.checks.offender.core.schedule;

import java.util.List;

/** A core class that knows the world outside. */
public final class WorldOffender {
    public List<Class<?>> world() {
        return List.of(
                java.io.File.class,
                java.nio.file.Path.class,
                java.net.URI.class,
                java.sql.Timestamp.class,
                java.util.concurrent.TimeUnit.class,
                java.util.logging.Logger.class,
                System.Logger.class,
                Thread.class,
                ProcessBuilder.class,
                org.slf4j.Logger.class);
    }
}
