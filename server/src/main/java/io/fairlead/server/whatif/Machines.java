package io.fairlead.server.whatif;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The site's machines with GPUs and machines added and taken away. */
final class Machines {
    /** GPUs, or machines, of one wish. */
    private static final int MOST = 1000;

    private static final Pattern GPUS =
            Pattern.compile("(\\d{1,4})x([^:@]+?)(?::(\\d{1,6}(?:\\.\\d{1,3})?))?(?:@(.+))?");
    private static final Pattern COPIES = Pattern.compile("(?:(\\d{1,4})x)?(.+)");
    private static final String NEW = "what-if-";

    private final List<Node> nodes;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private int made;

    Machines(List<Node> nodes) {
        this.nodes = new ArrayList<>(nodes);
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    List<Problem> problems() {
        return problems;
    }

    /** What is different, for people. */
    List<String> changes() {
        return changes;
    }

    /** Wished GPUs. */
    private record Gpus(int count, String model, Optional<Bytes> memory, Optional<String> node) {
        boolean isOf(Device device) {
            return device.slice().isEmpty()
                    && device.model().toLowerCase(Locale.ROOT).contains(model.toLowerCase(Locale.ROOT))
                    && memory.filter(it -> !it.equals(device.memory())).isEmpty();
        }
    }

    private static FieldPath path(String wish, int index) {
        return FieldPath.of(wish).index(index);
    }

    private void problem(FieldPath path, String given, ProblemCode code, Object... namesAndValues) {
        problems.add(code.problem(path, given, namesAndValues));
    }

    private Optional<Gpus> gpus(String given, FieldPath path) {
        Matcher wish = GPUS.matcher(given.strip());
        int count = wish.matches() ? Integer.parseInt(wish.group(1)) : 0;
        if (count < 1 || count > MOST) {
            problem(path, given, WhatIfProblems.GPUS, "given", given, "most", MOST);
            return Optional.empty();
        }
        Gpus gpus = new Gpus(
                count,
                wish.group(2).strip(),
                Optional.ofNullable(wish.group(3)).map(BigDecimal::new).map(Bytes::ofGib),
                Optional.ofNullable(wish.group(4)));
        return gpus.node().isPresent() && node(gpus.node().get(), path, given).isEmpty()
                ? Optional.empty()
                : Optional.of(gpus);
    }

    private Optional<Node> node(String name, FieldPath path, String given) {
        Optional<Node> node =
                nodes.stream().filter(it -> it.ref().node().equals(name)).findFirst();
        if (node.isEmpty()) {
            problem(path, given, WhatIfProblems.NODE, "node", name, "known", names());
        }
        return node;
    }

    private String names() {
        return nodes.stream().map(it -> it.ref().node()).collect(Collectors.joining(", "));
    }

    private String models(List<Node> of) {
        TreeSet<String> models = new TreeSet<>();
        of.forEach(node -> node.devices().stream()
                .filter(device -> device.slice().isEmpty())
                .forEach(device ->
                        models.add(device.model() + ":" + device.memory().gib().toPlainString())));
        return models.isEmpty() ? "none" : String.join(", ", models);
    }

    void add(List<String> wishes) {
        for (int i = 0; i < wishes.size(); i++) {
            FieldPath path = path("addGpus", i);
            String given = wishes.get(i);
            gpus(given, path)
                    .ifPresent(gpus -> model(gpus, path, given).ifPresent(device -> {
                        if (gpus.node().isPresent()) {
                            into(gpus, device, path, given);
                        } else {
                            beside(gpus.count(), device);
                        }
                    }));
        }
    }

    /** One that is like those wished for. */
    private Optional<Device> model(Gpus gpus, FieldPath path, String given) {
        List<Device> alike = nodes.stream()
                .flatMap(node -> node.devices().stream())
                .filter(gpus::isOf)
                .toList();
        List<String> kinds = alike.stream()
                .map(device -> device.model() + ":" + device.memory().gib().toPlainString())
                .distinct()
                .toList();
        if (kinds.size() > 1) {
            problem(
                    path,
                    given,
                    WhatIfProblems.MODELS,
                    "model",
                    gpus.model(),
                    "known",
                    String.join(", ", kinds),
                    "count",
                    gpus.count());
            return Optional.empty();
        }
        if (alike.isEmpty() && gpus.memory().isEmpty()) {
            unknown(gpus, "here", nodes, path, given);
            return Optional.empty();
        }
        return alike.stream()
                .findFirst()
                .or(() -> Optional.of(new Device(
                        new DeviceId(NEW), 0, gpus.model(), gpus.memory().orElseThrow(), true)));
    }

    private void unknown(Gpus gpus, String where, List<Node> looked, FieldPath path, String given) {
        problem(
                path,
                given,
                WhatIfProblems.MODEL,
                "where",
                where,
                "model",
                gpus.model(),
                "known",
                models(looked),
                "count",
                gpus.count());
    }

    private void into(Gpus gpus, Device like, FieldPath path, String given) {
        Node node = node(gpus.node().orElseThrow(), path, given).orElseThrow();
        int count = node.devices().size() + gpus.count();
        if (count > Machine.MAX_GPUS) {
            problem(
                    path,
                    given,
                    WhatIfProblems.FULL,
                    "node",
                    node.ref().node(),
                    "count",
                    count,
                    "most",
                    Machine.MAX_GPUS);
            return;
        }
        List<Device> devices = new ArrayList<>(node.devices());
        devices.addAll(devices(gpus.count(), like, node.devices().size()));
        replace(node, devices);
        changes.add(
                gpus.count() + " × " + like.model() + " more in " + node.ref().node());
    }

    private void replace(Node node, List<Device> devices) {
        nodes.set(
                nodes.indexOf(node),
                new Node(node.ref(), node.site(), node.cores(), node.memory(), devices, node.cuda(), node.features()));
    }

    private List<Device> devices(int count, Device like, int from) {
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            devices.add(new Device(new DeviceId(NEW + ++made), from + i, like.model(), like.memory(), true));
        }
        return devices;
    }

