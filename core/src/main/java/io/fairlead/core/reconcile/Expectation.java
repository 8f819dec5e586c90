package io.fairlead.core.reconcile;

import io.fairlead.core.job.Expect;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.runrecord.Output;
import io.fairlead.core.runrecord.RunRecord;
import io.fairlead.core.volume.MountTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds an outcome against what its owner predicted. */
final class Expectation {
    private Expectation() {}

    /**
     * @param record what was seen at the end; what was not looked at is not met
     * @return every difference in one problem; empty where all is as expected
     */
    static Optional<Problem> unmet(Expect expect, int exitCode, Optional<RunRecord> record) {
        boolean accepted = expect.exitCodes().contains(exitCode);
        if (!accepted && expect.equals(Expect.NONE)) {
            return Optional.of(
                    exitCode == NextAttempt.RESTART_CODE
                            ? ReconcileProblems.NOT_RESTARTABLE.reason()
                            : ReconcileProblems.exitCode(exitCode));
        }
        List<String> differences = new ArrayList<>();
        if (!accepted) {
            differences.add("exit code " + exitCode + " instead of " + codes(expect));
        }
        for (MountTarget output : expect.outputs()) {
            difference(output.path(), record).ifPresent(differences::add);
        }
        expect.stdoutMatches()
                .filter(_ -> !record.flatMap(RunRecord::matched).orElse(false))
                .ifPresent(expression -> differences.add("no line of its log matches " + expression));
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(ReconcileProblems.UNEXPECTED.reason("difference", String.join("; ", differences)));
    }

    private static String codes(Expect expect) {
        return expect.exitCodes().stream().map(code -> Integer.toString(code)).collect(Collectors.joining(" or "));
    }

    private static Optional<String> difference(String path, Optional<RunRecord> record) {
        Optional<Output> output = record.flatMap(it ->
                it.outputs().stream().filter(one -> one.path().equals(path)).findFirst());
        if (output.isEmpty()) {
            return Optional.of(path + " could not be looked at");
        }
        return output.filter(it -> !it.there()).map(it -> path + " " + it.note());
    }
}
