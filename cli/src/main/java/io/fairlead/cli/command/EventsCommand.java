package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.EventList;
import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.EventSink;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists what happened to a job. */
final class EventsCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("JOB", "an id, or four or more characters that one id alone begins with")
                .flag("-f, --follow", "go on until the job has ended");
        Output.ofList(flags);
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.list(given);
        if (given.has("--follow")) {
            if (!output.isTable()) {
                throw new WrongUsage("--follow prints lines for people", "leave --output out");
            }
            follow(session, session.server().job(given.argument()).job().id());
            return ExitCode.DONE;
        }
        EventList events = all(session, given.argument());
        Shell shell = session.shell();
        switch (output) {
            case JSON, YAML -> output.tree(shell, events);
            case NAME -> events.events().forEach(event -> shell.out().println(event.sequence()));
            case TABLE, WIDE -> table(shell, events.events());
        }
        return ExitCode.DONE;
    }

    private static EventList all(Session session, String job) throws ApiFailure, InterruptedException {
        List<EventView> events = new ArrayList<>();
        Optional<Long> after = Optional.of(0L);
        while (after.isPresent()) {
            EventList page = session.server().events(job, after.get());
            events.addAll(page.events());
            after = page.next();
        }
        return new EventList(events, Optional.empty());
    }

    private static void follow(Session session, String job) throws ApiFailure, InterruptedException {
        Shell shell = session.shell();
        Lines lines = new Lines(shell.world().zone());
        Optional<EventView> _ = session.server().watch(job, 0, new EventSink() {
            private boolean away;

            @Override
            public void event(EventView event) {
                away = false;
                shell.out().println(String.join("  ", lines.row(event)));
                shell.out().flush();
            }

            @Override
            public void interrupted(int tries) {
                if (!away) {
                    away = true;
                    shell.say("the server went away; waiting for it (the job is not affected)");
                }
            }
        });
    }

    private static void table(Shell shell, List<EventView> events) {
        Lines lines = new Lines(shell.world().zone());
        Table table = new Table("TIME", "BY", "WHAT", "TRY", "STATE", "MESSAGE");
        events.forEach(event -> table.row(lines.row(event)));
        table.print(shell.out(), 0, shell.colours());
    }

    /** Which member of an array it was. */
    private static String member(EventView event) {
        int dot = event.job().indexOf('.');
        return dot < 0 ? "" : "[" + event.job().substring(dot + 1) + "] ";
    }

    /** Events one after the other: why something came about is said in full once, and where it follows from that by its code. */
    private static final class Lines {
        private final ZoneId zone;
        private final Set<Finding> told = new HashSet<>();

        Lines(ZoneId zone) {
            this.zone = zone;
        }

        List<String> row(EventView event) {
            String by = event.actor() + event.uid().map(uid -> " " + uid).orElse("");
            return List.of(
                    Ago.local(event.at(), zone),
                    Inert.line(by),
                    Inert.line(event.kind()),
                    event.attempt() == 0 ? "" : Integer.toString(event.attempt()),
                    Inert.line(event.state().orElse("")),
                    Inert.line(member(event)
                            + event.message()
                            + event.reason().map(this::why).orElse("")));
        }

        private String why(Finding reason) {
            return (told.add(reason) ? ": " + reason.message() : "") + "  [" + reason.code() + "]";
        }
    }
}
