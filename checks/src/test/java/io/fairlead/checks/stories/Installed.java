package io.fairlead.checks.stories;

import io.fairlead.checks.e2e.Docker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A copy of Fairlead that every account of this machine may run, with the names of the other systems' commands beside it:
 * the checkout itself may lie where only its owner looks. One for all stories of a run; it goes with the process.
 */
final class Installed {
    private static final Supplier<Installed> ONE = once();

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> PARTS = List.of(
            "fairlead",
            "dev/find-jdk.sh",
            "cli/target/fairlead-cli.jar",
            "cli/target/lib",
            "server/target/fairlead-server.jar",
            "server/target/lib");

    private final Path home;

    private Installed(Path home) {
        this.home = home;
    }

    static Installed here() {
        return ONE.get();
    }

    private static Supplier<Installed> once() {
        return new Supplier<>() {
            private @Nullable Installed made;

            @Override
            public synchronized Installed get() {
                if (made == null) {
                    made = fresh();
                }
                return made;
            }
        };
    }

    private static Installed fresh() {
        try {
            Installed installed = copied();
            Runtime.getRuntime().addShutdownHook(new Thread(installed::remove));
            return installed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Installed copied() throws IOException {
        Path home = Files.createTempDirectory("fairlead-story-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String part : PARTS) {
            Path to = home.resolve(part);
            Files.createDirectories(to.getParent());
            Docker.shell("cp -rL '" + CHECKOUT.resolve(part) + "' '" + to + "'");
        }
        Files.createDirectories(home.resolve("bin"));
        // What a first start finds out, the class cache included, is there for everybody then.
        Docker.shell(
                "FAIRLEAD_BUILD=never '" + home + "/fairlead' --help > /dev/null 2>&1; chmod -R a+rX '" + home + "'");
        Installed installed = new Installed(home);
        installed.name("fairlead");
        return installed;
    }

    /** Makes the program known under one more name. */
    void name(String program) throws IOException {
        Path link = programs().resolve(program);
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, home.resolve("fairlead"));
        }
    }

    /** What comes first on the PATH. */
    Path programs() {
        return home.resolve("bin");
    }

    private void remove() {
        try {
            Docker.shell("rm -rf '" + home + "'");
        } catch (IOException e) {
            // it lies among temporary files
        }
    }
}
