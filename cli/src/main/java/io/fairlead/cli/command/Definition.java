package io.fairlead.cli.command;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.show.Shell;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.document.GivenFile;
import java.util.Locale;

/**
 * A job definition as it was given. The server reads it: there is one judge, and it is never older than itself.
 *
 * @param name of the file, for messages
 * @param yaml whether it is written in YAML
 */
@SuppressWarnings("ArrayRecordComponent")
public record Definition(String name, byte[] bytes, boolean yaml) {
    /** @param file a path, or {@code -} */
    public static Definition read(String file, Shell shell) throws Failure {
        try {
            GivenFile given = GivenFile.read(file, shell.in(), Api.DEFINITION_MAX_BYTES);
            return new Definition(given.name(), given.bytes(), isYaml(file.toLowerCase(Locale.ROOT), given.bytes()));
        } catch (ProblemException e) {
            throw Failure.wrong(e.problems().getFirst());
        }
    }

    /** By its name, else by how it begins. */
    private static boolean isYaml(String file, byte[] bytes) {
        if (file.endsWith(".yaml") || file.endsWith(".yml")) {
            return true;
        }
        if (file.endsWith(".json")) {
            return false;
        }
        for (byte b : bytes) {
            if (b > ' ') {
                return b != '{' && b != '[';
            }
        }
        return false;
    }
}
