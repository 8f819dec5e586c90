package io.fairlead.wire.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.Nearest;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.document.Node.MapNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentTest {
    @ParameterizedTest
    @CsvSource({"JSON", "YAML"})
    void every_value_knows_its_path_its_place_and_that_of_its_key(Format format) {
        MapNode root = root("{\n  \"a\": {\"b~/c\": [1,\n    true, \"x\"]}\n}", format);
        MapNode a = (MapNode) root.members().get("a");
        Node list = a.members().get("b~/c");
        Node item = ((Node.ListNode) list).items().get(1);

        assertThat(item.path()).hasToString("a.b~/c[1]");
        assertThat(item.path().pointer()).isEqualTo("/a/b~0~1c/1");
        assertThat(item.name()).isEqualTo("b~/c[1]");
        assertThat(item.position()).hasToString("3:5");
        assertThat(list.position()).hasToString("2:17");
        assertThat(list.keyPosition()).hasToString("2:9");
    }

    @Test
    void a_block_in_yaml_has_the_place_of_its_key_too() {
        MapNode root = root("name: x\nlabels:\n  team:\n    - a\n", Format.BY_CONTENT);
        Node team = ((MapNode) root.members().get("labels")).members().get("team");

        assertThat(team.keyPosition()).hasToString("3:3");
        assertThat(team.position()).hasToString("4:5");
    }

    @ParameterizedTest
    @CsvSource({
        "12,a number", "-0.5e3,a number", "012,a text", "+1,a text", "1_000,a text", "0x1F,a text", ".5,a text",
                "1.,a text",
        ".inf,a text", "true,a boolean", "True,a text", "yes,a text", "null,null", "~,null", "12:30,a text",
                "2026-01-01,a text",
        "'\"12\"',a text",
    })
    void yaml_has_the_types_of_json_and_no_others(String value, String kind) {
        MapNode root = root("v: " + value, Format.YAML);

        assertThat(root.members().get("v").kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "gpu,gpus",
        "GPUS,gpus",
        "gpuss,gpus",
        "pgus,gpus",
        "cpu_memory_gb,cpuMemoryGb",
        "cpumemorygb,cpuMemoryGb",
        "memory,",
        "x,",
        "gpuMemory,gpuMemoryGb",
    })
    void the_nearest_key_is_a_slip_of_the_finger_away(String word, String nearest) {
        List<String> keys = List.of("cpus", "gpus", "cpuMemoryGb", "gpuModel", "gpuMemoryGb");

        assertThat(Nearest.of(word, keys)).isEqualTo(Optional.ofNullable(nearest));
    }

    @Test
    void what_a_finding_shows_can_not_steer_a_terminal() {
        Report report = new Report();
        MapNode root = root("{\"\\u001b[31mred\": 1}", Format.JSON);
        new Values(report)
                .unknownKey(root.members().firstEntry().getValue(), "\u001b[31mred", List.of("a"), Optional.empty());

        Problem problem = report.findings().problems().getFirst();
        assertThat(problem.message() + problem.given()).doesNotContain("\u001b").contains("\\u001b[31mred");
    }

    @Test
    void findings_come_in_the_order_of_the_text() {
        Report report = new Report();
        MapNode root = root("{\"a\": 1,\n\"b\": 2}", Format.JSON);
        Values values = new Values(report);
        values.unknownKey(root.members().get("b"), "b", List.of(), Optional.empty());
        values.unknownKey(root.members().get("a"), "a", List.of(), Optional.empty());

        assertThat(report.findings().problems())
                .extracting(problem -> problem.path().toString())
                .containsExactly("a", "b");
    }

    private static MapNode root(String text, Format format) {
        Report report = new Report();
        Document document = Document.parse(text.getBytes(StandardCharsets.UTF_8), format, report);
        assertThat(report.findings().problems()).isEmpty();
        return (MapNode) document.root().orElseThrow();
    }
}
