package io.fairlead.simulator;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of comma-separated values with a line of names first, as traces have it: no quotes, no commas inside a value.
 * Lines without anything are passed over.
 */
public final class Table {
    /** Problems of one table that are told; the rest is mostly the same again. */
    private static final int TOLD = 20;

    private final String source;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<String[]> lines = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private Table(String source) {
        this.source = source;
    }

    /**
     * @param source the name that problems say
     * @param text the whole file
     */
    public static Table of(String source, String text) {
        Table table = new Table(source);
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String[] values = line.split(",", -1);
            if (table.columns.isEmpty()) {
                for (int i = 0; i < values.length; i++) {
                    table.columns.put(values[i].strip(), i);
                }
            } else {
                table.lines.add(values);
                table.numbers.add(number);
            }
        }
        return table;
    }

    /**
     * Its rows, read through: all that is wrong with any of them is said at once.
     *
     * @throws ProblemException where a column is missing, a line is short, or there is no line
     */
    public List<Row> rows(String... wanted) {
        for (String column : wanted) {
            if (!columns.isEmpty() && !columns.containsKey(column)) {
                problems.add(SimulatorProblems.COLUMN_MISSING.reason("source", source, "column", column));
            }
        }
        if (lines.isEmpty()) {
            problems.add(SimulatorProblems.NO_LINE.reason("source", source));
        }
        int least = Arrays.stream(wanted)
                        .mapToInt(it -> columns.getOrDefault(it, 0))
                        .max()
                        .orElse(0)
                + 1;
        for (int i = 0; i < lines.size() && problems.size() < TOLD; i++) {
            if (lines.get(i).length < least) {
                problems.add(
                        SimulatorProblems.LINE_SHORT.reason("source", source, "line", numbers.get(i), "least", least));
            }
        }
        tell();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            rows.add(new Row(i));
        }
        return rows;
    }

    public String source() {
        return source;
    }

    private void problem(Problem problem) {
        if (problems.size() < TOLD) {
            problems.add(problem);
        }
    }

    /** @throws ProblemException with all that was wrong with values so far */
    public void tell() {
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }

    /** One line. */
    public final class Row {
        private final int index;

        private Row(int index) {
            this.index = index;
        }

        public String text(String column) {
            return textOr(column, "");
        }

        /** @param otherwise where there is no such column */
        public String textOr(String column, String otherwise) {
            Integer at = columns.get(column);
            String[] values = lines.get(index);
            return at == null || at >= values.length ? otherwise : values[at].strip();
        }

        /** A whole number between the bounds; where it is none, that is told by {@link #tell}, and the least stands in. */
        public long number(String column, long least, long most) {
            String text = text(column);
            try {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            problem(SimulatorProblems.NO_NUMBER.reason(
                    "source",
                    source,
                    "line",
                    numbers.get(index),
                    "column",
                    column,
                    "given",
                    text.isEmpty() ? "empty" : text,
                    "least",
                    least,
                    "most",
                    most));
            return least;
        }
    }
}
