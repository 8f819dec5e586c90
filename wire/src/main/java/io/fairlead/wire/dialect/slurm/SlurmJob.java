package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.Findings;
import java.util.Optional;

/**
 * What the words came to.
 *
 * @param definition the job as a definition, in its canonical text; present exactly when nothing is refused
 * @param manner how the submit itself is wanted
 */
public record SlurmJob(Optional<String> definition, Findings findings, Manner manner) {
    /** Of a job that runs before it is listed: the word under which results of translations are recorded. */
    public static final String DIALECT = "slurm";

    /**
     * How the submit is wanted.
     *
     * @param hold not to start before it is released
     * @param await to come back only when the job has ended
     * @param bare to print the number alone
     * @param quiet to say nothing that is no error
     * @param stdin whether the command reads what is typed or piped where it is submitted
     * @param tty whether it does so on a terminal
     */
    public record Manner(boolean hold, boolean await, boolean bare, boolean quiet, boolean stdin, boolean tty) {}
}