    /** In machines like the one with most of that model, with CPUs and memory in proportion. */
    private void beside(int count, Device like) {
        Node pattern = nodes.stream()
                .max(Comparator.comparingLong((Node node) -> node.devices().stream()
                                .filter(device -> device.model().equals(like.model()))
                                .count())
                        .thenComparingInt(node -> node.devices().size())
                        .thenComparing(Node::ref, Comparator.reverseOrder()))
                .orElseThrow();
        int each = Math.clamp(
                pattern.devices().stream().filter(it -> it.slice().isEmpty()).count(), 1, Machine.MAX_GPUS);
        for (int left = count; left > 0; left -= each) {
            int here = Math.min(left, each);
            Node node = new Node(
                    new NodeRef(pattern.ref().cluster(), free(NEW)),
                    pattern.site(),
                    new Cores((int) ((long) pattern.cores().milli() * here / each)),
                    new Bytes(pattern.memory().count() / each * here),
                    devices(here, like, 0),
                    pattern.cuda(),
                    pattern.features());
            nodes.add(node);
            changes.add("a machine " + node.ref().node() + " more: " + here + " × " + like.model() + ", " + node.cores()
                    + " CPUs, " + node.memory());
        }
    }

    private String free(String stem) {
        int number = 1;
        while (names().contains(stem + number)) {
            number++;
        }
        return stem + number;
    }

    void copies(List<String> wishes) {
        for (int i = 0; i < wishes.size(); i++) {
            FieldPath path = path("addNodes", i);
            Matcher wish = COPIES.matcher(wishes.get(i).strip());
            int count = !wish.matches() ? 0 : wish.group(1) == null ? 1 : Integer.parseInt(wish.group(1));
            if (count < 1 || count > MOST) {
                problem(path, wishes.get(i), WhatIfProblems.NODES, "given", wishes.get(i), "most", MOST);
            } else {
                node(wish.group(2), path, wishes.get(i)).ifPresent(node -> copies(node, count));
            }
        }
    }

    private void copies(Node pattern, int count) {
        for (int i = 0; i < count; i++) {
            List<Device> devices = pattern.devices().stream()
                    .map(it -> new Device(
                            new DeviceId(NEW + ++made),
                            it.index(),
                            it.model(),
                            it.memory(),
                            true,
                            it.slice(),
                            it.spot()))
                    .toList();
            NodeRef ref = new NodeRef(pattern.ref().cluster(), free(NEW));
            nodes.add(new Node(
                    ref,
                    pattern.site(),
                    pattern.cores(),
                    pattern.memory(),
                    devices,
                    pattern.cuda(),
                    pattern.features()));
            changes.add(
                    "a machine " + ref.node() + " more, like " + pattern.ref().node());
        }
    }

    void remove(List<String> wishes) {
        for (int i = 0; i < wishes.size(); i++) {
            FieldPath path = path("removeGpus", i);
            String given = wishes.get(i);
            gpus(given, path).ifPresent(gpus -> remove(gpus, path, given));
        }
    }

    private void remove(Gpus gpus, FieldPath path, String given) {
        List<Node> where = nodes.stream()
                .filter(node ->
                        gpus.node().filter(it -> !it.equals(node.ref().node())).isEmpty())
                .toList();
        String place = gpus.node().orElse("the site");
        long have = where.stream().mapToLong(node -> matching(node, gpus)).sum();
        if (have == 0) {
            unknown(gpus, gpus.node().map(it -> "called " + it).orElse("here"), where, path, given);
            return;
        }
        if (have < gpus.count()) {
            problem(
                    path,
                    given,
                    WhatIfProblems.FEWER,
                    "count",
                    gpus.count(),
                    "model",
                    gpus.model(),
                    "where",
                    place,
                    "have",
                    have);
            return;
        }
        for (int i = 0; i < gpus.count(); i++) {
            removeOne(gpus);
        }
        changes.add(gpus.count() + " × " + gpus.model() + " fewer at " + place);
    }

    private static long matching(Node node, Gpus gpus) {
        return node.devices().stream().filter(gpus::isOf).count();
    }

    /** From the machine that has most of them. */
    private void removeOne(Gpus gpus) {
        Node node = nodes.stream()
                .filter(it -> gpus.node()
                        .filter(name -> !name.equals(it.ref().node()))
                        .isEmpty())
                .max(Comparator.comparingLong((Node it) -> matching(it, gpus))
                        .thenComparing(Node::ref, Comparator.reverseOrder()))
                .orElseThrow();
        Device last = node.devices().stream()
                .filter(gpus::isOf)
                .reduce((_, next) -> next)
                .orElseThrow();
        replace(node, node.devices().stream().filter(it -> !it.equals(last)).toList());
    }
}
