package io.fairlead.core.pack;

import java.util.Arrays;

/**
 * The machines of a fleet ranked for one shape: a tournament, so that the best one is known at once and a machine that
 * changed costs the logarithm of their number. What changed since the last question is looked at with the next one.
 */
final class Ranking {
    private static final int UNFIT = -1;

    private final int leaves;
    /** Of each match the machine that won; leaf {@code leaves + i} is machine {@code i}. */
    private final int[] winner;

    private final int[] ranks;
    /** Changes of the fleet that are taken into account. */
    long seen;

    Ranking(int machines) {
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, machines - 1)) * (machines > 1 ? 2 : 1));
        winner = new int[2 * leaves];
        ranks = new int[leaves];
        Arrays.fill(ranks, UNFIT);
    }

    /** The best machine, the first of equals; -1 where it fits none. */
    int best() {
        int found = winner[1];
        return ranks[found] == UNFIT ? -1 : found;
    }

    /** The same, whatever this one is. */
    int bestBut(int machine) {
        int found = leaves + machine < 2 ? -1 : winner[(leaves + machine) ^ 1];
        for (int match = (leaves + machine) / 2; match > 1; match /= 2) {
            int other = winner[match ^ 1];
            found = other < found ? better(other, found) : better(found, other);
        }
        return found < 0 || ranks[found] == UNFIT ? -1 : found;
    }

    void set(int machine, int rank) {
        ranks[machine] = rank;
    }

    void update(int machine, int rank) {
        if (ranks[machine] == rank) {
            return;
        }
        ranks[machine] = rank;
        for (int match = (leaves + machine) / 2; match >= 1; match /= 2) {
            winner[match] = better(winner[2 * match], winner[2 * match + 1]);
        }
    }

    /** After all machines were {@linkplain #set set}. */
    void play() {
        for (int i = 0; i < leaves; i++) {
            winner[leaves + i] = i;
        }
        for (int match = leaves - 1; match >= 1; match--) {
            winner[match] = better(winner[2 * match], winner[2 * match + 1]);
        }
    }

    private int better(int left, int right) {
        return ranks[right] > ranks[left] ? right : left;
    }
}
