package io.fairlead.cli.command.node;

import io.fairlead.cli.command.reservation.ReservationText;
import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.World;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.NodeList.NodeView.DeviceView;
import io.fairlead.wire.api.NodeList.NodeView.DrainView;
import io.fairlead.wire.api.ReservationList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is said of a machine. */
record NodeText(World world) {
    static String state(NodeView node) {
        if (node.drained().isPresent()) {
            return node.busy() ? "draining" : "drained";
        }
        return node.healthy()
                ? "ok"
                : node.outage()
                        .filter(it -> !it.code().equals("E-ENGINE-UNREACHABLE"))
                        .map(_ -> "closed")
                        .orElse("engine silent");
    }

    /** What may be given away now, of what nobody set aside. */
    static String free(NodeView node) {
        BigDecimal free = BigDecimal.ZERO;
        for (DeviceView device : node.devices()) {
            if (!isAside(node, device)) {
                free = free.add(BigDecimal.ONE.subtract(device.used()));
            }
        }
        return Amount.plain(free);
    }

    private static boolean isAside(NodeView node, DeviceView device) {
        return node.drained().isPresent()
                || device.drained().isPresent()
                || device.defect().isPresent();
    }

    /** How many of each model, and how they are. */
    static String devices(NodeView node) {
        Map<String, Map<How, Integer>> models = new LinkedHashMap<>();
        for (DeviceView device : node.devices()) {
            models.computeIfAbsent(device.model() + (device.simulated() ? " (simulated)" : ""), _ -> new TreeMap<>())
                    .merge(How.of(device, isAside(node, device)), 1, Integer::sum);
        }
        return models.entrySet().stream()
                .map(entry -> counts(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String counts(String model, Map<How, Integer> counts) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return all + " × " + model + ": "
                + counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().word())
                        .collect(Collectors.joining(", "));
    }

    /**
     * Which GPUs are near each other: {@code 0-3 | 4-7}. Nothing where all are as near, or nobody says.
     *
     * @param cpus with the CPUs beside them
     */
    static String near(NodeView node, boolean cpus) {
        Map<Integer, List<DeviceView>> islands = new TreeMap<>();
        node.devices()
                .forEach(device -> islands.computeIfAbsent(device.island(), _ -> new ArrayList<>())
                        .add(device));
        boolean said = islands.size() > 1
                || (cpus && node.devices().stream().anyMatch(it -> it.nearCpus().isPresent()));
        return said
                ? islands.values().stream()
                        .map(devices -> indexes(devices) + (cpus ? beside(devices) : ""))
                        .collect(Collectors.joining(" | "))
                : "";
    }

    private static String beside(List<DeviceView> devices) {
        String lists = devices.stream()
                .flatMap(it -> it.nearCpus().stream())
                .distinct()
                .collect(Collectors.joining(","));
        return lists.isEmpty() ? "" : " by CPUs " + lists;
    }

    /** As ranges. */
    private static String indexes(List<DeviceView> devices) {
        int[] all = devices.stream().mapToInt(DeviceView::index).sorted().toArray();
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int i = 1; i <= all.length; i++) {
            if (i == all.length || all[i] != all[i - 1] + 1) {
                text.append(text.isEmpty() ? "" : ",").append(all[from]);
                text.append(i - 1 > from ? "-" + all[i - 1] : "");
                from = i;
            }
        }
        return text.toString();
    }

    private enum How {
        FREE,
        BUSY,
        DRAINING,
        DRAINED,
        FOREIGN,
        SICK,
        LOST;

        static How of(DeviceView device, boolean aside) {
            if (device.defect().isPresent()) {
                return switch (device.defect().get().kind()) {
                    case "lost" -> LOST;
                    case "foreign" -> FOREIGN;
                    default -> SICK;
                };
            }
            boolean busy = device.used().signum() > 0;
            return aside ? busy ? DRAINING : DRAINED : busy ? BUSY : FREE;
        }

        String word() {
            if (this == FOREIGN) {
                return "used outside Fairlead";
            }
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Who set it or devices of it aside, since when and why; what else is wrong with it; what of it is reserved. */
    String why(NodeView node, ReservationList reserved) {
        List<String> all = new ArrayList<>();
        node.drained().ifPresent(drain -> all.add(words(drain)));
        Map<DrainView, List<String>> devices = new LinkedHashMap<>();
        for (DeviceView device : node.devices()) {
            device.drained()
                    .ifPresent(drain -> devices.computeIfAbsent(drain, _ -> new ArrayList<>())
                            .add(Integer.toString(device.index())));
        }
        devices.forEach((drain, of) -> all.add("GPU " + String.join(", ", of) + " " + words(drain)));
        for (DeviceView device : node.devices()) {
            device.defect().ifPresent(it -> all.add("GPU " + device.index() + " " + it.why()));
        }
        node.outage().map(Finding::message).ifPresent(all::add);
        reserved.reservations().stream()
                .filter(it -> it.cluster() == node.cluster() && it.node().equals(node.node()))
                .forEach(it -> all.add(new ReservationText(world).ofNode(it)));
        return String.join("; ", all);
    }

    private String words(DrainView drain) {
        return "by " + drain.by() + " since " + Ago.local(drain.since(), world.zone())
                + (drain.reason().isEmpty() ? "" : ": " + drain.reason());
    }
}
