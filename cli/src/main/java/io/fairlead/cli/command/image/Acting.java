package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.wire.image.ImageActed;

/** Says what a change to images did. */
final class Acting {
    private Acting() {}

    static int told(Shell shell, ImageActed acted) {
        acted.names().forEach(name -> shell.out().println(Inert.line(name)));
        acted.kept().forEach(shell::say);
        return acted.kept().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }
}
