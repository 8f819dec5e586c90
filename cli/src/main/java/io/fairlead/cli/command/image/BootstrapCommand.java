package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.core.problem.FieldPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes a base image with the distribution's own tools: the script that does it is part of this program. */
final class BootstrapCommand implements Command {
    private static final List<String> SCRIPTS = List.of("base-image.sh", "lib.sh", "engine-api.pl");

    @Override
    public void declare(Flags flags) {
        flags.optional("NAME", "what it is called; fairlead/python:3 if nothing is said")
                .flag("--force", "make it again although it is there")
                .value("--out", "FILE", "write it to a file for docker load, and give it to no engine")
                .footer(
                        "Python, pip and numpy from the packages of this machine's distribution and its mirrors; no registry",
                        "is asked. The same packages give the same image id, bit for bit. Needs root. DOCKER_HOST says",
                        "which engine gets it.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("fairlead-bootstrap");
        try {
            for (String script : SCRIPTS) {
                try (InputStream in = BootstrapCommand.class.getResourceAsStream("/bootstrap/" + script)) {
                    if (in == null) {
                        throw new IllegalStateException("the build lacks " + script);
                    }
                    Files.copy(in, folder.resolve(script));
                }
            }
            List<String> words = new ArrayList<>(
                    List.of("bash", folder.resolve("base-image.sh").toString()));
            given.arguments().forEach(name -> words.addAll(List.of("--name", name)));
            if (given.has("--force")) {
                words.add("--force");
            }
            given.text("--out")
                    .ifPresent(file -> words.addAll(
                            List.of("--out", Path.of(file).toAbsolutePath().toString())));
            ProcessBuilder script = new ProcessBuilder(words).inheritIO();
            script.environment().put("FAIRLEAD_COMMAND", "fairlead image bootstrap");
            Process process = script.start();
            int code = process.waitFor();
            if (code != 0) {
                throw Failure.refused(ImageCommandProblems.BOOTSTRAP.problem(
                        FieldPath.ROOT, "", "why", "the script ended with " + code));
            }
            return ExitCode.DONE;
        } finally {
            for (String script : SCRIPTS) {
                Files.deleteIfExists(folder.resolve(script));
            }
            Files.deleteIfExists(folder);
        }
    }
}
