package io.fairlead.wire.dialect;

import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a shell would have put into a line, where it was typed. Given in by the caller: nothing is executed to find it.
 *
 * @param host the machine's name
 * @param folder the working folder, absolute
 * @param home the user's, absolute
 * @param now in the time zone of the shell
 * @param files reads what the line names as a file of variables
 */
public record Surroundings(
        String host,
        Identity who,
        String folder,
        String home,
        Map<String, String> environment,
        ZonedDateTime now,
        TextFiles files,
        Defaults defaults) {
    public Surroundings {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** The user who typed it. */
    public record Identity(String name, long uid, long gid) {}

    /** Reads a file that a line names. */
    @FunctionalInterface
    public interface TextFiles {
        /** @param path absolute; what is larger than a command line may carry is refused */
        String read(String path) throws IOException;
    }
}
