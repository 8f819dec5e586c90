package io.fairlead.store.verify;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Collects differences, up to a bound. */
final class Findings {
    private final List<Difference> differences = new ArrayList<>();

    void add(Difference difference) {
        if (differences.size() < Verify.DIFFERENCES_MAX) {
            differences.add(difference);
        }
    }

    /** Adds one where the two are not equal. */
    void compare(String table, String row, String field, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            add(new Difference(table, row, field, String.valueOf(expected), String.valueOf(found)));
        }
    }

    /** Adds one for each component in which two records differ. */
    void compareRecords(String table, String row, Record expected, Record found) {
        if (expected.equals(found)) {
            return;
        }
        for (RecordComponent component : expected.getClass().getRecordComponents()) {
            compare(table, row, component.getName(), value(component, expected), value(component, found));
        }
    }

    private static Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    List<Difference> all() {
        return differences;
    }
}
