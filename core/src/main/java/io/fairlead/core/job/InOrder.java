package io.fairlead.core.job;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A few pairs in the order written, which nobody changes. Takes a fourth of the memory of a map that is made to be searched, which
 * tells in a long queue; all empty ones are one.
 */
final class InOrder<K, V> extends AbstractMap<K, V> implements SequencedMap<K, V> {
    private static final InOrder<?, ?> NOTHING = new InOrder<>(List.of());

    /** Each key followed by its value. */
    private final Object[] pairs;

    private InOrder(List<?> pairs) {
        this.pairs = pairs.toArray();
    }

    @SuppressWarnings("unchecked")
    static <K, V> SequencedMap<K, V> copy(SequencedMap<K, V> map) {
        if (map.isEmpty()) {
            return (SequencedMap<K, V>) NOTHING;
        }
        if (map instanceof InOrder<K, V>) {
            return map;
        }
        List<Object> pairs = new ArrayList<>(2 * map.size());
        map.forEach((key, value) -> {
            pairs.add(key);
            pairs.add(value);
        });
        return new InOrder<>(pairs);
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return IntStream.range(0, size()).mapToObj(InOrder.this::pair).iterator();
            }

            @Override
            public int size() {
                return pairs.length / 2;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private Map.Entry<K, V> pair(int index) {
        return Map.entry((K) pairs[2 * index], (V) pairs[2 * index + 1]);
    }

    @Override
    public SequencedMap<K, V> reversed() {
        List<Object> other = new ArrayList<>(pairs.length);
        for (int i = size() - 1; i >= 0; i--) {
            other.add(pairs[2 * i]);
            other.add(pairs[2 * i + 1]);
        }
        return new InOrder<>(other);
    }
}
