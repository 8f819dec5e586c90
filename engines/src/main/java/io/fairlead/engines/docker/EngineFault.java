package io.fairlead.engines.docker;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The engine gave no usable answer: away, too late, cut short, or in a version that is not spoken here. */
public final class EngineFault extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean notExecuted;

    EngineFault(String cause, boolean notExecuted, @Nullable Throwable from) {
        super(cause, from);
        this.notExecuted = notExecuted;
    }

    /** True where the engine has certainly not acted on the request; false where nobody on this side can know. */
    public boolean notExecuted() {
        return notExecuted;
    }

    /** What went wrong, in a few words; never null. */
    public String cause() {
        return String.valueOf(getMessage());
    }
}
