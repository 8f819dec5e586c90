package io.fairlead.cli;

import io.fairlead.cli.show.World;
import java.io.Console;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The machine that the program runs on. Chance is asked for when it is first needed: most commands need none. */
final class Machine implements World, RandomGenerator {
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
    public Optional<String> hidden(String question) {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("%s", question);
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
    }

    @Override
    public long nextLong() {
        return new SecureRandom().nextLong();
    }

    /**
     * Through reflection: the class of signals is the JDK's own and supported, but a build for a given release does not
     * see it.
     */
    @Override
    public void onInterrupt(Runnable action) {
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
                        case "toString" -> "interrupt";
                        default -> false;
                    });
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Object interrupt = lookup.findConstructor(signal, MethodType.methodType(void.class, String.class))
                    .invoke("INT");
            lookup.findStatic(signal, "handle", MethodType.methodType(handler, signal, handler))
                    .invoke(interrupt, ours);
        } catch (Throwable e) {
            throw new IllegalStateException("signals can not be caught on this JDK", e);
        }
    }

    @Override
    public void leave(int code) {
        Runtime.getRuntime().halt(code);
    }
}
