package io.fairlead.cli.ask;

import java.io.ByteArrayOutputStream;

/** Finds ctrl-p ctrl-q among what is typed. A ctrl-p that something else follows goes on with it. */
final class DetachKeys {
    private static final int CTRL_P = 16;
    private static final int CTRL_Q = 17;

    private boolean begun;
    private boolean complete;

    /** What of it goes on; nothing after the keys. */
    byte[] passed(byte[] typed, int length) {
        ByteArrayOutputStream on = new ByteArrayOutputStream(length + 1);
        for (int i = 0; i < length && !complete; i++) {
            if (begun && typed[i] == CTRL_Q) {
                complete = true;
            } else {
                if (begun) {
                    on.write(CTRL_P);
                }
                begun = typed[i] == CTRL_P;
                if (!begun) {
                    on.write(typed[i]);
                }
            }
        }
        return on.toByteArray();
    }

    boolean complete() {
        return complete;
    }
}
