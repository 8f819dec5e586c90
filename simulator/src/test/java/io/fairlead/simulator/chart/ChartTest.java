package io.fairlead.simulator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class ChartTest {
    private static final long MONDAY = 1_767_571_200; // 2026-01-05 00:00 UTC

    @Test
    void names_are_escaped_and_every_curve_is_a_line_in_a_well_formed_document() throws Exception {
        Chart chart = new Chart(
                "a < b & \"c\"",
                List.of(new Panel(
                        "jobs",
                        Panel.Scale.NUMBER,
                        "seconds",
                        List.of(curve("one", 0, 10, 10, 20), curve("two & more", 0, 0, 10, 5)))));
        Document read = read(chart.svg());
        assertThat(read.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(read.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a < b & \"c\"");
        assertThat(chart.svg()).isEqualTo(chart.svg()).contains("two &amp; more");
    }

    @Test
    void the_highest_point_is_within_the_axis_and_zero_at_its_foot() throws Exception {
        Chart chart =
                new Chart("t", List.of(new Panel("p", Panel.Scale.NUMBER, "", List.of(curve("one", 0, 0, 1, 18)))));
        String points = read(chart.svg())
                .getElementsByTagName("polyline")
                .item(0)
                .getAttributes()
                .getNamedItem("points")
                .getTextContent();
        // The axis runs from 0 at 240 to 20 at 84 beneath a title of 40: 18 is a tenth below its top.
        assertThat(points).isEqualTo("64.0,240.0 736.0,99.6 ");
    }

    @Test
    void places_on_axes_are_round_numbers_and_times() {
        Ticks numbers = Ticks.of(0, 18, 5, Panel.Scale.NUMBER);
        assertThat(numbers.places()).containsExactly(0.0, 5.0, 10.0, 15.0);
        Ticks small = Ticks.of(0, 0.9, 5, Panel.Scale.NUMBER);
        assertThat(small.places())
                .extracting(it -> small.word(it, Panel.Scale.NUMBER))
                .containsExactly("0.0", "0.2", "0.4", "0.6", "0.8");
        Ticks day = Ticks.of(MONDAY, MONDAY + 86_400, 4, Panel.Scale.TIME);
        assertThat(day.places())
                .extracting(it -> day.word(it, Panel.Scale.TIME))
                .containsExactly("5 Jan", "06:00", "12:00", "18:00", "6 Jan");
    }

    @Test
    void a_panel_of_nothing_but_zeros_has_axes() throws Exception {
        Chart chart = new Chart(
                "t", List.of(new Panel("p", Panel.Scale.TIME, "", List.of(curve("one", MONDAY, 0, MONDAY, 0)))));
        assertThat(read(chart.svg()).getElementsByTagName("polyline").getLength())
                .isEqualTo(1);
        assertThat(chart.svg()).doesNotContain("NaN", "Infinity");
    }

    private static Curve curve(String name, double x1, double y1, double x2, double y2) {
        return new Curve(name, List.of(new Curve.Point(x1, y1), new Curve.Point(x2, y2)));
    }

    private static Document read(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
