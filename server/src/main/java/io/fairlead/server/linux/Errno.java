package io.fairlead.server.linux;

/** What the kernel said went wrong. The numbers are the same on x86_64 and aarch64. */
public enum Errno {
    EPERM(1, "not permitted"),
    ENOENT(2, "does not exist"),
    EINTR(4, "interrupted"),
    EIO(5, "input/output error"),
    EBADF(9, "bad descriptor"),
    EAGAIN(11, "too many at once, try again"),
    ENOMEM(12, "out of memory"),
    EACCES(13, "permission denied"),
    EBUSY(16, "in use"),
    EEXIST(17, "exists already"),
    EXDEV(18, "leaves its volume"),
    ENOTDIR(20, "not a folder"),
    EISDIR(21, "is a folder"),
    EINVAL(22, "invalid argument"),
    ENFILE(23, "too many open files on this machine"),
    EMFILE(24, "too many open files"),
    ENOSPC(28, "no space left"),
    EROFS(30, "read-only file system"),
    EMLINK(31, "too many links"),
    ERANGE(34, "answer too large"),
    ENAMETOOLONG(36, "name too long"),
    ENOSYS(38, "this kernel is too old (5.6 or newer is needed)"),
    ENOTEMPTY(39, "not empty"),
    ELOOP(40, "has a symbolic link in it"),
    ETIMEDOUT(110, "did not answer in time"),
    ESTALE(116, "stale file handle"),
    EDQUOT(122, "quota exceeded"),
    /** Any other number; {@link LinuxException#number()} has it. */
    OTHER(0, "failed");

    private final int number;
    private final String words;

    Errno(int number, String words) {
        this.number = number;
        this.words = words;
    }

    /** The kernel's number, 0 for {@link #OTHER}. */
    public int number() {
        return number;
    }

    /** A few plain words, fit for the middle of a sentence after a path. */
    public String words() {
        return words;
    }

    static Errno of(int number) {
        for (Errno errno : values()) {
            if (errno.number == number) {
                return errno;
            }
        }
        return OTHER;
    }
}
