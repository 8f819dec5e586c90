package io.fairlead.core.unit;

import java.util.Comparator;

/** A CUDA version, for example 12 (minor 0) or 12.4. */
public record CudaVersion(int major, int minor) implements Comparable<CudaVersion> {
    private static final Comparator<CudaVersion> ORDER =
            Comparator.comparingInt(CudaVersion::major).thenComparingInt(CudaVersion::minor);

    public CudaVersion {
        if (major < 0 || minor < 0) {
            throw new IllegalArgumentException("negative CUDA version: " + major + "." + minor);
        }
    }

    @Override
    public int compareTo(CudaVersion other) {
        return ORDER.compare(this, other);
    }

    /** {@code 12} where the minor version is 0, {@code 12.4} otherwise. */
    @Override
    public String toString() {
        return minor == 0 ? Integer.toString(major) : major + "." + minor;
    }
}
