package io.fairlead.core.backfill;

import java.util.Map;
import java.util.TreeMap;

/** How many processors are free from each moment on, as far as it is known. */
final class Profile {
    /** From each moment until the next. */
    private final TreeMap<Long, Integer> free = new TreeMap<>();

    /** @param ends processors given back at each time after now */
    Profile(long now, int freeNow, Map<Long, Integer> ends) {
        int then = freeNow;
        free.put(now, then);
        for (Map.Entry<Long, Integer> end : new TreeMap<>(ends).entrySet()) {
            then += end.getValue();
            free.put(Math.max(now, end.getKey()), then);
        }
    }

    /** The earliest moment from which so many are free for so long, and takes them there. */
    long place(int count, long seconds) {
        long start = free.firstKey();
        Map.Entry<Long, Integer> at = free.firstEntry();
        while (at != null && at.getKey() < start + seconds) {
            if (at.getValue() < count) {
                at = free.higherEntry(at.getKey());
                if (at == null) {
                    throw new IllegalArgumentException("more than there are: " + count);
                }
                start = at.getKey();
            } else {
                at = free.higherEntry(at.getKey());
            }
        }
        take(count, start, start + seconds);
        return start;
    }

    /** Whether so many are free from the first moment until then. */
    boolean has(int count, long until) {
        return free.headMap(until).values().stream().allMatch(many -> many >= count);
    }

    /** Takes so many from a moment known to it, or later, until another. */
    void take(int count, long from, long to) {
        split(from);
        split(to);
        free.subMap(from, to).replaceAll((_, many) -> many - count);
    }

    private void split(long moment) {
        free.putIfAbsent(moment, free.floorEntry(moment).getValue());
    }
}
