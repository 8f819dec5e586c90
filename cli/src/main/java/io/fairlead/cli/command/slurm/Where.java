package io.fairlead.cli.command.slurm;

import io.fairlead.cli.dialect.Here;
import io.fairlead.cli.show.Shell;
import io.fairlead.wire.dialect.slurm.Submitting;

/** Where a line is typed. */
final class Where {
    private Where() {}

    static Submitting of(Shell shell) {
        return Submitting.in(Here.of(shell));
    }
}
