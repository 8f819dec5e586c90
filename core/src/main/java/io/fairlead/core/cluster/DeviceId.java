package io.fairlead.core.cluster;

import java.util.Optional;

/**
 * Names a device for ever: the UUID that its driver gives (an index may change at a reboot), or the made-up one of a
 * simulated device.
 */
public record DeviceId(String text) implements Comparable<DeviceId> {
    /** Before the place on the bus of a GPU of AMD's: {@code AMD-0000:83:00.0-79ccd55167a2124a}. */
    public static final String AMD = "AMD-";

    private static final int PLACE_CHARS = "0000:00:00.0".length();

    /** Where on the bus of its machine it is, where it is one of AMD's; they are given to a container as files, by their place. */
    public Optional<String> amdPlace() {
        int end = AMD.length() + PLACE_CHARS;
        return text.startsWith(AMD) && text.length() >= end
                ? Optional.of(text.substring(AMD.length(), end))
                : Optional.empty();
    }

    @Override
    public int compareTo(DeviceId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
