package io.fairlead.wire.client;

import io.fairlead.wire.api.Api;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/** Where a server is to be found on this machine. */
public final class Sockets {
    private Sockets() {}

    /**
     * The socket that the environment names, else the machine's, else the user's own, the first that is there; the
     * machine's where none is.
     *
     * @param environment as of the process
     * @param there whether something exists at a path
     */
    public static Path find(Map<String, String> environment, Predicate<Path> there) {
        String named = environment.get(Api.SOCKET_VARIABLE);
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        Path system = Path.of(Api.SYSTEM_SOCKET);
        String runtime = environment.get("XDG_RUNTIME_DIR");
        if (there.test(system) || runtime == null || runtime.isEmpty()) {
            return system;
        }
        Path own = Path.of(runtime).resolve(Api.USER_SOCKET);
        return there.test(own) ? own : system;
    }
}
