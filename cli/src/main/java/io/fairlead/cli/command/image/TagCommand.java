package io.fairlead.cli.command.image;

import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.client.ApiFailure;

/** Gives an image one more name. */
final class TagCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("IMAGE NEW", "an image, and the name that it gets: project project:experiment-42")
                .value("--as", "USER", "for this user (root alone)")
                .footer("The image stays what it is whatever is built later: its new name always leads to it.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        if (given.arguments().size() != 2) {
            throw new WrongUsage("image tag takes an image and its new name", "fairlead image tag IMAGE NEW");
        }
        return Acting.told(
                session.shell(),
                session.server()
                        .images()
                        .as(given.text("--as"))
                        .tag(given.argument(), given.arguments().getLast()));
    }
}
