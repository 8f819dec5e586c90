package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.AttachedRun;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.JobRun;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.command.Translated;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.SubmitOptions;
import java.io.IOException;

/** {@code docker run}: translated, handed in, and followed or left alone. */
final class DockerRunCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.synopsis("[flags of docker run] IMAGE [COMMAND…]")
                .foreign("run", "what follows it, as for Docker")
                .footer(
                        "fairlead translate docker run … prints the job that it becomes, and what of it is done in another",
                        "way here.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        Translated made = Translated.words(given.arguments(), "docker", session.shell());
        made.tell(session.shell());
        byte[] definition = made.ready(session);
        SubmitOptions options = SubmitOptions.PLAIN.inDialect(made.dialect());
        JobRun run = new JobRun(session, made.place());
        if (made.translation().way().stdin() && !made.translation().way().detached()) {
            return new AttachedRun(session).of(run.submit(definition, options).id());
        }
        return made.translation().way().detached()
                ? run.detached(definition, options)
                : run.followed(definition, options);
    }
}
