package io.fairlead.cli.command.ds01;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.RunDefinition;
import io.fairlead.cli.command.RunFlags;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.command.SubmitCommand;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.CheckResponse;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.json.RecordJson;
import java.util.List;
import java.util.Optional;

/** What a deploy would do, and why so; nothing is recorded. */
record Rehearsed(Session session, String name, Chosen image, Portion portion) {

    /** @param words of the deploy as it would be typed to us */
    int print(List<String> words) throws Failure, ApiFailure, InterruptedException {
        Flags flags = new Flags("deploy", "as it would be typed");
        flags.argument("NAME", "of the session")
                .value("--image", "IMAGE", "")
                .flag("--ask", "")
                .flag("--open", "")
                .flag("--background", "");
        RunFlags.declareRequest(flags);
        Given given = Given.of(flags, words);
        var scheduling = new RunDefinition.Scheduling(
                Optional.of(true), Optional.of(true), given.text("--max-duration"), Optional.empty(), Optional.empty());
        var definition = new RunDefinition(
                name,
                RunFlags.request(given, session.shell().environment(), image.reference(), Optional.of(scheduling)));
        CheckResponse answer;
        try {
            answer = session.server().check(RecordJson.write(definition), SubmitCommand.options(given, false));
        } catch (ApiRefusal e) {
            throw Failure.of(e, RunFlags.place());
        }
        line("would deploy " + name + "; nothing was done");
        entry(
                "image",
                image.reference()
                        + answer.image().map(it -> " (" + it.digest() + ")").orElse(""));
        entry("", image.preparation());
        entry("way", "started as it is, at once");
        entry("why", "your uid, groups, name and home are given to the container when it starts, so no image has to");
        entry("", "be prepared: nothing is run and committed, and no image is made");
        entry("user", "uid " + image.uid());
        entry("workspace", "~/workspace/" + name + " is /workspace");
        entry("GPUs", Integer.toString(portion.gpus()));
        entry("CPUs", given.text("--cpus", ""));
        entry("memory", given.text("--memory", ""));
        new Complaint(session.shell()).print(answer.notices(), RunFlags.place());
        return ExitCode.DONE;
    }

    private void line(String text) {
        session.shell().out().println(Inert.line(text));
    }

    private void entry(String what, String text) {
        line("  " + what + " ".repeat(11 - what.length()) + text);
    }
}
