package io.fairlead.server.control;

/** A law of the house was broken. */
final class SimViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SimViolation(String words) {
        super(words);
    }
}
