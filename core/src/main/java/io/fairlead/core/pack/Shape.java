package io.fairlead.core.pack;

/**
 * What a task asks of one machine. Tasks of the same shape are the same to every policy.
 *
 * @param cores thousandths of a CPU, 0 or more
 * @param memory bytes, 0 or more
 * @param gpus devices, 0 to {@link Machine#MAX_GPUS}
 * @param milli thousandths needed of each device, 1 to 1,000; below 1,000 only for one device
 * @param models bit {@code i} is set where model number {@code i} will do; 0 where any will
 * @param barred corners of machines of which it gets nothing, as their bits
 * @param within the corner of which it has all that it gets, as its bit; 0: none
 */
public record Shape(long cores, long memory, int gpus, int milli, long models, long barred, long within) {
    /** A whole device. */
    public static final int WHOLE = 1000;

    public Shape {
        if (cores < 0 || memory < 0 || gpus < 0 || gpus > Machine.MAX_GPUS) {
            throw new IllegalArgumentException("no shape: " + cores + " " + memory + " " + gpus);
        }
        if (gpus > 0 && (milli < 1 || milli > WHOLE || (gpus > 1 && milli < WHOLE))) {
            throw new IllegalArgumentException("no share of " + gpus + " devices: " + milli);
        }
    }

    /** One that may have anything. */
    public Shape(long cores, long memory, int gpus, int milli, long models) {
        this(cores, memory, gpus, milli, models, 0, 0);
    }

    /** The same, of nothing that belongs to these corners. */
    public Shape beside(long corners) {
        return corners == barred ? this : new Shape(cores, memory, gpus, milli, models, corners, within);
    }

    /** The same, of what belongs to this corner alone. */
    public Shape inside(long corner) {
        return corner == within ? this : new Shape(cores, memory, gpus, milli, models, barred, corner);
    }

    /** Whether it asks for a part of one device. */
    public boolean shared() {
        return gpus == 1 && milli < WHOLE;
    }

    /** All thousandths of devices that it asks for. */
    public int gpuMilli() {
        return gpus * milli;
    }

    boolean takes(int model) {
        return models == 0 || ((models >>> model) & 1) != 0;
    }
}
