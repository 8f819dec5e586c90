package io.fairlead.bench;

import io.fairlead.bench.tables.Traces;
import io.fairlead.core.pack.Machine;
import io.fairlead.core.pack.Shape;
import io.fairlead.simulator.Table;
import io.fairlead.simulator.packing.Cluster;
import io.fairlead.simulator.packing.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Machines and tasks drawn with replacement from those of the public trace (openb, default list): the same number of
 * machines and the same seed give the same site.
 *
 * @param machines empty ones
 * @param tasks in the order of arrival
 * @param known what the trace's tasks are like
 */
record BigSite(List<Machine> machines, List<Shape> tasks, List<Shape> known) {
    private static final long SEED = 42;

    static BigSite of(int machines, int tasks) throws IOException {
        Cluster cluster = Cluster.of(table("node_list_gpu_node"));
        List<Shape> known =
                Tasks.of(table("pod_list_default"), cluster.models()).shapes();
        List<Machine> listed = cluster.machines();
        Random random = new Random(SEED);
        List<Machine> some = new ArrayList<>();
        for (int i = 0; i < machines; i++) {
            some.add(listed.get(random.nextInt(listed.size())).copy());
        }
        List<Shape> arriving = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            arriving.add(known.get(random.nextInt(known.size())));
        }
        return new BigSite(some, arriving, known);
    }

    private static Table table(String name) throws IOException {
        return Traces.openb(name);
    }
}
