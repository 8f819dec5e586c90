package io.fairlead.cli;

import io.fairlead.cli.show.Terminal;
import io.fairlead.cli.show.World;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The machine that the program runs on. Chance is asked for when it is first needed: most commands need none. */
final class Machine implements World, RandomGenerator {
    private final Terminal terminal = new SttyTerminal();

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public ZoneId zone() {
        return ZoneId.systemDefault();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    @Override
    @SuppressWarnings("SystemConsoleNull")
    public Optional<String> hidden(String question) {
        Console console = System.console();
        char[] typed = console == null || !console.isTerminal() ? null : console.readPassword("%s", question);
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
    }

    /** Of the kernel itself: what the JDK has between takes a tenth of a short command's time. */
    @Override
    public long nextLong() {
        try (InputStream random = Files.newInputStream(Path.of("/dev/urandom"))) {
            return ByteBuffer.wrap(random.readNBytes(Long.BYTES)).getLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Through reflection: the class of signals is the JDK's own and supported, but a build for a given release does not
     * see it.
     */
    @Override
    public void onSignal(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, _) -> switch (method.getName()) {
                        case "handle" -> {
                            action.run();
                            yield null;
                        }
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "toString" -> name;
                        default -> false;
                    });
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Object caught = lookup.findConstructor(signal, MethodType.methodType(void.class, String.class))
                    .invoke(name);
            lookup.findStatic(signal, "handle", MethodType.methodType(handler, signal, handler))
                    .invoke(caught, ours);
        } catch (Throwable e) {
            throw new IllegalStateException("signals can not be caught on this JDK", e);
        }
    }

    @Override
    public long uid() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public void leave(int code) {
        Runtime.getRuntime().halt(code);
    }
}
