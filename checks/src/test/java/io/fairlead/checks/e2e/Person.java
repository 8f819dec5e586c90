package io.fairlead.checks.e2e;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * An account of every Linux system, for asking as somebody else: the kernel tells the server whose thread connected.
 *
 * @param name its login
 * @param uid of it
 * @param gid of its own group
 */
record Person(String name, int uid, int gid) {
    static final Person NOBODY = new Person("nobody", 65534, 65534);
    static final Person DAEMON = new Person("daemon", 1, 1);

    private static final long SETRESUID = 117;
    private static final long SETRESGID = 119;
    private static final long KEEP = -1;

    /** A call of the kernel's itself: the C library's would change every thread of the process. */
    @SuppressWarnings("restricted")
    private static final MethodHandle SYSCALL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG),
                    Linker.Option.firstVariadicArg(1));

    /** Does something on a thread that has this account's ids and ends with it. Needs root. */
    <T> T does(Callable<T> deed) throws Exception {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("as " + name)
                .start(() -> {
                    try {
                        set(SETRESGID, gid);
                        set(SETRESUID, uid);
                        outcome.complete(deed.call());
                    } catch (Throwable e) {
                        outcome.completeExceptionally(e);
                    }
                })
                .join();
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        }
    }

    private static void set(long call, long id) throws Throwable {
        long result = (long) SYSCALL.invokeExact(call, KEEP, id, KEEP);
        if (result != 0) {
            throw new AssertionError("cannot become " + id + "; the tests need root");
        }
    }
}
