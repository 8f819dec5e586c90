package io.fairlead.server.linux;

import java.io.IOException;
import java.io.Serial;

/** A kernel call that failed: which call, on what path, and why. */
public final class LinuxException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String call;
    private final String path;
    private final int number;

    LinuxException(String call, String path, int number) {
        super(path + ": " + Errno.of(number).words() + " (" + call + ": " + nameOf(number) + ")");
        this.call = call;
        this.path = path;
        this.number = number;
    }

    /** The call's name, such as {@code openat2}. */
    public String call() {
        return call;
    }

    /** The path, or a description of what the call was about. */
    public String path() {
        return path;
    }

    /** The kernel's number, also where {@link #errno()} is {@link Errno#OTHER}. */
    public int number() {
        return number;
    }

    public Errno errno() {
        return Errno.of(number);
    }

    private static String nameOf(int number) {
        Errno errno = Errno.of(number);
        return errno == Errno.OTHER ? "errno " + number : errno.name();
    }
}
