package io.fairlead.server.boot;

import io.fairlead.server.config.Configuration;
import io.fairlead.server.config.Settings;
import io.fairlead.server.config.Signpost;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fairlead server}: serves until it is told to stop. Jobs outlive it. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Serve this machine. Jobs go on when the server stops, and the next one takes them up.")
final class ServerCommand implements Callable<Integer> {
    @Mixin
    private SiteOptions site = new SiteOptions();

    @Option(
            names = "--engine",
            paramLabel = "KIND",
            description = "fake: run nothing, pretend what jobs say, and mark it so. docker: as configured (default).")
    private Kind engine = Kind.docker;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Which engine; names as people type them. */
    @SuppressWarnings("MemberName")
    private enum Kind {
        docker,
        fake
    }

    @Override
    public Integer call() throws Exception {
        Configuration read = site.read();
        Settings configured = SiteOptions.good(read);
        FairleadServer server = new FairleadServer(engine == Kind.fake ? SiteOptions.faked(configured) : configured);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean stopped = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, ended, stopped), "stop"));
        try {
            server.start();
            point(server, read);
            spec.commandLine().getErr().println("fairlead: the server listens at " + server.socket());
            server.awaitStop();
            server.stop();
            stopped.set(true);
        } finally {
            ended.countDown();
        }
        return Main.DONE;
    }

    /** Without it everything works, but that a check may judge by another configuration: no reason not to serve. */
    private void point(FairleadServer server, Configuration read) {
        try {
            Signpost.put(server.socket(), read.found() ? Optional.of(read.file()) : Optional.empty());
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("fairlead: which configuration this is cannot be said beside the socket: "
                            + e.getMessage());
        }
    }

    /**
     * On a signal: asks, keeps the process until the server has stopped, and says that all is well. Java itself would
     * report a signal, which a service manager takes for a failure.
     */
    private static void stop(FairleadServer server, CountDownLatch ended, AtomicBoolean stopped) {
        boolean signalled = ended.getCount() > 0;
        server.askToStop();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (signalled && stopped.get()) {
            Runtime.getRuntime().halt(Main.DONE);
        }
    }
}
