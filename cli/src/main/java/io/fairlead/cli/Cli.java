package io.fairlead.cli;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Entry;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.profile.Meaning;
import io.fairlead.cli.profile.Profile;
import io.fairlead.cli.profile.Profiles;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Output;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds the command that was meant, runs it, and turns whatever comes of it into an exit code. */
public final class Cli {
    private static final String OWN_NAME = "fairlead";
    private static final int NARROW = 3;

    private final Session session;
    private final Shell shell;
    private final String name;
    private final Optional<Profile> theirs;

    /** @param name what the program was called as */
    public Cli(Session session, String name) {
        this.session = session;
        this.shell = session.shell();
        this.name = name;
        this.theirs = Profiles.ofProgram(name);
    }

    /** @return the exit code; no success where what was printed could not be written */
    public int run(List<String> words) {
        int code = carriedOut(words);
        Optional<String> loss = shell.out() instanceof Output output ? output.loss() : Optional.empty();
        if (loss.isEmpty()) {
            return code;
        }
        Failure lost = Failure.refused(CliProblems.OUTPUT_LOST.reason("why", loss.get()));
        lost.tell(shell);
        return code == ExitCode.DONE ? lost.code() : code;
    }

    private int carriedOut(List<String> words) {
        try {
            return theirs.isPresent() ? mean(theirs.get(), words) : dispatch(words);
        } catch (WrongUsage e) {
            String usage = theirs.map(profile -> profile.usage(name)).orElse(OWN_NAME + " COMMAND …");
            return wrong(e, "usage: " + usage, "help");
        } finally {
            shell.out().flush();
            shell.err().flush();
        }
    }

    private int mean(Profile profile, List<String> words) {
        return switch (profile.meaning(name, words)) {
            case Meaning.Ours ours -> dispatch(ours.words());
            case Meaning.Own own -> {
                Command command = made(own.entry());
                yield run(command, own.entry().flags(own.entry().name(), command), own.words());
            }
            case Meaning.Help _ -> {
                shell.out().print(Help.of(profile, name));
                yield ExitCode.DONE;
            }
        };
    }

    private int dispatch(List<String> words) {
        if (words.isEmpty()) {
            shell.err().print(Help.overview());
            return ExitCode.WRONG;
        }
        String first = words.getFirst();
        if (first.equals("help") || first.equals("--help") || first.equals("-h")) {
            return help(words.subList(1, words.size()));
        }
        if (first.equals("--version")) {
            return dispatch(List.of("version"));
        }
        Optional<Commands.Found> named = Commands.find(words);
        if (named.isEmpty() && words.size() == 2 && List.of("--help", "-h").contains(words.get(1))) {
            return help(words.subList(0, 1));
        }
        Commands.Found found = named.orElseThrow(() -> unknown(words));
        Entry entry = found.entry();
        Command command = made(entry);
        String typed = OWN_NAME + " " + String.join(" ", words.subList(0, found.words()));
        return run(command, entry.flags(typed, command), words.subList(found.words(), words.size()));
    }

    private static Command made(Entry entry) {
        return entry.make()
                .orElseThrow(() -> new WrongUsage(
                        entry.name() + " is run by another program of Fairlead",
                        "start it with the script fairlead, which finds that program"))
                .get();
    }

    private int run(Command command, Flags flags, List<String> words) {
        try {
            Given given = Given.of(flags, words);
            if (given.has("--help")) {
                shell.out().print(Help.of(flags));
                return ExitCode.DONE;
            }
            return command.run(given, session);
        } catch (WrongUsage e) {
            return wrong(e, flags.usage(), flags.name() + " --help");
        } catch (Failure e) {
            e.tell(shell);
            return e.code();
        } catch (ApiFailure e) {
            Failure failure = Failure.of(e);
            failure.tell(shell);
            return failure.code();
        } catch (IOException e) {
            return unread(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        }
    }

    /** What reads our output has had enough, as head does: no failure. */
    private int unread(IOException cause) {
        if (shell.out().checkError()) {
            return ExitCode.DONE;
        }
        shell.say("the output could not be written: " + cause.getMessage());
        return ExitCode.REFUSED;
    }

    private int help(List<String> words) {
        if (words.isEmpty()) {
            shell.out().print(Help.overview());
            return ExitCode.DONE;
        }
        Optional<Commands.Found> found = Commands.find(words);
        if (found.isEmpty()) {
            String verbs = words.size() == 1 ? Help.ofNoun(words.getFirst()) : "";
            if (verbs.isEmpty()) {
                throw unknown(words);
            }
            shell.out().print(verbs);
            return ExitCode.DONE;
        }
        Entry entry = found.get().entry();
        if (entry.make().isEmpty()) {
            shell.out().println("fairlead " + entry.name() + ": " + entry.summary());
            shell.out().println("  fairlead " + entry.shortest() + " --help says more");
            return ExitCode.DONE;
        }
        Command command = entry.make().get().get();
        shell.out().print(Help.of(entry.flags(OWN_NAME + " " + entry.shortest(), command)));
        return ExitCode.DONE;
    }

    private static WrongUsage unknown(List<String> words) {
        String first = words.getFirst();
        String two = String.join(" ", words.subList(0, Math.min(2, words.size())));
        List<String> names = Commands.names();
        boolean noun = names.stream().anyMatch(it -> it.startsWith(first + " "));
        if (noun) {
            List<String> verbs =
                    names.stream().filter(it -> it.startsWith(first + " ")).toList();
            String near = words.size() > 1 ? Given.hint(two, verbs) : "";
            return new WrongUsage(
                    words.size() > 1 ? "unknown command " + two : first + " needs a verb",
                    near.isEmpty() ? "there are " + String.join(", ", verbs) : near);
        }
        String near = first.length() < NARROW ? "" : Given.hint(first, names);
        return new WrongUsage("unknown command " + first, near);
    }

    private int wrong(WrongUsage wrong, String usage, String more) {
        shell.out().flush();
        say(wrong);
        wrong.others().forEach(this::say);
        shell.err().println(Inert.lines(usage));
        shell.err().println("  " + (more.equals("help") ? OWN_NAME + " help" : more) + " says more");
        return ExitCode.WRONG;
    }

    private void say(WrongUsage wrong) {
        shell.say(wrong.message() + (wrong.hint().isEmpty() ? "" : "; " + wrong.hint()));
    }
}
