package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Following;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.core.recipe.DockerfileText;
import io.fairlead.core.recipe.RecipeText;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.ImageClient;
import io.fairlead.wire.image.ContextMade;
import io.fairlead.wire.image.ImageDetail;
import io.fairlead.wire.image.ImageOrder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sends an order with its files, keeps what it was made from in the user's home, and follows the build. */
final class Ordering {
    private static final long GIB = 1L << 30;

    private final Given given;
    private final Session session;

    Ordering(Given given, Session session) {
        this.given = given;
        this.session = session;
    }

    static void declare(Flags flags) {
        flags.value("--context", "FOLDER", "files that the build may copy; .dockerignore leaves some out")
                .value("--cpus", "COUNT", "CPUs of the build (2, or what the machine has)")
                .value("--memory", "GB", "memory of the build (4, or half of what the machine has)")
                .flag("--no-cache", "build every step anew")
                .flag("--no-files", "do not write the Dockerfile and the recipe into the home folder")
                .flag("--detach", "print the id of the build's job and leave it alone: fairlead logs -f follows it")
                .value("--as", "USER", "for this user (root alone)");
    }

    ImageClient server() {
        return session.server().images().as(given.text("--as"));
    }

    /** @param known the Dockerfile that was written into the home last, if it is known */
    int place(ImageOrder plain, Optional<String> known) throws Failure, ApiFailure, IOException, InterruptedException {
        Optional<Long> memory = given.number("--memory")
                .map(gib -> gib.multiply(BigDecimal.valueOf(GIB)).longValue());
        ImageOrder order =
                plain.within(given.number("--cpus"), memory).afresh(given.has("--no-cache"), plain.refresh());
        String text = order.dockerfile()
                .orElseGet(() -> RecipeText.of(order.name(), order.recipe().orElseThrow()));
        Optional<String> context = context(text);
        SubmitResponse made;
        try {
            made = server().make(order.withContext(context));
        } catch (ApiRefusal e) {
            throw Failure.of(e);
        }
        Shell shell = session.shell();
        new Complaint(shell).print(made.notices(), Complaint.Place.none());
        if (!given.has("--no-files") && !given.has("--as")) {
            Optional<UserFiles> files = UserFiles.of(shell);
            if (files.isPresent()) {
                files.get().keep(order, text, known);
            }
        }
        if (given.has("--detach")) {
            shell.out().println(made.id());
            return ExitCode.DONE;
        }
        return followed(order.name(), made.id());
    }

    /** What it writes goes to standard error; the name of what was made is the result. */
    private int followed(String name, String id) throws ApiFailure, IOException, InterruptedException {
        Shell shell = session.shell();
        shell.say("job " + id + " builds " + name + "; Ctrl-C cancels it, and --detach leaves it alone");
        Shell aside = new Shell(shell.in(), shell.err(), shell.err(), shell.tty(), shell.environment(), shell.world());
        JobDetail job = Following.to(session, id, aside);
        int code = ExitCode.of(job);
        if (code != ExitCode.DONE) {
            shell.say("job " + id + " built no image");
            new Complaint(shell).print(job.job().reason().stream().toList(), Complaint.Place.none());
            return code;
        }
        for (ImageDetail.ImageVersion version : server().show(name).versions()) {
            ImageDetail made = server().show(name + ":" + version.version());
            if (made.made().filter(it -> it.job().equals(id)).isPresent()) {
                shell.out().println(made.image().names().getFirst());
            }
        }
        return code;
    }

    private Optional<String> context(String dockerfile) throws Failure, ApiFailure, IOException, InterruptedException {
        Optional<String> folder = given.text("--context");
        if (folder.isEmpty() && DockerfileText.of(dockerfile).needsContext()) {
            folder = given.text("--dockerfile")
                    .map(file -> Path.of(file)
                            .toAbsolutePath()
                            .resolveSibling(".")
                            .normalize()
                            .toString());
        }
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Path archive = ContextFolder.of(ImageTexts.path(folder.get())).archived();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
            ContextMade made = server().context(in);
            session.shell().say(made.files() + " files go with the build, " + made.bytes() / 1024 + " KiB");
            return Optional.of(made.context());
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    /** Names given with a flag several times, or once with commas between. */
    static List<String> words(Given given, String flag) {
        return given.texts(flag).stream()
                .flatMap(text -> List.of(text.split("[,\\s]+", -1)).stream())
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
