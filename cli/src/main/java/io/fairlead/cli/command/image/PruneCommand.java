package io.fairlead.cli.command.image;

import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.client.ApiFailure;
import java.util.Optional;

/** Frees what builds left behind. */
final class PruneCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.value("--keep", "COUNT", "also take away all but the newest COUNT versions of each image")
                .flag("--orphaned", "also take away images that nobody's recipe knows")
                .value("--as", "USER", "of this user (root alone)")
                .footer(
                        "Without a flag: the layers that builds which failed or were cancelled left for their next try.",
                        "What a job uses stays. An administrator prunes everybody's.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        long keep = given.count("--keep", 0);
        if (given.has("--keep") && (keep < 1 || keep > 1000)) {
            throw new WrongUsage("--keep takes 1 to 1000", "");
        }
        return Acting.told(
                session.shell(),
                session.server()
                        .images()
                        .as(given.text("--as"))
                        .prune(keep == 0 ? Optional.empty() : Optional.of((int) keep), given.has("--orphaned")));
    }
}
