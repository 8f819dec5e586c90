package io.fairlead.wire.dialect.slurm;

import io.fairlead.wire.dialect.Surroundings;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where and by whom something is submitted.
 *
 * @param folder the working folder, absolute
 * @param home the home folder, absolute; empty for none
 * @param user the login
 * @param host the machine
 * @param environment of the shell
 */
public record Submitting(String folder, String home, String user, String host, Map<String, String> environment) {
    public Submitting {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** Of a line that is typed there. */
    public static Submitting in(Surroundings here) {
        String home = here.home().startsWith("/") && here.home().length() > 1 ? here.home() : "";
        return new Submitting(here.folder(), home, here.who().name(), here.host(), here.environment());
    }

    /** The same in another folder. */
    Submitting in(String other) {
        return new Submitting(other, home, user, host, environment);
    }

    /** An absolute path, without {@code .} and {@code ..} parts where that can be told by its text. */
    String absolute(String path) {
        StringBuilder whole = new StringBuilder();
        for (String part : (path.startsWith("/") ? path : folder + "/" + path).split("/", -1)) {
            if (part.equals("..")) {
                whole.setLength(Math.max(0, whole.lastIndexOf("/")));
            } else if (!part.isEmpty() && !part.equals(".")) {
                whole.append('/').append(part);
            }
        }
        return whole.isEmpty() ? "/" : whole.toString();
    }
}
