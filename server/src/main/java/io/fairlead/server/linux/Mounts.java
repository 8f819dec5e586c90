package io.fairlead.server.linux;

import java.lang.foreign.Arena;

/** Binds a folder elsewhere, with fewer rights, or mounts memory, and takes it away again. Needs CAP_SYS_ADMIN. */
public final class Mounts {
    private static final long MS_RDONLY = 1;
    private static final long MS_NOSUID = 2;
    private static final long MS_NODEV = 4;
    private static final long MS_NOEXEC = 8;
    private static final long MS_REMOUNT = 32;
    private static final long MS_BIND = 4096;
    private static final long MS_PRIVATE = 1L << 18;
    private static final long MS_RELATIME = 1L << 21;
    /** Flags that statfs and mount number alike: read-only, nosuid, nodev, noexec, noatime, nodiratime. */
    private static final long SAME_NUMBER = 1 | 2 | 4 | 8 | 1024 | 2048;

    private static final long ST_RELATIME = 4096;
    private static final long MNT_DETACH = 2;
    private static final long UMOUNT_NOFOLLOW = 8;

    private Mounts() {}

    /**
     * Binds exactly the folder that was opened, without what is mounted beneath it, always nosuid and nodev; whatever
     * else its own mount forbids stays forbidden. Private: nothing mounted later on either side shows on the other.
     *
     * @param target an existing folder in a place where only the server can write
     */
    public static void bind(Descriptor source, String target, boolean readOnly) throws LinuxException {
        long flags = source.mountFlags();
        mount(source.procPath(), target, MS_BIND);
        try {
            mount("none", target, MS_PRIVATE);
            long kept = (flags & SAME_NUMBER) | ((flags & ST_RELATIME) == 0 ? 0 : MS_RELATIME);
            mount("none", target, MS_BIND | MS_REMOUNT | MS_NOSUID | MS_NODEV | kept | (readOnly ? MS_RDONLY : 0));
        } catch (LinuxException e) {
            detach(target);
            throw e;
        }
    }

    /**
     * Mounts memory as a file system, closed to everybody but the server; nothing in it is a device or can be run.
     *
     * @param target an existing folder in a place where only the server can write
     * @param bytes at most so much
     */
    public static void memory(String target, long bytes) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            long type = Kernel.text(arena, "tmpfs").address();
            long to = Kernel.text(arena, target).address();
            long options = Kernel.text(arena, "mode=0700,size=" + bytes).address();
            Kernel.call(Call.MOUNT, target, type, to, type, MS_NOSUID | MS_NODEV | MS_NOEXEC, options);
        }
    }

    /**
     * Takes the topmost mount at a path away, at once for new users of the path, and for the rest when they are done.
     *
     * @throws LinuxException EINVAL where nothing is mounted there
     */
    public static void detach(String target) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            Kernel.call(Call.UMOUNT2, target, Kernel.text(arena, target).address(), MNT_DETACH | UMOUNT_NOFOLLOW);
        }
    }

    private static void mount(String source, String target, long flags) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            long from = Kernel.text(arena, source).address();
            long to = Kernel.text(arena, target).address();
            Kernel.call(Call.MOUNT, target, from, to, 0, flags, 0);
        }
    }
}
