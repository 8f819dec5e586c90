package io.fairlead.cli.command.queue;

import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.NodeList.NodeView;
import io.fairlead.wire.api.QueueView;
import io.fairlead.wire.api.QueueView.QueuedView;
import io.fairlead.wire.api.ReservationList;
import io.fairlead.wire.api.ReservationList.ReservationView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The devices of all nodes, one in a line, and who holds each until when; beneath them who waits, with when they start. */
final class Timeline {
    private static final int CELLS = 48;
    private static final int LABEL = 20;
    private static final Duration LEAST = Duration.ofHours(1);
    private static final char HELD = '#';
    private static final char UNKNOWN = '?';
    private static final char MAYBE = '~';
    private static final char FREE = '.';
    private static final char RESERVED = '=';

    private final Shell shell;
    private final QueueView queue;
    private final When when;
    private final Instant end;

    Timeline(Shell shell, QueueView queue) {
        this.shell = shell;
        this.queue = queue;
        this.when = new When(shell.world().zone(), queue.at());
        Instant last = queue.jobs().stream()
                .flatMap(job -> Stream.of(job.ends(), job.early(), job.late(), job.promised()))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(queue.at());
        Instant soonest = queue.at().plus(LEAST);
        end = last.isAfter(soonest) ? last : soonest;
    }

    void print(NodeList nodes, ReservationList reserved) {
        line(label("") + when.of(queue.at()) + " ".repeat(CELLS - 2 * 5) + when.of(end));
        for (NodeView node : nodes.nodes()) {
            for (NodeView.DeviceView device : node.devices()) {
                String slice = device.migProfile().map(it -> it + ": ").orElse("");
                String made = (device.simulated() ? " (simulated)" : "")
                        + device.defect()
                                .map(it -> "  " + (it.kind().equals("foreign") ? "used outside Fairlead" : it.kind()))
                                .orElse("");
                String label = node.node() + " GPU " + device.index();
                List<ReservationView> kept = reserved.reservations().stream()
                        .filter(it -> it.node().equals(node.node())
                                && it.cluster() == node.cluster()
                                && it.devices().stream().anyMatch(one -> one.index() == device.index()))
                        .toList();
                List<QueuedView> holders = holders(node.node(), device.index());
                if (holders.isEmpty()) {
                    line(label(label) + over(String.valueOf(FREE).repeat(CELLS), kept) + "  "
                            + device.migProfile().orElse("") + made + names(kept));
                }
                for (QueuedView holder : holders) {
                    line(label(label) + over(held(holder), kept) + "  " + (slice.isEmpty() ? share(holder) : slice)
                            + name(holder) + made + names(kept));
                    label = "";
                }
            }
        }
        queue.jobs().stream()
                .filter(job -> job.position().isPresent())
                .forEach(job -> line(label("waits " + job.position().orElseThrow()) + starts(job) + "  " + name(job)
                        + ", " + when.start(job)));
        line(HELD + " held up to its limit  " + UNKNOWN + " held, no limit  " + MAYBE + " probably starts here"
                + (reserved.reservations().isEmpty() ? "" : "  " + RESERVED + " reserved"));
    }

    /** With what is reserved where nobody holds anything. */
    private String over(String cells, List<ReservationView> kept) {
        StringBuilder over = new StringBuilder(cells);
        for (ReservationView one : kept) {
            for (int i = cell(one.from()); i < cell(one.until()); i++) {
                if (over.charAt(i) == FREE) {
                    over.setCharAt(i, RESERVED);
                }
            }
        }
        return over.toString();
    }

    private static String names(List<ReservationView> kept) {
        return kept.isEmpty()
                ? ""
                : kept.stream().map(ReservationView::name).collect(Collectors.joining(", ", "  reserved: ", ""));
    }

    /** One, or those who share it. */
    private List<QueuedView> holders(String node, int device) {
        return queue.jobs().stream()
                .filter(job -> job.places().stream()
                        .anyMatch(place ->
                                place.node().equals(node) && place.devices().contains(device)))
                .toList();
    }

    private static String share(QueuedView job) {
        BigDecimal gpus = job.places().getFirst().gpus();
        return gpus.compareTo(BigDecimal.ONE) < 0 ? Amount.plain(gpus) + " GPU: " : "";
    }

    private String held(QueuedView job) {
        int until = job.ends().map(this::cell).orElse(CELLS);
        char mark = job.ends().isPresent() ? HELD : UNKNOWN;
        return String.valueOf(mark).repeat(until) + String.valueOf(FREE).repeat(CELLS - until);
    }

    private String starts(QueuedView job) {
        Optional<Instant> early = job.early().or(job::promised);
        if (early.isEmpty()) {
            return String.valueOf(UNKNOWN).repeat(CELLS);
        }
        int from = Math.min(cell(early.get()), CELLS - 1);
        int to = Math.max(from + 1, job.late().or(job::promised).map(this::cell).orElse(CELLS));
        return " ".repeat(from) + String.valueOf(MAYBE).repeat(to - from) + " ".repeat(CELLS - to);
    }

    private int cell(Instant at) {
        double part = (double) Duration.between(queue.at(), at).toSeconds()
                / Duration.between(queue.at(), end).toSeconds();
        return (int) Math.ceil(Math.clamp(part, 0, 1) * CELLS);
    }

    private static String name(QueuedView job) {
        return job.name()
                .map(name -> job.id().map(id -> id + members(job) + " ").orElse("") + name)
                .orElse("somebody else's");
    }

    private static String members(QueuedView job) {
        return job.members().map(it -> "[" + it + "]").orElse("");
    }

    private static String label(String text) {
        return text.length() >= LABEL ? text + " " : text + " ".repeat(LABEL - text.length());
    }

    private void line(String text) {
        shell.out().println(Inert.line(text));
    }
}
