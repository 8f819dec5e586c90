package io.fairlead.server.linux;

/**
 * Kernel calls by number, per architecture. They are made raw, not through the C library, because its setgroups and its
 * relatives change every thread of the process, and only the calling thread may change here.
 */
enum Call {
    CLOSE("close", 3, 57),
    PREAD64("pread64", 17, 67),
    UMASK("umask", 95, 166),
    GETEUID("geteuid", 107, 175),
    GETGROUPS("getgroups", 115, 158),
    SETGROUPS("setgroups", 116, 159),
    SETFSUID("setfsuid", 122, 151),
    SETFSGID("setfsgid", 123, 152),
    FSTATFS("fstatfs", 138, 44),
    MOUNT("mount", 165, 40),
    UMOUNT2("umount2", 166, 39),
    GETDENTS64("getdents64", 217, 61),
    MKDIRAT("mkdirat", 258, 34),
    FCHOWNAT("fchownat", 260, 54),
    UNLINKAT("unlinkat", 263, 35),
    FCHMODAT("fchmodat", 268, 53),
    UNSHARE("unshare", 272, 97),
    RENAMEAT2("renameat2", 316, 276),
    STATX("statx", 332, 291),
    OPENAT2("openat2", 437, 437);

    private final String text;
    private final int onX86;
    private final int onArm;

    Call(String text, int onX86, int onArm) {
        this.text = text;
        this.onX86 = onX86;
        this.onArm = onArm;
    }

    long number(boolean arm) {
        return arm ? onArm : onX86;
    }

    @Override
    public String toString() {
        return text;
    }
}
