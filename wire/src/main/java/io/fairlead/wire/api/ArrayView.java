package io.fairlead.wire.api;

import java.util.List;
import java.util.Optional;

/**
 * The array that a job is, or whose member it is.
 *
 * @param id of the array; that of a member is this, a dot and its index
 * @param number by which Slurm's command names know it
 * @param size how many members it was submitted with
 * @param maxParallel how many of them have a place at a time; absent: any number
 * @param index of the member; absent where all are meant
 * @param states how many members are in each state; empty for a member
 */
public record ArrayView(
        String id,
        Optional<Long> number,
        int size,
        Optional<Integer> maxParallel,
        Optional<Integer> index,
        List<Share> states) {
    public ArrayView {
        states = List.copyOf(states);
    }

    /**
     * The members in one state.
     *
     * @param state as in {@link JobSummary}
     * @param indexes theirs, as in {@code 0-3,7}
     */
    public record Share(String state, int count, String indexes) {}
}
