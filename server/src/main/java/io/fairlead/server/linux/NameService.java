package io.fairlead.server.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Accounts and groups as the C library finds them (files, LDAP, …). A look-up may take as long as a directory server
 * takes to answer: make it on a thread that can wait.
 */
public final class NameService {
    private static final int ERANGE = 34;
    private static final int ENOENT = 2;
    private static final int ESRCH = 3;
    private static final long BUFFER_BYTES = 4 * 1024L;
    private static final long BUFFER_BYTES_MAX = 16 * 1024 * 1024L;
    private static final int GROUPS_FIRST = 64;
    private static final MethodHandle GETPWNAM = byName("getpwnam_r");
    private static final MethodHandle GETPWUID = byId("getpwuid_r");
    private static final MethodHandle GETGRNAM = byName("getgrnam_r");
    private static final MethodHandle GETGRGID = byId("getgrgid_r");
    private static final MethodHandle GETGROUPLIST = Kernel.function(
            "getgrouplist", ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);

    private NameService() {}

    /**
     * A line of the account database.
     *
     * @param uid as an unsigned 32-bit number
     * @param gid as an unsigned 32-bit number
     */
    public record PasswdLine(String name, long uid, long gid, String home, String shell) {}

    /**
     * A line of the group database.
     *
     * @param gid as an unsigned 32-bit number
     */
    public record GroupLine(String name, long gid) {}

    /** The account of this name. @throws LinuxException where the name service fails; absence is no failure */
    public static Optional<PasswdLine> account(String name) throws LinuxException {
        return look("getpwnam_r", name, NameService::passwdLine, (arena, entry, buffer, result) ->
                (int) GETPWNAM.invokeExact(Kernel.text(arena, name), entry, buffer, buffer.byteSize(), result));
    }

    /** The first account with this uid; there may be several. */
    public static Optional<PasswdLine> account(int uid) throws LinuxException {
        return look("getpwuid_r", "uid " + uid, NameService::passwdLine, (arena, entry, buffer, result) ->
                (int) GETPWUID.invokeExact(uid, entry, buffer, buffer.byteSize(), result));
    }

    /** The group of this name. */
    public static Optional<GroupLine> group(String name) throws LinuxException {
        return look("getgrnam_r", name, NameService::groupLine, (arena, entry, buffer, result) ->
                (int) GETGRNAM.invokeExact(Kernel.text(arena, name), entry, buffer, buffer.byteSize(), result));
    }

    /** The first group with this gid. */
    public static Optional<GroupLine> group(int gid) throws LinuxException {
        return look("getgrgid_r", "gid " + gid, NameService::groupLine, (arena, entry, buffer, result) ->
                (int) GETGRGID.invokeExact(gid, entry, buffer, buffer.byteSize(), result));
    }

    /** All groups of an account, its primary one ({@code gid}) among them, in the name service's order. */
    public static List<Integer> groupsOf(String name, int gid) throws LinuxException {
        int room = GROUPS_FIRST;
        while (room <= Credentials.GROUPS_MAX) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment list = arena.allocate(ValueLayout.JAVA_INT, room);
                MemorySegment count = arena.allocateFrom(ValueLayout.JAVA_INT, room);
                int result = (int) GETGROUPLIST.invokeExact(Kernel.text(arena, name), gid, list, count);
                int found = count.get(ValueLayout.JAVA_INT, 0);
                if (result >= 0) {
                    return ints(list, found);
                }
                room = Math.max(room * 2, found);
            } catch (Throwable e) {
                throw new IllegalStateException("getgrouplist could not be called", e);
            }
        }
        throw new LinuxException("getgrouplist", name, ERANGE);
    }

    @FunctionalInterface
    private interface Look {
        int call(Arena arena, MemorySegment entry, MemorySegment buffer, MemorySegment result) throws Throwable;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(MemorySegment entry);
    }

    private static <T> Optional<T> look(String call, String about, Reading<T> reading, Look look)
            throws LinuxException {
        for (long bytes = BUFFER_BYTES; bytes <= BUFFER_BYTES_MAX; bytes *= 4) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment entry = arena.allocate(64, Long.BYTES);
                MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
                int errno = look.call(arena, entry, arena.allocate(bytes), result);
                if (errno == ERANGE) {
                    continue;
                }
                boolean found = result.get(ValueLayout.ADDRESS, 0).address() != 0;
                if (!found && errno != 0 && errno != ENOENT && errno != ESRCH) {
                    throw new LinuxException(call, about, errno);
                }
                return found ? Optional.of(reading.read(entry)) : Optional.empty();
            } catch (LinuxException e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(call + " could not be called", e);
            }
        }
        throw new LinuxException(call, about, ERANGE);
    }

    private static PasswdLine passwdLine(MemorySegment entry) {
        return new PasswdLine(
                textAt(entry, 0),
                Integer.toUnsignedLong(entry.get(ValueLayout.JAVA_INT, 16)),
                Integer.toUnsignedLong(entry.get(ValueLayout.JAVA_INT, 20)),
                textAt(entry, 32),
                textAt(entry, 40));
    }

    private static GroupLine groupLine(MemorySegment entry) {
        return new GroupLine(textAt(entry, 0), Integer.toUnsignedLong(entry.get(ValueLayout.JAVA_INT, 16)));
    }

    @SuppressWarnings("restricted")
    private static String textAt(MemorySegment entry, long offset) {
        MemorySegment text = entry.get(ValueLayout.ADDRESS, offset);
        return text.address() == 0 ? "" : text.reinterpret(BUFFER_BYTES_MAX).getString(0, StandardCharsets.UTF_8);
    }

    private static List<Integer> ints(MemorySegment list, int count) {
        var all = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            all.add(list.getAtIndex(ValueLayout.JAVA_INT, i));
        }
        return List.copyOf(all);
    }

    private static MethodHandle byName(String function) {
        return Kernel.function(
                function,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS);
    }

    private static MethodHandle byId(String function) {
        return Kernel.function(
                function,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS);
    }
}
