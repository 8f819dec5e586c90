package io.fairlead.core.upkeep;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of a node that is kept for some people for a time: nobody else gets anything of it who could still hold that then.
 *
 * @param name unlike that of any other that is kept
 * @param from whole seconds
 * @param until whole seconds, after {@code from}; not within it any more
 * @param by the login of the administrator who made it
 */
public record Reservation(String name, Part part, Instant from, Instant until, Members members, String by) {
    /** That are kept at a time, so that each is one bit to a pass. */
    public static final int MOST = 62;

    public Reservation {
        if (!from.isBefore(until) || !isWhole(from) || !isWhole(until)) {
            throw new IllegalArgumentException("no time: " + from + " to " + until);
        }
    }

    private static boolean isWhole(Instant moment) {
        return moment.equals(moment.truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * What is kept. Its devices nobody else gets; its cores and memory are amounts.
     *
     * @param devices by id, in the order of their indexes
     */
    public record Part(NodeRef node, List<DeviceId> devices, Cores cores, Bytes memory) {
        public Part {
            devices = List.copyOf(devices);
        }

        /** In words, as in "2 GPUs, 16 CPUs and 64 GiB". */
        @Override
        public String toString() {
            String gpus = devices.isEmpty() ? "" : devices.size() == 1 ? "1 GPU, " : devices.size() + " GPUs, ";
            return gpus + cores.words() + " and " + memory;
        }
    }

    /**
     * For whom; with nobody at all for maintenance.
     *
     * @param users logins
     * @param projects whose jobs
     * @param groups of users, as limits have them
     */
    public record Members(SortedSet<String> users, SortedSet<String> projects, SortedSet<String> groups) {
        public static final Members NOBODY = new Members(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

        public Members {
            users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
            projects = Collections.unmodifiableSortedSet(new TreeSet<>(projects));
            groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        }

        /** Whether it is for the jobs of this user in this project. */
        public boolean have(String login, String project, Optional<String> group) {
            return users.contains(login)
                    || projects.contains(project)
                    || (group.isPresent() && groups.contains(group.get()));
        }

        /** As they are typed: {@code user:alice,project:vision}. */
        @Override
        public String toString() {
            return Stream.of(words("user:", users), words("project:", projects), words("group:", groups))
                    .flatMap(all -> all)
                    .collect(Collectors.joining(","));
        }

        private static Stream<String> words(String kind, Collection<String> names) {
            return names.stream().map(name -> kind + name);
        }
    }

    /** Whether anything of it is still to come. */
    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** Whether both are kept at some moment. */
    public boolean meets(Instant start, Instant end) {
        return from.isBefore(end) && start.isBefore(until);
    }
}
