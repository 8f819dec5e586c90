package io.fairlead.simulator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Whatever a picture says, no word leaves it and none stands on another, with letters as wide as those of DejaVu Sans. */
final class ChartRoomTest {
    private static final int SEEDS = 300;
    private static final double BOLD = 1.1;
    /** Of a letter's size: from its line up, and down. */
    private static final double ABOVE = 0.76;

    private static final double BELOW = 0.24;

    /** Thousandths of the size, from the space to the tilde. */
    private static final int[] DEJAVU_SANS = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636,
        636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656,
        557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613,
        635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818,
        592, 592, 525, 636, 337, 636, 838
    };

    /** What a line of text covers. */
    private record Box(String words, double left, double top, double right, double bottom) {
        static Box of(Element text) {
            String words = text.getTextContent();
            double size = text.hasAttribute("font-size") ? Double.parseDouble(text.getAttribute("font-size")) : 12;
            double width = measured(words) * size * (text.hasAttribute("font-weight") ? BOLD : 1);
            double x = Double.parseDouble(text.getAttribute("x"));
            double y = Double.parseDouble(text.getAttribute("y"));
            double left = x
                    - switch (text.getAttribute("text-anchor")) {
                        case "end" -> width;
                        case "middle" -> width / 2;
                        default -> 0;
                    };
            return new Box(words, left, y - ABOVE * size, left + width, y + BELOW * size);
        }

        boolean isOn(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    private static double measured(String words) {
        return words.codePoints()
                        .map(letter -> letter >= ' ' && letter <= '~' ? DEJAVU_SANS[letter - ' '] : 1000)
                        .sum()
                / 1000.0;
    }

    private static void hasRoom(Chart chart, String as) throws Exception {
        Document read = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.svg())));
        Element svg = read.getDocumentElement();
        double width = Double.parseDouble(svg.getAttribute("width"));
        double height = Double.parseDouble(svg.getAttribute("height"));
        assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 %.0f %.0f".formatted(width, height));
        NodeList texts = read.getElementsByTagName("text");
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < texts.getLength(); i++) {
            Box box = Box.of((Element) texts.item(i));
            assertThat(box).as(as).satisfies(it -> {
                assertThat(it.left()).isNotNegative();
                assertThat(it.top()).isNotNegative();
                assertThat(it.right()).isLessThanOrEqualTo(width);
                assertThat(it.bottom()).isLessThanOrEqualTo(height);
            });
            assertThat(boxes).as("%s, beneath %s", as, box).noneMatch(box::isOn);
            boxes.add(box);
        }
    }

    @Test
    void a_change_of_many_parts_and_one_of_a_single_endless_word_have_their_room() throws Exception {
        String many = IntStream.range(0, 40)
                .mapToObj(i -> "limits.groups.student.user.gpus: " + i + " instead of unlimited")
                .collect(Collectors.joining("; "));
        Panel panel = new Panel("jobs waiting", Panel.Scale.TIME, "", List.of(curve("as it is", 0, 1e9)));

        hasRoom(new Chart(many, List.of(panel, panel)), "many");
        hasRoom(new Chart("W".repeat(500), List.of(panel)), "endless");
        hasRoom(new Chart("", List.of(panel)), "none");
        assertThat(new Chart(many, List.of(panel)).svg()).contains("…</text>");
        assertThat(new Chart("more GPUs", List.of(panel)).svg()).doesNotContain("…");
    }

    @Test
    void control_characters_and_letters_of_all_scripts_leave_it_a_document() throws Exception {
        Panel panel =
                new Panel("p", Panel.Scale.NUMBER, "x", List.of(curve("\u0007 nämé", 0, 1), curve("模型 👍", 0, 1)));

        hasRoom(new Chart("policy \u001b[31m 模型".repeat(9), List.of(panel)), "scripts");
    }

    @Test
    void numbers_of_any_length_and_spans_of_any_time_have_their_room() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            List<Panel> panels = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                boolean time = random.nextBoolean();
                double from = time ? random.nextInt() * 1.0 : random.nextInt(3) * 1000;
                double length = Math.pow(10, random.nextDouble() * (time ? 9 : 12) - (time ? 0 : 3));
                double most = Math.pow(10, random.nextDouble() * 16 - 4);
                List<Curve> curves = IntStream.rangeClosed(0, random.nextInt(6))
                        .mapToObj(it -> new Curve(
                                "with name " + "n".repeat(random.nextInt(30)),
                                List.of(new Curve.Point(from, 0), new Curve.Point(from + length, most))))
                        .toList();
                panels.add(new Panel(
                        "of a length of words " + "w".repeat(random.nextInt(90)),
                        time ? Panel.Scale.TIME : Panel.Scale.NUMBER,
                        time ? "" : "days of the log",
                        curves));
            }
            hasRoom(new Chart("seed " + seed, panels), "seed " + seed);
        }
    }

    @Test
    void letters_are_counted_as_no_narrower_than_they_are() {
        for (char letter = ' '; letter <= '~'; letter++) {
            String one = String.valueOf(letter);
            assertThat(Letters.width(one, 1)).as(one).isGreaterThanOrEqualTo(measured(one));
        }
    }

    private static Curve curve(String name, double from, double most) {
        return new Curve(name, List.of(new Curve.Point(from, 0), new Curve.Point(from + 86_400, most)));
    }
}
