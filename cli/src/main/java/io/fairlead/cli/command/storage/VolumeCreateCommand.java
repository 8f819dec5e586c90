package io.fairlead.cli.command.storage;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.VolumeList.VolumeView;
import io.fairlead.wire.api.VolumeList.VolumeWish;
import io.fairlead.wire.client.ApiFailure;

/** Admits a folder of the host as a volume. */
final class VolumeCreateCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("NAME", "lower-case letters, digits, - and _");
        flags.value("--root", "PATH", "the folder on the host; {project}, {user} and {home} as in fairlead.yaml");
        flags.value("--path", "PATH", "by which definitions ask for it; the root itself where it has no placeholder");
        flags.value("--scope", "WORD", "global, site (default) or node: how far the same files reach");
        flags.values("--site", "NAME", "a site that has it; all where it is left out");
        flags.value("--speed", "TEXT", "what users may expect, in your words");
        flags.flag("--backed-up", "there is a second copy");
        flags.footer(
                "For administrators. Kept beside the server's store, over restarts; a volume of the same name in",
                "fairlead.yaml takes its place.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        String root = given.text("--root").orElseThrow(() -> new WrongUsage("--root is missing", "name the folder"));
        VolumeView made = session.server()
                .createVolume(new VolumeWish(
                        given.argument(),
                        root,
                        given.text("--path"),
                        given.text("--scope"),
                        given.texts("--site"),
                        given.text("--speed"),
                        given.has("--backed-up")));
        session.shell().out().println(made.name());
        session.shell().say("volume " + made.name() + ": " + made.promise());
        return ExitCode.DONE;
    }
}
