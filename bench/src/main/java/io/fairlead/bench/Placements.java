package io.fairlead.bench;

import io.fairlead.core.pack.BestFit;
import io.fairlead.core.pack.Fill;
import io.fairlead.core.pack.Fleet;
import io.fairlead.core.pack.Fragmentation;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Policy;
import io.fairlead.core.pack.Shape;
import io.fairlead.core.pack.Workload;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * How fast tasks are placed, in this process and by one thread: a queue is drained in its order, and whenever its head fits
 * nowhere the oldest of those that run ends. Beside it, on the same machines and tasks, Netflix Fenzo.
 */
final class Placements {
    private static final int QUEUE = 100_000;
    private static final int WARM = 20_000;
    private static final int FENZO_TASKS = 1_000;
    private static final double NANOS = 1e9;

    private final List<Figure> figures = new ArrayList<>();

    private record Running(Shape shape, Fleet.Place place) {}

    List<Figure> run() throws IOException {
        BigSite warm = BigSite.of(1000, WARM);
        drained(warm, new BestFit());
        drained(warm, new Fragmentation(Workload.of(warm.known())));
        drained(warm, new Fill());
        site(1000, 20_000, 5_000);
        site(10_000, 10_000, 2_000);
        return figures;
    }

    /** @param bestFit placements a second that are asked for */
    private void site(int machines, int bestFit, int fragmentation) throws IOException {
        BigSite site = BigSite.of(machines, QUEUE);
        String where = String.format(", %,d machines", machines);
        double best = drained(site, new BestFit());
        double fill = filled(site, FENZO_TASKS);
        double fenzo = Fenzo.filled(site.machines(), site.tasks().subList(0, FENZO_TASKS));
        figures.add(Figure.of("placements by best-fit" + where, best, "/s").gate("≥ " + bestFit, best >= bestFit));
        figures.add(Figure.of("the first " + FENZO_TASKS + " of them" + where, fill, "/s")
                .over("Fenzo", fenzo));
        double fragments = drained(site, new Fragmentation(Workload.of(site.known())));
        figures.add(Figure.of("placements by fragmentation" + where, fragments, "/s")
                .gate("≥ " + fragmentation, fragments >= fragmentation));
        figures.add(Figure.of("placements as the server places" + where, drained(site, new Fill()), "/s"));
    }

    private static Fleet empty(BigSite site, Policy policy) {
        return new Fleet(site.machines().stream().map(Machine::copy).toList(), policy);
    }

    /** @return placements a second, of all tasks that fit an empty site */
    private static double drained(BigSite site, Policy policy) {
        Fleet fleet = empty(site, policy);
        Deque<Running> running = new ArrayDeque<>();
        int placed = 0;
        long start = System.nanoTime();
        for (Shape shape : site.tasks()) {
            Optional<Fleet.Place> place = fleet.place(shape);
            while (place.isEmpty() && !running.isEmpty()) {
                Running oldest = running.removeFirst();
                fleet.giveBack(oldest.shape(), oldest.place());
                place = fleet.place(shape);
            }
            if (place.isPresent()) {
                running.addLast(new Running(shape, place.get()));
                placed++;
            }
        }
        return placed / ((System.nanoTime() - start) / NANOS);
    }

    /** The first tasks alone, onto empty machines: what Fenzo is given. */
    private static double filled(BigSite site, int tasks) {
        Fleet fleet = empty(site, new BestFit());
        int placed = 0;
        long start = System.nanoTime();
        for (Shape shape : site.tasks().subList(0, tasks)) {
            placed += fleet.place(shape).isPresent() ? 1 : 0;
        }
        return placed / ((System.nanoTime() - start) / NANOS);
    }
}
