package io.fairlead.checks.stories;

import io.fairlead.checks.e2e.Docker;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An account of this machine, made for a story unless it was there, with a home folder of its own beneath the story's.
 *
 * @param name its login, as people of that system have it; may hold dots, digits and an at sign
 * @param home absolute
 * @param made whether it goes at the end
 */
record Somebody(String name, long uid, long gid, Path home, boolean made) {
    private static final String KNOWN = "getent passwd -- '%s' || true";

    /** @param uid the one it must have; 0 for any */
    static Somebody called(String name, long uid, Path homes) throws IOException {
        String line = Docker.shell(KNOWN.formatted(name)).strip();
        boolean made = line.isEmpty();
        if (made) {
            String number = uid == 0 ? "" : "--uid " + uid;
            // No login record: it would be a sparse file of hundreds of gigabytes for the uids of a directory service.
            Docker.shell(
                    "flock /run/lock/fairlead-accounts useradd --badname --no-log-init --user-group --create-home --home-dir '%s/%s' --shell /bin/bash %s -- '%s'"
                            .formatted(homes, name, number, name));
            line = Docker.shell(KNOWN.formatted(name)).strip();
        }
        String[] fields = line.split(":", -1);
        long found = Long.parseLong(fields[2]);
        if (uid != 0 && uid != found) {
            throw new AssertionError("the account " + name + " of this machine has uid " + found + ", not " + uid);
        }
        return new Somebody(name, found, Long.parseLong(fields[3]), Path.of(fields[5]), made);
    }

    void remove() throws IOException {
        if (made) {
            Docker.shell("pkill -KILL -u " + uid + "; flock /run/lock/fairlead-accounts userdel --force --remove -- '"
                    + name + "' 2>/dev/null; true");
            Docker.shell("getent group -- '" + name + "' > /dev/null && groupdel -- '" + name + "'; true");
        }
    }
}
