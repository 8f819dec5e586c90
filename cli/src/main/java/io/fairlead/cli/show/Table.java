package io.fairlead.cli.show;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Columns with a head, two blanks apart. On a terminal the widest free-text column gives way so that a row fits. */
public final class Table {
    private static final String GAP = "  ";
    /** A column is never cut narrower. */
    private static final int COLUMN_LEAST = 12;

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... head) {
        this.head = List.of(head);
    }

    /** One text for each column; made inert here. */
    public void row(List<String> cells) {
        if (cells.size() != head.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + head.size() + " columns");
        }
        rows.add(cells.stream().map(Inert::line).toList());
    }

    /** @param columns width to fit into; 0 for any */
    public void print(PrintStream out, int columns, boolean colours) {
        int[] widths = widths();
        if (columns > 0) {
            fit(widths, columns);
        }
        out.println(line(head, widths, false));
        for (List<String> row : rows) {
            out.println(line(row, widths, colours));
        }
    }

    private int[] widths() {
        int[] widths = new int[head.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = head.get(i).length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        return widths;
    }

    private static void fit(int[] widths, int columns) {
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        while (total > columns) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                if (widths[i] > widths[widest]) {
                    widest = i;
                }
            }
            int less = Math.min(total - columns, widths[widest] - COLUMN_LEAST);
            if (less <= 0) {
                return;
            }
            less = Math.min(less, 1 + less / 2);
            widths[widest] -= less;
            total -= less;
        }
    }

    private static String line(List<String> cells, int[] widths, boolean colours) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cut(cells.get(i), widths[i]);
            line.append(i == 0 ? "" : GAP).append(colours ? Colour.state(cell) : cell);
            if (i < widths.length - 1) {
                line.repeat(' ', widths[i] - length(cell));
            }
        }
        return line.toString().stripTrailing();
    }

    /** Its beginning and an ellipsis where it is longer; at least one character. */
    public static String cut(String cell, int width) {
        if (length(cell) <= width) {
            return cell;
        }
        return cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
