package io.fairlead.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final long GIB = 1L << 30;

    @Test
    void the_best_machine_is_the_one_that_asking_every_machine_would_find() {
        for (long seed = 1; seed <= 40; seed++) {
            Random random = new Random(seed);
            List<Shape> tasks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                tasks.add(shape(random));
            }
            for (Policy policy : policies(Workload.of(tasks))) {
                agree(seed, policy, tasks, random);
            }
        }
    }

    private static List<Policy> policies(Workload workload) {
        return List.of(
                new BestFit(),
                new DotProduct(),
                new Tiers(),
                new Fill(),
                new Fragmentation(workload),
                new MostUsed(new Fragmentation(workload)));
    }

    private static void agree(long seed, Policy policy, List<Shape> tasks, Random random) {
        List<Machine> machines = machines(random);
        List<Machine> asked = machines(new Random(0));
        asked.clear();
        machines.forEach(it -> asked.add(it.copy()));
        Fleet fleet = new Fleet(machines, policy);
        List<Fleet.Place> places = new ArrayList<>();
        List<Shape> placed = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            if (random.nextInt(4) == 0 && !places.isEmpty()) {
                int which = random.nextInt(places.size());
                Fleet.Place place = places.remove(which);
                Shape shape = placed.remove(which);
                fleet.giveBack(shape, place);
                asked.get(place.machine()).giveBack(shape, place.devices());
            } else {
                Shape shape = tasks.get(random.nextInt(tasks.size()));
                int but = random.nextInt(2) == 0 ? random.nextInt(asked.size()) : -1;
                Optional<Fleet.Place> place =
                        but < 0 ? fleet.place(shape) : fleet.placeBut(but, shape, Zone.EVERYWHERE);
                assertThat(place)
                        .as("seed %d, %s, step %d", seed, policy.getClass().getSimpleName(), i)
                        .isEqualTo(bruteForce(asked, policy, shape, but));
                place.ifPresent(it -> {
                    places.add(it);
                    placed.add(shape);
                    asked.get(it.machine()).take(shape, it.devices());
                });
            }
        }
    }

    private static Optional<Fleet.Place> bruteForce(List<Machine> machines, Policy policy, Shape shape, int but) {
        int best = -1;
        for (int i = 0; i < machines.size(); i++) {
            boolean better = i != but
                    && machines.get(i).fits(shape)
                    && (best < 0 || policy.rank(machines.get(i), shape) > policy.rank(machines.get(best), shape));
            best = better ? i : best;
        }
        return best < 0
                ? Optional.empty()
                : Optional.of(new Fleet.Place(best, policy.devices(machines.get(best), shape)));
    }

    private static List<Machine> machines(Random random) {
        List<Machine> machines = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            machines.add(new Machine(
                    1000L * (4 + random.nextInt(60)),
                    GIB * (8 + random.nextInt(100)),
                    random.nextInt(9),
                    random.nextInt(3)));
        }
        return machines;
    }

    private static Shape shape(Random random) {
        int gpus = random.nextInt(5);
        int milli = gpus == 1 ? 100 * (1 + random.nextInt(10)) : Shape.WHOLE;
        long models = random.nextInt(3) == 0 ? 1L << random.nextInt(3) : 0;
        return new Shape(500L * (1 + random.nextInt(20)), GIB * (1 + random.nextInt(16)), gpus, milli, models);
    }

    @Test
    void devices_are_never_given_beyond_what_they_have() {
        Machine machine = new Machine(8000, GIB, 2, 0);
        Shape half = new Shape(0, 0, 1, 500, 0);
        machine.take(half, 0b01);
        machine.take(half, 0b01);

        assertThatThrownBy(() -> machine.take(half, 0b01)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_share_goes_to_the_device_that_has_the_least_that_is_enough() {
        Machine machine = new Machine(8000, GIB, 3, 0);
        machine.take(new Shape(0, 0, 1, 300, 0), 0b010);
        machine.take(new Shape(0, 0, 1, 900, 0), 0b100);

        assertThat(new Fill().devices(machine, new Shape(0, 0, 1, 500, 0))).isEqualTo(0b010);
        assertThat(new Fill().devices(machine, new Shape(0, 0, 1, 100, 0))).isEqualTo(0b100);
        assertThat(new Fill().devices(machine, new Shape(0, 0, 1, 1000, 0))).isEqualTo(0b001);
    }

    @Test
    void a_whole_device_goes_where_the_fewest_stay_free() {
        List<Machine> machines = List.of(new Machine(64_000, GIB, 8, 0), new Machine(64_000, GIB, 8, 0));
        machines.get(1).take(new Shape(1000, 0, 4, 1000, 0), 0b1111);
        Fleet fleet = new Fleet(machines, new Fill());

        assertThat(fleet.place(new Shape(1000, 0, 2, 1000, 0))).contains(new Fleet.Place(1, 0b110000));
    }

    private static Shape whole(int gpus) {
        return new Shape(0, 0, gpus, Shape.WHOLE, 0);
    }

    @Test
    void devices_are_taken_of_as_few_islands_as_possible_and_whole_islands_stay_free() {
        Machine machine = new Machine(1000, GIB, new int[8], new int[] {0, 1, 0, 1, 0, 1, 2, 2});

        assertThat(machine.firstIdle(whole(2))).isEqualTo(0b1100_0000);
        assertThat(machine.firstIdle(whole(3))).isEqualTo(0b0001_0101);
        assertThat(machine.firstIdle(whole(4))).isEqualTo(0b0001_0101 | 0b0100_0000);
        machine.take(whole(1), 0b1);
        machine.take(whole(1), 0b1000_0000);
        assertThat(machine.firstIdle(whole(1)))
                .as("the island that is broken into already")
                .isEqualTo(0b0100_0000);
        assertThat(machine.firstIdle(whole(2))).isEqualTo(0b0001_0100);
        assertThat(Long.bitCount(machine.firstIdle(whole(6)))).isEqualTo(6);
        assertThat(machine.fits(whole(6))).isTrue();
        assertThat(machine.fits(whole(7))).isFalse();
    }

    @Test
    void what_fits_is_the_same_with_islands_and_without() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            int[] models = random.ints(6, 0, 2).toArray();
            Machine plain = new Machine(8000, GIB, models);
            Machine islands =
                    new Machine(8000, GIB, models, random.ints(6, 0, 3).toArray());
            for (int i = 0; i < 8; i++) {
                Shape shape = shape(random);
                assertThat(islands.fits(shape)).as("seed %d, %s", seed, shape).isEqualTo(plain.fits(shape));
                if (shape.gpus() > 0 && !shape.shared() && islands.fits(shape)) {
                    long devices = islands.firstIdle(shape);
                    assertThat(Long.bitCount(devices)).isEqualTo(shape.gpus());
                    islands.take(shape, devices);
                    plain.take(shape, devices);
                }
            }
        }
    }
}
