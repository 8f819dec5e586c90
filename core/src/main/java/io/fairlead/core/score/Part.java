package io.fairlead.core.score;

import java.util.List;

/**
 * One part of a score: everything, less what each deduction costs. With one deduction fewer it is never lower.
 *
 * @param deductions the dearest first
 */
public record Part(List<Deduction> deductions) {
    static final int FULL_MILLI = 1000;

    public Part {
        deductions = List.copyOf(deductions);
    }

    /** In thousandths, 0 to 1000. */
    public int milli() {
        int left = FULL_MILLI;
        for (Deduction deduction : deductions) {
            left -= deduction.costs();
        }
        return Math.max(0, left);
    }
}
