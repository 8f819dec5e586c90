package io.fairlead.core.runrecord;

import java.util.List;
import java.util.Optional;

/**
 * What is kept of one attempt for reproducibility, beyond what the job and its attempt say already: the definition, the
 * image's digest, the exit code and the times are there.
 *
 * @param log everything that it wrote, as it is kept
 * @param matched whether a line of that was as expected; empty where nothing was expected of it, or it was not looked at
 * @param outputs in the order of the definition
 * @param code working trees that its command or working folder lay in, ordered by path
 */
public record RunRecord(
        Surroundings surroundings,
        Optional<Content> log,
        Optional<Boolean> matched,
        List<Output> outputs,
        List<Code> code) {
    public RunRecord {
        outputs = List.copyOf(outputs);
        code = List.copyOf(code);
    }
}
