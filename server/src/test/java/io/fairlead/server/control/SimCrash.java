package io.fairlead.server.control;

/** The server's process ends here, at once; an error, so that nothing in the server can catch it. */
final class SimCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimCrash() {
        super("crash", null, false, false);
    }
}
