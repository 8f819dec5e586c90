package io.fairlead.cli.command.whatif;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Progress;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Mistakes;
import io.fairlead.cli.words.Output;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.WhatIfView;
import io.fairlead.wire.api.WhatIfWish;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Has the server try a change on its jobs of the past. */
final class WhatIfCommand implements Command {
    private static final long PERCENT = 100;

    @Override
    public void declare(Flags flags) {
        flags.values("--add-gpus", "NxMODEL", "more GPUs, as 4xA100 in a machine of their own, or 4xA100@NODE")
                .values("--remove-gpus", "NxMODEL", "fewer GPUs, as 2xA100 or 2xA100@NODE")
                .values("--add-node", "NODE", "one more machine like this one, or 2xNODE")
                .values("--set", "KEY=VALUE", "a setting beneath limits or shares, as limits.defaults.user.gpus=2")
                .value("--since", "TIME", "jobs submitted from then on: 30 days (unless given), or 2026-01-31")
                .value("--svg", "FILE", "also draw jobs waiting and GPUs held over time")
                .value("-o, --output", "FORM", "table (for people), json, or yaml")
                .footer(
                        "The jobs that ran are played twice through the server's own scheduling, as the site is and with the",
                        "change; the two are compared with each other. How far the first one is from what was recorded is",
                        "told too: trust no difference that is smaller. Nothing is changed. For administrators.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, InterruptedException {
        Mistakes mistakes = new Mistakes();
        String form = mistakes.read(() -> given.choice("--output", "table", List.of("table", "json", "yaml")), "table");
        Optional<Path> svg = mistakes.read(() -> given.text("--svg").map(WhatIfCommand::picture), Optional.empty());
        mistakes.tell();
        WhatIfView found = found(given, session);
        if (svg.isPresent()) {
            write(svg.get(), found.svg().orElse(""));
        }
        if (form.equals("table")) {
            new WhatIfText(session.shell(), found).print();
        } else {
            (form.equals("json") ? Output.JSON : Output.YAML).tree(session.shell(), found);
        }
        return ExitCode.DONE;
    }

    private static WhatIfView found(Given given, Session session) throws Failure, InterruptedException {
        Progress progress = new Progress(session.shell());
        WhatIfWish wish = new WhatIfWish(
                given.texts("--add-gpus"),
                given.texts("--remove-gpus"),
                given.texts("--add-node"),
                given.texts("--set"),
                given.text("--since"),
                given.text("--svg").isPresent());
        try {
            return session.server()
                    .whatIf(
                            wish,
                            (done, of) -> progress.show(
                                    "replaying", "replaying, " + (of == 0 ? 0 : PERCENT * done / of) + " %"));
        } catch (ApiFailure e) {
            throw Failure.of(e, WhatIfCommand::place);
        } finally {
            progress.clear();
        }
    }

    /** The flag, and of a setting its key. */
    private static String place(Finding finding) {
        String path = finding.path();
        String top = path.replaceFirst("[.\\[].*", "");
        return switch (top) {
            case "" -> "";
            case "addGpus" -> "--add-gpus";
            case "removeGpus" -> "--remove-gpus";
            case "addNodes" -> "--add-node";
            case "since", "set" -> "--" + top;
            default -> "--set " + path;
        };
    }

    /** Looked at before anything is played, which takes a while. */
    private static Path picture(String given) {
        Path file = Path.of(given);
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw unwritable(file, "there is no such folder");
        }
        if (Files.isDirectory(file)) {
            throw unwritable(file, "it is a folder");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw unwritable(file, "it is closed to you");
        }
        return file;
    }

    private static WrongUsage unwritable(Path file, String cause) {
        return new WrongUsage(
                "--svg: " + file + " cannot be written: " + cause, "name a file in a folder in which you may write");
    }

    private static void write(Path file, String svg) {
        try {
            Files.writeString(file, svg);
        } catch (IOException e) {
            throw unwritable(file, String.valueOf(e.getMessage()));
        }
    }
}
