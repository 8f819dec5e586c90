package io.fairlead.core.job;

import io.fairlead.core.volume.MountTarget;
import java.util.List;
import java.util.Optional;

/**
 * What the owner of a job predicts; the outcome is held against it when the job ends by itself.
 *
 * @param exitCodes that count as success, 0 to 255, at least one
 * @param outputs what must be there, beneath mounts, in the order written
 * @param stdoutMatches a regular expression that a line of what the job writes must match somewhere
 */
public record Expect(List<Integer> exitCodes, List<MountTarget> outputs, Optional<String> stdoutMatches) {
    public static final List<Integer> EXIT_CODES_DEFAULT = List.of(0);

    /** Nothing but a command that says that it did well. */
    public static final Expect NONE = new Expect(EXIT_CODES_DEFAULT, List.of(), Optional.empty());

    public Expect {
        exitCodes = List.copyOf(exitCodes);
        outputs = List.copyOf(outputs);
        if (exitCodes.isEmpty()) {
            throw new IllegalArgumentException("no exit code would be success");
        }
    }
}
