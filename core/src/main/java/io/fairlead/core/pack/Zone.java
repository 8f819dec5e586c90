package io.fairlead.core.pack;

import java.util.BitSet;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some machines of a fleet, by their places in its order. Two zones of the same machines are equal. */
public final class Zone {
    /** All of them. */
    public static final Zone EVERYWHERE = new Zone(null);

    private final @Nullable BitSet machines;

    private final int hash;

    private Zone(@Nullable BitSet machines) {
        this.machines = machines;
        hash = Objects.hashCode(machines);
    }

    public static Zone of(BitSet machines) {
        return new Zone((BitSet) machines.clone());
    }

    public boolean holds(int machine) {
        return machines == null || machines.get(machine);
    }

    /** Its machines among the first {@code fleet}, in order. */
    public IntStream machines(int fleet) {
        return IntStream.range(0, fleet).filter(this::holds);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Zone zone && hash == zone.hash && Objects.equals(machines, zone.machines));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
