package io.fairlead.engines.docker;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What was looked at in an image's file system.
 *
 * @param passwd text of its account file; empty where it has none
 * @param group text of its group file; empty where it has none
 * @param rootHome what lies in {@code /root}
 * @param ways for every path that was asked for, what leads there
 */
public record ImageFiles(
        Optional<String> passwd, Optional<String> group, Folder rootHome, SequencedMap<String, Way> ways) {
    public ImageFiles {
        ways = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(ways));
    }

    /** What a path names. */
    public enum Type {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    /**
     * @param path absolute
     * @param mode permission bits, with set-uid and the like
     */
    public record Entry(String path, Type type, int mode, long uid, long gid, long size) {
        private static final int SEARCH = 1;
        private static final int GROUP_SHIFT = 3;
        private static final int OWNER_SHIFT = 6;

        /** Whether somebody without capabilities may pass through it: exactly one of the three sets of bits counts. */
        public boolean lets(long who, Collection<Long> groups) {
            int shift = who == uid ? OWNER_SHIFT : groups.contains(gid) ? GROUP_SHIFT : 0;
            return type == Type.DIRECTORY && (mode >> shift & SEARCH) != 0;
        }
    }

    /**
     * @param exists false where there is no such folder
     * @param complete false where it holds more than was read
     */
    public record Folder(boolean exists, boolean complete, List<Entry> entries) {
        public Folder {
            entries = List.copyOf(entries);
        }
    }

    /**
     * @param through the folders that are passed on the way, links followed, outermost first, without the root directory
     * @param end what the path names; empty where it names nothing yet
     */
    public record Way(List<Entry> through, Optional<Entry> end) {
        public Way {
            through = List.copyOf(through);
        }

        /**
         * The first folder on the way that is closed to somebody; the end itself does not count, because what is mounted
         * there covers it.
         */
        public Optional<String> closedTo(long who, Collection<Long> groups) {
            return through.stream()
                    .filter(folder -> !folder.lets(who, groups))
                    .map(Entry::path)
                    .findFirst();
        }
    }
}
