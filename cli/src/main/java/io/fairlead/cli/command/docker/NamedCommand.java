package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.OwnCommands;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A command of ours on one job, which is named as users of other systems do it. */
public final class NamedCommand implements Command {
    /** So long a job that is being started is waited for, as Run:AI does. */
    private static final Duration START_MAX = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final List<String> COMING = List.of("QUEUED", "ASSIGNED", "STARTING");

    private final Command ours;
    private final boolean running;
    private final List<String> more;

    /**
     * @param name noun and verb of ours
     * @param more words after those that are given
     */
    public NamedCommand(String name, List<String> more) {
        this.ours = OwnCommands.all().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .flatMap(entry -> entry.make())
                .orElseThrow(() -> new IllegalStateException("no command " + name))
                .get();
        this.running = !name.equals("job show");
        this.more = List.copyOf(more);
    }

    @Override
    public void declare(Flags flags) {
        ours.declare(flags);
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        JobDetail job = Containers.found(session, given.argument());
        long looks = running ? START_MAX.dividedBy(LOOK) : 0;
        for (long i = 0; i < looks && COMING.contains(job.job().state()); i++) {
            session.shell().world().pause(LOOK);
            job = session.server().job(job.job().id());
        }
        List<String> arguments = new ArrayList<>(given.arguments());
        arguments.set(0, job.job().id());
        arguments.addAll(more);
        return ours.run(given.with(arguments), session);
    }
}
