package io.fairlead.core.score;

import io.fairlead.core.problem.Problem;

/**
 * One thing that stands between two runs and their being identical.
 *
 * @param costs of the part that it is in, in thousandths, 1 to 1000
 */
public record Deduction(int costs, Problem reason) {
    public Deduction {
        if (costs < 1 || costs > Part.FULL_MILLI) {
            throw new IllegalArgumentException("a deduction of " + costs);
        }
    }
}
