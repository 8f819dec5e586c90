package io.fairlead.cli.command.ds01;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.ExecCommand;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Tty;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends containers; what was installed in one can be kept as the next version of its image. */
public final class RetireCommand implements Command {
    private static final List<String> INSTALLED =
            List.of("python3", "-m", "pip", "list", "--user", "--format", "freeze", "--disable-pip-version-check");

    private final boolean asStop;

    /** @param asStop whether the user said stop, and may think that it can be started again */
    public RetireCommand(boolean asStop) {
        this.asStop = asStop;
    }

    @Override
    public void declare(Flags flags) {
        flags.several("NAME…", "of containers")
                .flag("--save-packages", "first build the image's next version with what pip installed in it")
                .flag("--dry-run", "say what would be done, and do nothing")
                .flag("-f, --force", "ask nothing; nothing is asked anyway")
                .value("-t, --time", "SECONDS", "no effect: each container has its own grace period")
                .flag("-v, --volumes", "no effect: volumes always stay")
                .footer(
                        "The GPU is free as soon as this returns. /workspace stays as it is; what lay anywhere else is gone.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        List<String> names = given.arguments();
        if (given.has("--dry-run")) {
            names.forEach(name -> session.shell()
                    .out()
                    .println("would retire " + name + ": it ends, its GPU is free, /workspace stays"));
            return ExitCode.DONE;
        }
        if (given.has("--save-packages")) {
            for (String name : names) {
                int code = saved(name, session);
                if (code != ExitCode.DONE) {
                    return code;
                }
            }
        }
        if (asStop) {
            session.shell().say("a container that is stopped is not kept: container-run starts a fresh one at once");
        }
        return Ours.run("session retire", names, session);
    }

    /** A new version, never a commit: what was made before stays as it is. */
    private static int saved(String name, Session session)
            throws Failure, ApiFailure, IOException, InterruptedException {
        List<String> packages = installed(name, session);
        if (packages.isEmpty()) {
            session.shell().say("pip installed nothing in " + name + " that its image does not have");
            return ExitCode.DONE;
        }
        session.shell().say("saving as a new version of the image " + name + ": " + String.join(", ", packages));
        List<String> words = new ArrayList<>(List.of(name));
        packages.forEach(it -> words.addAll(List.of("--add-pip", it)));
        return Ours.run("image update", words, session);
    }

    /** What lies in the user's own folder of packages, which goes with the container. */
    private static List<String> installed(String name, Session session)
            throws Failure, ApiFailure, IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Shell shell = session.shell();
        try (PrintStream lines = new PrintStream(out, false, StandardCharsets.UTF_8)) {
            Shell quiet = new Shell(
                    InputStream.nullInputStream(), lines, shell.err(), Tty.NONE, shell.environment(), shell.world());
            Session listening = new Session(quiet, session.server(), session.version(), session.launcher());
            var asked = new ExecCommand.Further.Asked(false, false, false, Map.of(), Optional.empty());
            var _ = new ExecCommand.Further(name, INSTALLED, asked).run(listening);
        }
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("[A-Za-z0-9._-]+==[A-Za-z0-9.+!_-]+"))
                .toList();
    }
}
