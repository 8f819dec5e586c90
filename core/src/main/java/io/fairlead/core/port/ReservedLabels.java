package io.fairlead.core.port;

/**
 * The labels that say whose a container is. Only Fairlead sets them: an image that carries one of this prefix is refused,
 * because an image's labels appear as its containers' and would be believed.
 */
public final class ReservedLabels {
    /** What every name of ours begins with. */
    public static final String PREFIX = "io.fairlead.";

    /** The whole instance id; containers with another one are foreign: shown, never touched. */
    public static final String INSTANCE = PREFIX + "instance";

    /** The store's epoch, a whole number. */
    public static final String EPOCH = PREFIX + "epoch";

    public static final String JOB = PREFIX + "job";

    /** In digits, 1 or more. */
    public static final String ATTEMPT = PREFIX + "attempt";

    private ReservedLabels() {}
}
