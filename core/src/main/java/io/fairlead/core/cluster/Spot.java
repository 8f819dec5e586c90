package io.fairlead.core.cluster;

import io.fairlead.core.unit.Cores;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where in its machine a device sits.
 *
 * @param island devices of equal number are nearer to each other than to the others, by links of their own or by the memory
 *     beside them; from 0 on
 * @param cpus those near it, as the kernel writes lists of them, for example {@code 0-15,64-79}; empty where all are as near or
 *     nobody says
 */
public record Spot(int island, String cpus) {
    /** Nothing is known. */
    public static final Spot ANYWHERE = new Spot(0, "");

    /**
     * The CPUs near some devices together.
     *
     * @param needed what is to run there at a time
     * @return empty where one of them has no CPUs of its own, or they have too few
     */
    public static Optional<String> near(List<Device> devices, Cores needed) {
        Set<String> lists = new LinkedHashSet<>();
        devices.forEach(device -> lists.add(device.spot().cpus()));
        if (devices.isEmpty() || lists.contains("")) {
            return Optional.empty();
        }
        int cpus = lists.stream().mapToInt(Spot::count).sum();
        return Cores.of(cpus).compareTo(needed) < 0 ? Optional.empty() : Optional.of(String.join(",", lists));
    }

    /**
     * How many CPUs a list names.
     *
     * @param list of numbers and ranges, as {@code 0-15,64-79}
     */
    public static int count(String list) {
        int count = 0;
        for (String part : list.split(",", -1)) {
            int dash = part.indexOf('-');
            count += dash < 0
                    ? 1
                    : Integer.parseInt(part.substring(dash + 1)) - Integer.parseInt(part.substring(0, dash)) + 1;
        }
        return count;
    }
}
