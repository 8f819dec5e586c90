package io.fairlead.simulator.chart;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** One panel of a picture. */
final class Drawing {
    static final int HEIGHT = 240;
    private static final int RIGHT = Chart.WIDTH - 24;
    /** Nothing is drawn beyond. */
    private static final int EDGE = Chart.WIDTH - 4;

    private static final int ABOVE = 44;
    private static final int BELOW = 40;
    private static final int TICKS_ACROSS = 8;
    private static final int TICKS_UP = 5;
    /** Between an axis and its numbers. */
    private static final int GAP = 6;

    /** Of a curve's line before its name, with the room around it. */
    private static final int MARK = 18;

    private static final int MARK_ROOM = 24;
    private static final int NAME_GAP = 16;
    /** From one word of the level axis to the next, in widths of the widest. */
    private static final double APART = 1.5;

    private static final double NEAR = 1e-9;
    private static final String END = " text-anchor=\"end\"";
    private static final String MIDDLE = " text-anchor=\"middle\"";

    /** Told apart by whoever sees few colours too (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");

    private final StringBuilder out;
    private final Panel panel;
    private final double left;
    private final double top;
    private final double bottom;
    private final double from;
    private final double to;
    private final double most;

    /** @param left where the axes meet, from the left edge */
    Drawing(StringBuilder out, Panel panel, double left, int at) {
        this.out = out;
        this.panel = panel;
        this.left = left;
        this.top = at + ABOVE;
        this.bottom = at + HEIGHT - BELOW;
        this.from = extreme(panel, Curve.Point::x, -1);
        double last = extreme(panel, Curve.Point::x, 1);
        this.to = last > from ? last : from + 1;
        this.most = most(panel);
    }

    private static double extreme(Panel panel, ToDoubleFunction<Curve.Point> of, int sign) {
        return sign
                * panel.curves().stream()
                        .flatMap(curve -> curve.points().stream())
                        .mapToDouble(point -> sign * of.applyAsDouble(point))
                        .max()
                        .orElse(0);
    }

    private static double most(Panel panel) {
        double highest = Math.max(extreme(panel, Curve.Point::y, 1), 0);
        Ticks up = Ticks.of(0, highest > 0 ? highest : 1, TICKS_UP, Panel.Scale.NUMBER);
        return Math.ceil((highest > 0 ? highest : 1) / up.step() - NEAR) * up.step();
    }

    /** The room that the numbers of its upright axis take. */
    static double labels(Panel panel) {
        Ticks ticks = Ticks.of(0, most(panel), TICKS_UP, Panel.Scale.NUMBER);
        return GAP + widest(ticks, Panel.Scale.NUMBER);
    }

    private double across(double x) {
        return left + (x - from) / (to - from) * (RIGHT - left);
    }

    private double up(double y) {
        return bottom - y / most * (bottom - top);
    }

    void draw() {
        String title = Letters.fitted(panel.title(), (EDGE - left) / Letters.BOLD, Chart.LETTERS);
        Chart.text(out, left, top - 24, " font-weight=\"bold\"", title);
        Ticks upright = Ticks.of(0, most, TICKS_UP, Panel.Scale.NUMBER);
        for (double place : upright.places()) {
            line(left, up(place), RIGHT, up(place), place == 0 ? "#222" : "#ddd");
            Chart.text(out, left - GAP, up(place) + 4, END, upright.word(place, Panel.Scale.NUMBER));
        }
        Ticks level = level();
        for (double place : level.places()) {
            line(across(place), bottom, across(place), bottom + 4, "#222");
            under(across(place), level.word(place, panel.scale()));
        }
        if (!panel.across().isEmpty()) {
            Chart.text(out, RIGHT, bottom + 32, END, panel.across());
        }
        curves();
    }

    /** So many that their words stand apart. */
    private Ticks level() {
        int most = TICKS_ACROSS;
        Ticks ticks = Ticks.of(from, to, most, panel.scale());
        while (most > 1 && widest(ticks, panel.scale()) * APART > across(from + ticks.step()) - left) {
            most--;
            ticks = Ticks.of(from, to, most, panel.scale());
        }
        return ticks;
    }

    private static double widest(Ticks ticks, Panel.Scale scale) {
        return ticks.places().stream()
                .mapToDouble(place -> Letters.width(ticks.word(place, scale), Chart.LETTERS))
                .max()
                .orElse(0);
    }

    /** In the middle beneath a place, or as far to the left of that as the edge of the picture asks for. */
    private void under(double place, String word) {
        boolean beyond = place + Letters.width(word, Chart.LETTERS) / 2 > EDGE;
        Chart.text(out, beyond ? EDGE : place, bottom + 17, beyond ? END : MIDDLE, word);
    }

    private static String colour(int curve) {
        return COLOURS.get(curve % COLOURS.size());
    }

    private void curves() {
        // The first is what the panel is about: it lies on top where others run along it.
        for (int i = panel.curves().size() - 1; i >= 0; i--) {
            curve(panel.curves().get(i), colour(i));
        }
        double nameAt = left;
        double each = (RIGHT - left) / Math.max(1, panel.curves().size());
        for (int i = 0; i < panel.curves().size(); i++) {
            Curve curve = panel.curves().get(i);
            String colour = colour(i);
            String name = Letters.fitted(curve.name(), each - MARK_ROOM - NAME_GAP, Chart.LETTERS);
            out.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"2\"/>\n"
                    .formatted(
                            Chart.number(nameAt),
                            Chart.number(top - 12),
                            Chart.number(nameAt + MARK),
                            Chart.number(top - 12),
                            colour));
            Chart.text(out, nameAt + MARK_ROOM, top - 8, "", name);
            nameAt += MARK_ROOM + Letters.width(name, Chart.LETTERS) + NAME_GAP;
        }
    }

    private void line(double x1, double y1, double x2, double y2, String colour) {
        out.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>\n"
                .formatted(Chart.number(x1), Chart.number(y1), Chart.number(x2), Chart.number(y2), colour));
    }

    private void curve(Curve curve, String colour) {
        out.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" stroke-width=\"2\" points=\"");
        curve.points()
                .forEach(point -> out.append(Chart.number(across(point.x())))
                        .append(',')
                        .append(Chart.number(up(point.y())))
                        .append(' '));
        out.append("\"/>\n");
    }
}
