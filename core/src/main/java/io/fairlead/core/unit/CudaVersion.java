package io.fairlead.core.unit;

/** A CUDA version, for example 12 (minor 0) or 12.4. */
public record CudaVersion(int major, int minor) implements Comparable<CudaVersion> {
    public CudaVersion {
        if (major < 0 || minor < 0) {
            throw new IllegalArgumentException("negative CUDA version: " + major + "." + minor);
        }
    }

    @Override
    public int compareTo(CudaVersion other) {
        int majors = Integer.compare(major, other.major);
        return majors != 0 ? majors : Integer.compare(minor, other.minor);
    }

    /** {@code 12} where the minor version is 0, {@code 12.4} otherwise. */
    @Override
    public String toString() {
        return minor == 0 ? Integer.toString(major) : major + "." + minor;
    }
}
