package io.fairlead.wire.dialect.slurm;

import io.fairlead.wire.dialect.Surroundings;
import java.time.ZonedDateTime;
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
 * @param now in the shell's time zone
 * @param jobs ids by the numbers that Slurm's names show, as far as the line names any
 */
public record Submitting(
        String folder,
        String home,
        String user,
        String host,
        Map<String, String> environment,
        ZonedDateTime now,
        Map<String, String> jobs) {
    public Submitting {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        jobs = Map.copyOf(jobs);
    }

    /** Of a line that is typed there. */
    public static Submitting in(Surroundings here) {
        String home = here.home().startsWith("/") && here.home().length() > 1 ? here.home() : "";
        return new Submitting(
                here.folder(), home, here.who().name(), here.host(), here.environment(), here.now(), Map.of());
    }

    /** The same, of somebody who knows these jobs by number. */
    public Submitting knowing(Map<String, String> numbered) {
        return new Submitting(folder, home, user, host, environment, now, numbered);
    }

    /** The same in another folder. */
    Submitting in(String other) {
        return new Submitting(other, home, user, host, environment, now, jobs);
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
