package io.fairlead.bench.tables;

import java.util.List;
import java.util.Locale;

/** Prints tables, each figure beside the published one, and counts the gates. */
final class Sheet {
    private int held;
    private int missed;

    void head(String title) {
        System.out.println();
        line(title, "", "", "");
        line("", "here", "published", "");
    }

    /** A figure without a gate. */
    void row(String name, String found, String published) {
        line(name, found, published, "");
    }

    /** A figure with one. */
    void row(String name, String found, String published, boolean met) {
        held++;
        missed += met ? 0 : 1;
        line(name, found, published, met ? "pass" : "MISS");
    }

    private static void line(String name, String found, String published, String verdict) {
        System.out.println("%-64s %-44s %-18s %s"
                .formatted(name, found, published, verdict)
                .stripTrailing());
        System.out.flush();
    }

    /** A table of several columns; each cell has the published figure in brackets. */
    void wide(String title, List<String> cells) {
        StringBuilder line = new StringBuilder("%-28s".formatted(title));
        cells.forEach(cell -> line.append("%-18s".formatted(cell)));
        System.out.println(line.toString().stripTrailing());
    }

    void text(String line) {
        System.out.println(line);
    }

    int missed() {
        return missed;
    }

    int held() {
        return held;
    }

    /** Two places after the point. */
    static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** With commas between thousands, one place after the point. */
    static String one(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }

    static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Whether it is so near, as a part of what is wanted. */
    static boolean near(double found, double wanted, double part) {
        return Math.abs(found - wanted) <= part * wanted;
    }
}
