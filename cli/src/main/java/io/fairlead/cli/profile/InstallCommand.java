package io.fairlead.cli.profile;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.core.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes or removes the links by which this program is called under another system's names. */
public final class InstallCommand implements Command {
    private static final String OWN_NAME = "fairlead";

    @Override
    public void declare(Flags flags) {
        flags.synopsis("--system SYSTEM --to DIR [--remove]")
                .value("--system", "SYSTEM", String.join(", ", systems()))
                .value("--to", "DIR", "the folder for the links; it has to be on the PATH of those who type them")
                .flag("--remove", "take them away again")
                .footer(
                        "Prints the links that it made, one a line. What is in DIR and no link to fairlead is never touched:",
                        "where there is any under one of the names, nothing is made at all.");
    }

    private static List<String> systems() {
        return Profiles.all().stream().map(Profile::system).toList();
    }

    @Override
    public int run(Given given, Session session) throws Failure {
        if (!given.has("--system") || !given.has("--to")) {
            throw new WrongUsage(given.has("--system") ? "--to is missing" : "--system is missing", "");
        }
        String system = given.choice("--system", "", systems());
        Path folder = folder(given.text("--to", ""));
        List<Path> links = Profiles.all().stream()
                .filter(profile -> profile.system().equals(system))
                .flatMap(profile -> profile.programs().stream())
                .map(folder::resolve)
                .toList();
        refuseForeign(links);
        boolean remove = given.has("--remove");
        for (Path link : links) {
            boolean changed = remove ? removed(link) : made(link, session.launcher());
            if (changed) {
                session.shell().out().println(link);
            }
        }
        session.shell()
                .say(
                        remove
                                ? "removed; the words of " + system + " mean there what they meant before"
                                : "a shell finds these where " + folder
                                        + " stands on its PATH before other folders with" + " such names");
        return ExitCode.DONE;
    }

    private static Path folder(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new WrongUsage("--to takes a folder, not \"" + text + "\"", "");
        }
    }

    /** All of them before anything is changed. */
    private static void refuseForeign(List<Path> links) throws Failure {
        List<Problem> taken = new ArrayList<>();
        for (Path link : links) {
            if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !isOurs(link)) {
                taken.add(ProfileProblems.NAME_TAKEN.reason("path", link));
            }
        }
        if (!taken.isEmpty()) {
            throw Failure.refused(taken);
        }
    }

    /** Also one to an installation that has moved or gone. */
    private static boolean isOurs(Path link) {
        try {
            return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).endsWith(OWN_NAME);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean removed(Path link) throws Failure {
        try {
            return Files.deleteIfExists(link);
        } catch (IOException e) {
            throw failed(link, e);
        }
    }

    private static boolean made(Path link, Path launcher) throws Failure {
        try {
            if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(launcher)) {
                return true;
            }
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, launcher);
            return true;
        } catch (IOException e) {
            throw failed(link, e);
        }
    }

    private static Failure failed(Path link, IOException cause) {
        String why = switch (cause) {
            case NoSuchFileException _ -> "there is no such folder";
            case NotDirectoryException _ -> "that is no folder";
            case AccessDeniedException _ -> "you may not write there";
            default -> String.valueOf(cause.getMessage());
        };
        return Failure.refused(List.of(ProfileProblems.LINK_FAILED.reason("path", link, "why", why)));
    }
}
