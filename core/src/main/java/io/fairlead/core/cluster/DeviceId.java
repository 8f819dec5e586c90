package io.fairlead.core.cluster;

/**
 * Names a device for ever: the UUID that its driver gives (an index may change at a reboot), or the made-up one of a
 * simulated device.
 */
public record DeviceId(String text) implements Comparable<DeviceId> {
    @Override
    public int compareTo(DeviceId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
