package io.fairlead.wire.jobfile.keys;

import java.util.ArrayList;
import java.util.List;

/**
 * One key of the format: what the reader accepts, what the reference page says and what the notices say.
 *
 * @param aliases other names that mean the same
 * @param ours whether it is an addition to the Slices format
 * @param type in words, for the reference page
 * @param fallback the default in words; empty: none
 * @param meaning for the reference page
 * @param meanwhile for a key that is not honoured: what to do instead, or why it is ignored
 * @param harmless values that ask for nothing, as {@code Node.shown()} gives them
 */
public record Key(
        String name,
        List<String> aliases,
        Status status,
        boolean ours,
        String type,
        String fallback,
        String meaning,
        String meanwhile,
        List<String> harmless) {

    /** Values that never ask for anything. */
    private static final List<String> NOTHING = List.of("null", "false", "[]", "{}");

    static Key of(String name, String type, String fallback, String meaning) {
        return new Key(name, List.of(), Status.HONOURED, false, type, fallback, meaning, "", NOTHING);
    }

    Key added() {
        return new Key(name, aliases, status, true, type, fallback, meaning, meanwhile, harmless);
    }

    Key alias(String other) {
        return new Key(name, List.of(other), status, ours, type, fallback, meaning, meanwhile, harmless);
    }

    Key noEffect(String why) {
        return new Key(name, aliases, Status.NO_EFFECT, ours, type, fallback, meaning, why, harmless);
    }

    Key ignored(String why) {
        return new Key(name, aliases, Status.IGNORED, ours, type, fallback, meaning, why, harmless);
    }

    /** @param instead what a person can do until it is built */
    Key notYet(String instead) {
        return new Key(name, aliases, Status.NOT_YET, ours, type, fallback, meaning, instead, harmless);
    }

    /** One more value that asks for nothing. */
    Key except(String value) {
        List<String> more = new ArrayList<>(harmless);
        more.add(value);
        return new Key(name, aliases, status, ours, type, fallback, meaning, meanwhile, List.copyOf(more));
    }
}
