package io.fairlead.core.job;

import io.fairlead.core.volume.MountTarget;
import java.util.Optional;

/**
 * How a job uses a secret of its owner's. Only the name is ever kept with a job.
 *
 * @param secret its name
 * @param file where it appears as a file, whose path the variable then has; empty: the variable has the value itself
 */
public record SecretUse(String secret, Optional<MountTarget> file) {
    /** Longest name, in characters. */
    public static final int NAME_MAX_CHARS = 64;

    /** Whether a secret may be called so: ASCII letters, digits, {@code .}, {@code _} and {@code -}, not at the start. */
    public static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && (i == 0 || "._-".indexOf(c) < 0)) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= NAME_MAX_CHARS;
    }
}
