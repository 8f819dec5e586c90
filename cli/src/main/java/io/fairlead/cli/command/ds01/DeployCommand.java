package io.fairlead.cli.command.ds01;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.client.ApiFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts a container of one's own image as DS01 does: the workspace in it, a GPU unless none is wanted, a shell. */
public final class DeployCommand implements Command {
    private static final String WORKSPACE = "/workspace";
    private static final String NO_EFFECT = "has no effect here";

    private final boolean reuses;

    /** @param reuses whether one of this name that is there is opened instead */
    public DeployCommand(boolean reuses) {
        this.reuses = reuses;
    }

    @Override
    public void declare(Flags flags) {
        flags.synopsis("[flags] NAME [IMAGE]")
                .anyNumber("NAME [IMAGE]", "of the container (that of --image), and what it is made of")
                .value("--image", "IMAGE", "what it is made of; without it, your own image of that name")
                .value("--framework", "NAME", "the same by a name of the site's, as pytorch, where no --image is given")
                .value("--gpu, --gpus, --num-gpus", "NUMBER", "whole GPUs (1, or 0 where the machine has none)")
                .flag("--no-gpu, --cpu-only", "no GPU")
                .value("-c, --cpus", "NUMBER", "CPUs (your part of the machine)")
                .value("-m, --memory", "SIZE", "memory, as 16g (your part of the machine)")
                .value("--shm-size", "SIZE", "of /dev/shm, on top of the memory (a 16th of it)")
                .value(
                        "-w, --workspace",
                        "PATH",
                        "a volume's folder to be " + WORKSPACE + ", instead of ~/workspace/NAME")
                .value("-d, --data", "PATH", "a volume's folder to be /data")
                .value("--project", "NAME", "the workspace's name, which is the container's here")
                .value("--max-duration", "TIME", "retire it after this, as 8h")
                .flag("--background", "leave it running and print its id")
                .flag("--open", "open a shell in it; on a terminal always")
                .flag("--prefer-full", NO_EFFECT)
                .flag("--dry-run", "say what would be done and why, and do nothing")
                .footer(
                        WORKSPACE
                                + " is ~/workspace/NAME, and yours; what lies anywhere else goes with the container. It is",
                        "ready at once whatever image it is made of: nothing is committed, and no image is made for you.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        List<String> words = given.arguments();
        if (words.size() > 2) {
            throw new WrongUsage("one argument too many: " + words.get(2), "");
        }
        String name = words.isEmpty() ? ofTheImage(given) : words.getFirst();
        if (!given.text("--project", name).equals(name)) {
            throw new WrongUsage(
                    "--project " + given.text("--project", "") + ": the workspace is named after the container",
                    "name the container so");
        }
        Chosen image = Chosen.of(given, session, name);
        Portion portion = Portion.of(session, gpus(given));
        Shell shell = session.shell();
        if (given.has("--prefer-full")) {
            shell.say("--prefer-full " + NO_EFFECT + ": every GPU is given whole");
        }
        List<String> deploy = words(given, name, image, portion);
        if (given.has("--dry-run")) {
            return new Rehearsed(session, name, image, portion).print(deploy);
        }
        image.notice().ifPresent(shell::say);
        return deployed(session, deploy, image);
    }

    /** {@code project} of {@code ds01-alice/project:experiment-42}. */
    private static String ofTheImage(Given given) {
        String image = given.text("--image").or(() -> given.text("--framework")).orElse("");
        String path = image.substring(image.lastIndexOf('/') + 1);
        String name = path.replaceFirst("[:@].*", "");
        if (name.isEmpty()) {
            throw new WrongUsage("NAME is missing", "container-deploy NAME; image-list shows your images");
        }
        return name;
    }

    /** @return empty: one where there is one */
    private static Optional<Integer> gpus(Given given) {
        if (given.has("--cpu-only")) {
            return Optional.of(0);
        }
        return given.has("--num-gpus") ? Optional.of((int) given.count("--num-gpus", 1)) : Optional.empty();
    }

    private List<String> words(Given given, String name, Chosen image, Portion portion) {
        List<String> words = new ArrayList<>(List.of(name, "--image", image.reference()));
        words.addAll(List.of("-g", Integer.toString(portion.gpus())));
        words.addAll(List.of("-c", given.text("--cpus", portion.cpus())));
        words.addAll(List.of("-m", given.text("--memory", portion.memory())));
        words.addAll(List.of(
                "-v", given.text("--workspace").map(it -> it + ":" + WORKSPACE).orElse(WORKSPACE), "-w", WORKSPACE));
        given.text("--data").ifPresent(it -> words.addAll(List.of("-v", it + ":/data")));
        given.text("--shm-size").ifPresent(it -> words.addAll(List.of("--shm", it)));
        given.text("--max-duration").ifPresent(it -> words.addAll(List.of("--max-duration", it)));
        if (!reuses) {
            words.add("--ask");
            for (String flag : List.of("--background", "--open")) {
                if (given.has(flag)) {
                    words.add(flag);
                }
            }
        }
        return words;
    }

    private int deployed(Session session, List<String> words, Chosen image)
            throws Failure, ApiFailure, IOException, InterruptedException {
        try {
            return Ours.run(reuses ? "session run" : "session deploy", words, session);
        } catch (Failure e) {
            String name = words.getFirst();
            if (image.isOwn() && (e.about("E-IMAGE-NOT-LOCAL") || e.about("E-IMAGE-NOT-FOUND"))) {
                session.shell()
                        .say("you have no image " + name + ": image-create " + name
                                + " makes one, --image names another");
            }
            if (e.about("E-SESSION-NAME-TAKEN")) {
                session.shell().say("container-open " + name + " opens it, container-retire " + name + " ends it");
            }
            throw e;
        }
    }
}
