package io.fairlead.server.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The one way into the kernel: a raw call with up to six numbers or addresses, and its errno. */
@SuppressWarnings("restricted")
final class Kernel {
    private static final int ARGUMENTS = 6;
    private static final int EINTR = 4;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
    private static final boolean ARM = arm(System.getProperty("os.arch", ""));
    /** {@code O_DIRECTORY}, one of the few flags whose number depends on the architecture. */
    static final long O_DIRECTORY = ARM ? 0x4000 : 0x10000;

    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(1));

    private Kernel() {}

    /**
     * Makes a call; an interrupted one is made again, except {@code close}, which must never be.
     *
     * @param about the path or thing the call is about, for the message only
     * @param arguments at most six numbers or addresses, whose memory the caller keeps alive
     * @return what the kernel returned, never negative
     * @throws LinuxException with the errno
     */
    static long call(Call call, String about, long... arguments) throws LinuxException {
        long[] a = Arrays.copyOf(arguments, ARGUMENTS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            while (true) {
                long result = (long) SYSCALL.invokeExact(state, call.number(ARM), a[0], a[1], a[2], a[3], a[4], a[5]);
                if (result >= 0) {
                    return result;
                }
                int errno = (int) ERRNO.get(state, 0L);
                if (errno != EINTR || call == Call.CLOSE) {
                    throw new LinuxException(call.toString(), about, errno);
                }
            }
        } catch (LinuxException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the call " + call + " could not be made", e);
        }
    }

    /** Makes a handle for a function of the C library; its result is an int. */
    static MethodHandle function(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    /** The bytes as a C string in {@code arena}. */
    static MemorySegment text(Arena arena, byte[] bytes) {
        MemorySegment segment = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return segment;
    }

    static MemorySegment text(Arena arena, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL in a path");
        }
        return text(arena, text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean arm(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> false;
            case "aarch64", "arm64" -> true;
            default -> throw new IllegalStateException("no system call numbers for the architecture " + name);
        };
    }
}
