package io.fairlead.wire.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is reserved and not over, the next one first. */
public record ReservationList(List<ReservationView> reservations) {
    public ReservationList {
        reservations = List.copyOf(reservations);
    }

    /**
     * What is to be reserved: all of a node, or devices, CPUs and memory of one.
     *
     * @param name letters, digits, dots, dashes and underscores, at most 63
     * @param node by name, or by cluster and name as {@code 0/gpu1}; empty: whichever is best
     * @param whole all of the node
     * @param gpus whole devices
     * @param model a part of the model's name
     * @param cpus empty: as large a part of the node's as the devices are of its devices
     * @param memoryBytes the same
     * @param from rounded down to whole seconds
     * @param until rounded down to whole seconds
     * @param users logins that may use it
     * @param projects whose jobs may
     * @param groups of users who may, as limits name them
     * @param force also where jobs are in the way
     */
    public record ReservationWish(
            String name,
            Optional<String> node,
            boolean whole,
            int gpus,
            Optional<String> model,
            Optional<BigDecimal> cpus,
            Optional<Long> memoryBytes,
            Instant from,
            Instant until,
            List<String> users,
            List<String> projects,
            List<String> groups,
            boolean force) {
        public ReservationWish {
            users = List.copyOf(users);
            projects = List.copyOf(projects);
            groups = List.copyOf(groups);
        }
    }

    /**
     * A part of a node that is kept for some people for a time.
     *
     * @param devices as far as they are there
     * @param members for whom; empty where the caller is not to know
     * @param by the login of the administrator who made it
     */
    public record ReservationView(
            String name,
            int cluster,
            String node,
            List<ReservedDevice> devices,
            BigDecimal cpus,
            long memoryBytes,
            Instant from,
            Instant until,
            Optional<ReservedFor> members,
            String by) {
        public ReservationView {
            devices = List.copyOf(devices);
        }

        /** @param index as the driver counts now */
        public record ReservedDevice(String id, int index, String model) {}

        /** Who may use it; nobody at all where it is for maintenance. */
        public record ReservedFor(List<String> users, List<String> projects, List<String> groups) {
            public ReservedFor {
                users = List.copyOf(users);
                projects = List.copyOf(projects);
                groups = List.copyOf(groups);
            }
        }
    }
}
