package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.show.Shell;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.wire.image.ImageOrder;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where users of DS01 look for what an image was made from: {@code ~/dockerfiles/NAME.Dockerfile} and
 * {@code ~/.ds01-config/images/NAME.json}. Written by the user's own process, so with no right that the user has not; a
 * link in the place of a file is replaced, not followed.
 */
final class UserFiles {
    private final Path home;
    private final Shell shell;

    private UserFiles(Path home, Shell shell) {
        this.home = home;
        this.shell = shell;
    }

    /** Empty where there is no home folder. */
    static Optional<UserFiles> of(Shell shell) {
        String home = shell.environment().getOrDefault("HOME", "");
        return home.startsWith("/") && Files.isDirectory(Path.of(home))
                ? Optional.of(new UserFiles(Path.of(home), shell))
                : Optional.empty();
    }

    Path dockerfile(String name) {
        return home.resolve("dockerfiles").resolve(name + ".Dockerfile");
    }

    /** The Dockerfile as it is now; empty where there is none. */
    Optional<String> text(String name) throws Failure {
        Path file = dockerfile(name);
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(ImageTexts.read(file)) : Optional.empty();
    }

    /**
     * Keeps what an image is made from. A Dockerfile that somebody wrote and that would be lost stays beside it.
     *
     * @param known the text that this program wrote last, which may be replaced
     */
    void keep(ImageOrder order, String dockerfile, Optional<String> known) throws Failure {
        Optional<String> before = text(order.name());
        boolean theirs = before.filter(
                        text -> !text.equals(dockerfile) && !Optional.of(text).equals(known))
                .isPresent();
        if (theirs) {
            Path aside = dockerfile(order.name() + ".before");
            write(aside, before.orElseThrow());
            shell.say("your " + dockerfile(order.name()) + " differs from what is built now; it is kept as " + aside);
        }
        if (!before.equals(Optional.of(dockerfile))) {
            write(dockerfile(order.name()), dockerfile);
        }
        write(
                home.resolve(".ds01-config/images").resolve(order.name() + ".json"),
                new String(RecordJson.write(order.withContext(Optional.empty())), StandardCharsets.UTF_8) + "\n");
    }

    private static void write(Path file, String text) throws Failure {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path next = file.resolveSibling("." + file.getFileName() + ".new");
            Files.deleteIfExists(next);
            Files.writeString(next, text);
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Failure.refused(ImageCommandProblems.HOME.problem(
                    FieldPath.ROOT, "", "file", file, "why", e.getClass().getSimpleName() + " " + e.getMessage()));
        }
    }
}
