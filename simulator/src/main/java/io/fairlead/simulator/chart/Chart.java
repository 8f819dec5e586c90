package io.fairlead.simulator.chart;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Panels one below the other, as SVG of fixed size. Text is escaped; the same curves give the same picture.
 *
 * <p>Our own since no library that is used here draws without a browser, and lines between two axes are all that is needed.
 */
public record Chart(String title, List<Panel> panels) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 240;
    private static final int TOP = 40;
    private static final int LEFT = 64;
    private static final int RIGHT = 24;
    private static final int ABOVE = 44;
    private static final int BELOW = 40;
    private static final int TICKS_ACROSS = 8;
    private static final int TICKS_UP = 5;
    /** Room of a name in the line of names, for each letter and for its mark. */
    private static final int LETTER = 7;

    private static final int MARK = 34;
    private static final String END = " text-anchor=\"end\"";
    private static final String MIDDLE = " text-anchor=\"middle\"";

    /** Told apart by whoever sees few colours too (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");

    public Chart {
        panels = List.copyOf(panels);
    }

    /** The whole document. */
    public String svg() {
        int height = TOP + HEIGHT * panels.size();
        StringBuilder out = new StringBuilder();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                .formatted(WIDTH, height, WIDTH, height));
        out.append(" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n");
        out.append("<title>").append(escaped(title)).append("</title>\n");
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        text(out, LEFT, 24, " font-size=\"15\"", title);
        for (int i = 0; i < panels.size(); i++) {
            new Drawing(out, panels.get(i), TOP + i * HEIGHT).draw();
        }
        return out.append("</svg>\n").toString();
    }

    /** @param how attributes, or none */
    private static void text(StringBuilder out, double x, double y, String how, String words) {
        out.append("<text x=\"%s\" y=\"%s\"%s>%s</text>\n".formatted(number(x), number(y), how, escaped(words)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** One panel. */
    private static final class Drawing {
        private final StringBuilder out;
        private final Panel panel;
        private final double top;
        private final double bottom;
        private final double from;
        private final double to;
        private final double most;

        Drawing(StringBuilder out, Panel panel, int at) {
            this.out = out;
            this.panel = panel;
            this.top = at + ABOVE;
            this.bottom = at + HEIGHT - BELOW;
            this.from = extreme(Curve.Point::x, -1);
            double last = extreme(Curve.Point::x, 1);
            this.to = last > from ? last : from + 1;
            double highest = Math.max(extreme(Curve.Point::y, 1), 0);
            Ticks up = Ticks.of(0, highest > 0 ? highest : 1, TICKS_UP, Panel.Scale.NUMBER);
            this.most = Math.ceil((highest > 0 ? highest : 1) / up.step() - 1e-9) * up.step();
        }

        private double extreme(ToDoubleFunction<Curve.Point> of, int sign) {
            return sign
                    * panel.curves().stream()
                            .flatMap(curve -> curve.points().stream())
                            .mapToDouble(point -> sign * of.applyAsDouble(point))
                            .max()
                            .orElse(0);
        }

        private double across(double x) {
            return LEFT + (x - from) / (to - from) * (WIDTH - LEFT - RIGHT);
        }

        private double up(double y) {
            return bottom - y / most * (bottom - top);
        }

        void draw() {
            text(out, LEFT, top - 24, " font-weight=\"bold\"", panel.title());
            Ticks upright = Ticks.of(0, most, TICKS_UP, Panel.Scale.NUMBER);
            for (double place : upright.places()) {
                line(LEFT, up(place), WIDTH - RIGHT, up(place), place == 0 ? "#222" : "#ddd");
                text(out, LEFT - 6, up(place) + 4, END, upright.word(place, Panel.Scale.NUMBER));
            }
            Ticks level = Ticks.of(from, to, TICKS_ACROSS, panel.scale());
            for (double place : level.places()) {
                line(across(place), bottom, across(place), bottom + 4, "#222");
                text(out, across(place), bottom + 17, MIDDLE, level.word(place, panel.scale()));
            }
            if (!panel.across().isEmpty()) {
                text(out, WIDTH - RIGHT, bottom + 32, END, panel.across());
            }
            double nameAt = LEFT;
            for (int i = 0; i < panel.curves().size(); i++) {
                Curve curve = panel.curves().get(i);
                String colour = COLOURS.get(i % COLOURS.size());
                curve(curve, colour);
                out.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"2\"/>\n"
                        .formatted(number(nameAt), number(top - 12), number(nameAt + 18), number(top - 12), colour));
                text(out, nameAt + 24, top - 8, "", curve.name());
                nameAt += MARK + LETTER * curve.name().length();
            }
        }

        private void line(double x1, double y1, double x2, double y2, String colour) {
            out.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>\n"
                    .formatted(number(x1), number(y1), number(x2), number(y2), colour));
        }

        private void curve(Curve curve, String colour) {
            out.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" stroke-width=\"2\" points=\"");
            curve.points()
                    .forEach(point -> out.append(number(across(point.x())))
                            .append(',')
                            .append(number(up(point.y())))
                            .append(' '));
            out.append("\"/>\n");
        }
    }
}
