package io.fairlead.simulator.chart;

import java.util.List;
import java.util.Locale;

/**
 * Panels one below the other, as SVG of fixed width. Text is escaped and has its room, whatever it says; the same curves give
 * the same picture.
 *
 * <p>Our own since no library that is used here draws without a browser, and lines between two axes are all that is needed.
 */
public record Chart(String title, List<Panel> panels) {
    static final int WIDTH = 760;
    static final int LETTERS = 12;
    static final int TITLE_LETTERS = 15;
    private static final int LEFT = 64;
    private static final int EDGE = 8;
    private static final int TITLE_AT = 24;
    private static final int TITLE_LINE = 20;
    /** A change that says more than that says it in its table. */
    private static final int TITLE_LINES = 5;

    /** Between the title and the first panel. */
    private static final int GAP = 20;

    public Chart {
        panels = List.copyOf(panels);
    }

    /** The whole document. */
    public String svg() {
        List<String> titles = Letters.lines(title, WIDTH - LEFT - 2 * EDGE, TITLE_LETTERS, TITLE_LINES);
        int top = titles.size() * TITLE_LINE + GAP;
        int height = top + Drawing.HEIGHT * panels.size();
        StringBuilder out = new StringBuilder();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                .formatted(WIDTH, height, WIDTH, height));
        out.append(" font-family=\"sans-serif\" font-size=\"%d\" fill=\"#222\">\n".formatted(LETTERS));
        out.append("<title>").append(escaped(title)).append("</title>\n");
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (int i = 0; i < titles.size(); i++) {
            text(out, LEFT, TITLE_AT + i * TITLE_LINE, " font-size=\"%d\"".formatted(TITLE_LETTERS), titles.get(i));
        }
        // All panels begin at the same place, so that what happens at the same time stands one below the other.
        double left = panels.stream()
                .mapToDouble(Drawing::labels)
                .map(it -> it + EDGE)
                .reduce(LEFT, Math::max);
        for (int i = 0; i < panels.size(); i++) {
            new Drawing(out, panels.get(i), left, top + i * Drawing.HEIGHT).draw();
        }
        return out.append("</svg>\n").toString();
    }

    /** @param how attributes, or none */
    static void text(StringBuilder out, double x, double y, String how, String words) {
        out.append("<text x=\"%s\" y=\"%s\"%s>%s</text>\n".formatted(number(x), number(y), how, escaped(words)));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                // What XML has no place for.
                default -> escaped.appendCodePoint(Character.isISOControl(letter) ? ' ' : letter);
            }
        });
        return escaped.toString();
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
