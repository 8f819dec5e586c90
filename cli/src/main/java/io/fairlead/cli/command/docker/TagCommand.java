package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.client.ApiFailure;
import java.util.List;

/** {@code docker tag}, which says nothing where it is done. */
final class TagCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("SOURCE TARGET", "an image, and a name of your own that it gets: ds01-UID/NAME:experiment-42")
                .footer("Numbers are versions and are given by builds alone; latest moves with each build.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        if (given.arguments().size() != 2) {
            throw new WrongUsage("docker tag takes an image and its new name", "docker tag SOURCE TARGET");
        }
        String source = OwnImages.named(session, given.argument());
        String target = given.arguments().getLast();
        List<String> names = session.server().images().tag(source, target).names();
        if (target.indexOf('/') < 0) {
            session.shell().say("names of your own have an owner in front: it is " + String.join(" and ", names));
        }
        return ExitCode.DONE;
    }
}
