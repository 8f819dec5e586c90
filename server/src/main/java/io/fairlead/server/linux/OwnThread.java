package io.fairlead.server.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The thread that an errand of {@link OwnThreads} runs on. One is only given there, so credentials change only there. */
public final class OwnThread {
    private static final long CLONE_FS = 0x200;
    private static final long ONLY_ASK = -1;

    OwnThread() {}

    /** Something done with other credentials. */
    @FunctionalInterface
    public interface Step<T> {
        T run() throws IOException;
    }

    /**
     * Does a step with someone's rights towards files, then has the server's again. A server started by an ordinary
     * user can be only that user; its groups are then those it has.
     *
     * <p>Only calls of this package belong in the step: a thread that the virtual machine started in it would keep the
     * credentials.
     *
     * @param umask the bits that new files do not get, 0 to 0777; in force on this thread until it ends
     * @throws LinuxException EPERM where the server lacks the capability to become someone else
     */
    public <T> T as(Credentials who, int umask, Step<T> step) throws IOException {
        Kernel.call(Call.UNSHARE, "umask", CLONE_FS);
        Kernel.call(Call.UMASK, "umask", umask);
        if (Credentials.serverUid() == who.uid() && who.uid() != 0) {
            return step.run();
        }
        long uid = Kernel.call(Call.SETFSUID, "own uid", ONLY_ASK);
        long gid = Kernel.call(Call.SETFSGID, "own gid", ONLY_ASK);
        int[] groups = groups();
        try {
            become(
                    who.uid(),
                    who.gid(),
                    who.groups().stream().mapToInt(Integer::intValue).toArray());
            return step.run();
        } finally {
            become(uid, gid, groups);
        }
    }

    /** The user last: becoming one drops the rights that the server has towards files, becoming root gives them back. */
    private static void become(long uid, long gid, int[] groups) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment list = arena.allocateFrom(ValueLayout.JAVA_INT, groups);
            Kernel.call(Call.SETGROUPS, "groups", groups.length, list.address());
        }
        change(Call.SETFSGID, gid);
        change(Call.SETFSUID, uid);
    }

    /** These calls report no failure: they must be asked whether they worked. */
    private static void change(Call call, long id) throws LinuxException {
        Kernel.call(call, "id " + id, id);
        if (Kernel.call(call, "id " + id, ONLY_ASK) != id) {
            throw new LinuxException(call.toString(), "id " + id, Errno.EPERM.number());
        }
    }

    private static int[] groups() throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            int count = (int) Kernel.call(Call.GETGROUPS, "groups", 0, 0);
            MemorySegment list = arena.allocate(ValueLayout.JAVA_INT, Math.max(1, count));
            Kernel.call(Call.GETGROUPS, "groups", count, list.address());
            return list.asSlice(0, (long) count * Integer.BYTES).toArray(ValueLayout.JAVA_INT);
        }
    }
}
