package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.CheckResponse;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import java.io.IOException;

/** Asks the server whether a definition would be admitted, image included. The check without a server is elsewhere. */
final class CheckCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("FILE", "a job definition, JSON or YAML; - reads standard input")
                .flag("--resolve", "ask the server, which looks the image up, too")
                .value("--project", "NAME", "as if for this project")
                .value("--as", "USER", "as if by this user (root alone)");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        Shell shell = session.shell();
        Definition definition = Definition.read(given.argument(), shell);
        Complaint.Place place = Complaint.Place.in(definition.name());
        CheckResponse sound;
        try {
            sound = session.server().check(definition.bytes(), SubmitCommand.options(given, definition.yaml()));
        } catch (ApiRefusal e) {
            throw Failure.of(e, place);
        }
        new Complaint(shell).print(sound.notices(), place);
        String image = sound.image()
                .map(it -> "; the image is " + it.digest() + " (" + it.platform() + ")")
                .orElse("");
        shell.say(definition.name() + " would be admitted as " + sound.name() + image);
        return ExitCode.DONE;
    }
}
