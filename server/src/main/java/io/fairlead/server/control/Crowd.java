package io.fairlead.server.control;

/** How many submit at once, as far as it shows: the most requests that waited for their answers lately. */
final class Crowd {
    /** What is not seen again is forgotten by this part with each batch. */
    private static final int FORGOTTEN = 8;

    private int most;

    /**
     * The half of it that shares a transaction while the others are answered and come again.
     *
     * @param owed requests that have no answer now
     * @return 1 or more, for a batch that has its first message
     */
    int together(int owed) {
        most = Math.max(owed, most - (most + FORGOTTEN - 1) / FORGOTTEN);
        return Math.max(1, most / 2);
    }
}
