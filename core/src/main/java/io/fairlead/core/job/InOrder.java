package io.fairlead.core.job;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A few pairs in the order written, which nobody changes. Takes a fourth of the memory of a map that is made to be searched, which
 * tells in a long queue; all empty ones are one.
 */
final class InOrder<K, V> extends AbstractMap<K, V> implements SequencedMap<K, V> {
    private static final InOrder<?, ?> NOTHING = new InOrder<>(List.of());

    private final Map.Entry<K, V>[] pairs;

    @SuppressWarnings("unchecked")
    private InOrder(Collection<Map.Entry<K, V>> pairs) {
        this.pairs = (Map.Entry<K, V>[]) pairs.toArray(Map.Entry<?, ?>[]::new);
    }

    @SuppressWarnings("unchecked")
    static <K, V> SequencedMap<K, V> copy(SequencedMap<K, V> map) {
        if (map.isEmpty()) {
            return (SequencedMap<K, V>) NOTHING;
        }
        if (map instanceof InOrder<K, V>) {
            return map;
        }
        List<Map.Entry<K, V>> pairs = new ArrayList<>(map.size());
        map.forEach((key, value) -> pairs.add(Map.entry(key, value)));
        return new InOrder<>(pairs);
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return Arrays.asList(pairs).iterator();
            }

            @Override
            public int size() {
                return pairs.length;
            }
        };
    }

    @Override
    public SequencedMap<K, V> reversed() {
        List<Map.Entry<K, V>> other = new ArrayList<>(List.of(pairs));
        Collections.reverse(other);
        return new InOrder<>(other);
    }
}
