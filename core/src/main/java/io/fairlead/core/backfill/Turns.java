package io.fairlead.core.backfill;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is, while each start makes the turns of some later. Of peers only the first stands in the line, so that a start
 * costs as many comparisons as there are groups of peers whose turn it made later, and not as many as they have jobs.
 */
final class Turns<D> {
    /** So many peers have room from the beginning. */
    private static final int PEERS = 64;

    private final Stock<D, ?> stock;
    private final PriorityQueue<Turn<D>> line = new PriorityQueue<>();
    private final Map<Object, PriorityQueue<Peer<D>>> groups = new HashMap<>();

    /** @param second of its rank */
    private record Peer<D>(long second, Waiting<D> job) implements Comparable<Peer<D>> {
        @Override
        public int compareTo(Peer<D> other) {
            int order = Long.compare(second, other.second);
            return order == 0 ? Waiting.FIRST.compare(job, other.job) : order;
        }
    }

    Turns(Stock<D, ?> stock) {
        this.stock = stock;
    }

    /** Before any other. */
    void addAll(Collection<Waiting<D>> jobs) {
        Map<Object, List<Peer<D>>> all = new HashMap<>();
        for (Waiting<D> job : jobs) {
            all.computeIfAbsent(key(job), _ -> new ArrayList<>(all.isEmpty() ? jobs.size() : PEERS))
                    .add(peer(job));
        }
        all.forEach((key, some) -> {
            PriorityQueue<Peer<D>> peers = new PriorityQueue<>(some);
            groups.put(key, peers);
            first(peers);
        });
    }

    void add(Waiting<D> job) {
        PriorityQueue<Peer<D>> peers = groups.computeIfAbsent(key(job), _ -> new PriorityQueue<>());
        peers.add(peer(job));
        if (peers.element().job().is(job)) {
            line.add(Turn.of(stock, job));
        }
    }

    private Peer<D> peer(Waiting<D> job) {
        return new Peer<>(stock.rank(job).second(), job);
    }

    private Object key(Waiting<D> job) {
        return stock.peers(job.demand());
    }

    /** Takes out whose turn it is, by ranks that may have become later since they were put in, and never earlier. */
    @Nullable
    Turn<D> next() {
        while (!line.isEmpty()) {
            Turn<D> then = line.remove();
            PriorityQueue<Peer<D>> peers = Objects.requireNonNull(groups.get(key(then.job())));
            // Where one that came later goes first among its peers, the line has both.
            if (!peers.isEmpty() && peers.element().job().is(then.job())) {
                Turn<D> now = Turn.of(stock, then.job());
                if (now.rank().compareTo(then.rank()) <= 0) {
                    peers.remove();
                    first(peers);
                    return now;
                }
                line.add(now);
            }
        }
        return null;
    }

    private void first(PriorityQueue<Peer<D>> peers) {
        if (!peers.isEmpty()) {
            line.add(Turn.of(stock, peers.element().job()));
        }
    }
}
