package io.fairlead.wire.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.keys.JobSchema;
import io.fairlead.wire.jobfile.keys.Key;
import io.fairlead.wire.jobfile.keys.Section;
import io.fairlead.wire.jobfile.keys.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the schema and the reader to each other. */
final class SchemaTest {
    /** What a schema can not say: about the text itself, about two places at once, about bytes, and about arithmetic. */
    private static final List<String> BEYOND_A_SCHEMA = List.of(
            "E-MIG-COUNT", // of two keys together
            "E-KEY-TWICE", // the value is one object to a schema
            "E-TEXT-NUL",
            "E-TEXT-SURROGATE",
            "E-TARGET-TWICE", // two places, after normalising
            "E-DEPENDENCY-TWICE",
            "E-ARRAY-VALUES",
            "E-ARRAY-LENGTH",
            "E-ARRAY-INDEX-TWICE",
            "E-ARRAY-SECRET",
            "E-SECRET-PLACE",
            "E-VARIABLE-TWICE",
            "E-EXTRA-TWICE",
            "E-PROJECT-CONFLICT",
            "E-TIME-ORDER",
            "E-DURATION-RANGE", // units
            "E-VARIABLE-LARGE", // bytes
            "E-VARIABLES-LARGE",
            "E-COMMAND-LONG",
            "E-PATH-LONG",
            "E-COMMAND-UNFINISHED", // a shell's grammar
            "E-EXPECT-EXPRESSION", // the syntax of RE2
            "E-SIGNAL"); // names in any case, with and without SIG

    /** Single values that a schema can not judge as the reader does. */
    private static final List<String> BEYOND_BY_VALUE = List.of(
            "r34-command-quoted-nothing.json", // the first word of the text, by a shell's quoting
            "r52-memory-exponent.json"); // 1e-999999 is above 0, and no byte

    /** Capability, not format: the schema describes files that will be served later too. */
    private static final String NOT_YET = "E-NOT-YET";

    private static final List<String> NOT_A_DOCUMENT = List.of(
            "E-DOCUMENT-EMPTY",
            "E-DOCUMENT-TOO-LARGE",
            "E-DOCUMENT-NOT-UTF8",
            "E-DOCUMENT-SYNTAX",
            "E-DOCUMENT-TOO-DEEP",
            "E-DOCUMENT-TOO-MANY-VALUES",
            "E-DOCUMENT-TEXT-AFTER-END",
            "E-YAML-FEATURE",
            "E-NUMBER-LONG");

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JobSchema.text());

    static Stream<Path> documents() {
        return Corpus.all().stream().filter(file -> {
            ReadResult result = read(file);
            return result.dialect() != Dialect.SLICES_V1
                    && codes(result).stream().noneMatch(NOT_A_DOCUMENT::contains);
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void schema_and_reader_agree_about_every_file_of_the_corpus(Path file) {
        List<String> codes = new ArrayList<>(codes(read(file)));
        codes.remove(NOT_YET);
        boolean refused = codes.stream().anyMatch(code -> !BEYOND_A_SCHEMA.contains(code))
                && !BEYOND_BY_VALUE.contains(file.getFileName().toString());

        assertAgreement(
                new String(Corpus.bytes(file), StandardCharsets.UTF_8), format(file), refused, codes.toString());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void schema_and_reader_agree_about_changed_files(int seed) {
        List<Path> good = Corpus.good().stream()
                .filter(file -> file.toString().endsWith(".json"))
                .toList();
        var mutation = new TreeMutation(seed);
        int compared = 0;
        for (int i = 0; i < 100; i++) {
            String json = mutation.changed(new String(Corpus.bytes(mutation.pick(good)), StandardCharsets.UTF_8));
            ReadResult result = JobFile.read(json.getBytes(StandardCharsets.UTF_8), Format.JSON, List.of());
            List<String> codes = new ArrayList<>(codes(result));
            codes.remove(NOT_YET);
            boolean beyond = codes.stream().anyMatch(BEYOND_A_SCHEMA::contains);
            if (result.dialect() != Dialect.SLICES_V1 && !beyond) {
                assertAgreement(json, InputFormat.JSON, !codes.isEmpty(), "seed " + seed + " " + codes + " " + json);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @Test
    void the_rules_beyond_a_schema_are_all_met_by_the_corpus_or_too_large_for_it() {
        var met = new TreeSet<String>();
        Corpus.bad().forEach(file -> met.addAll(codes(read(file))));

        assertThat(met)
                .containsAll(BEYOND_A_SCHEMA.stream()
                        .filter(code -> !List.of("E-VARIABLE-LARGE", "E-VARIABLES-LARGE", "E-COMMAND-LONG")
                                .contains(code))
                        .toList());
    }

    @Test
    void the_schema_has_the_keys_of_the_table_with_their_meaning() {
        JsonNode root = JsonMapper.shared().readTree(JobSchema.text());
        for (Section section : Section.V2) {
            JsonNode properties = properties(root, section);
            for (Key key : section.keys()) {
                assertThat(properties.path(key.name()).path("description").stringValue(""))
                        .as(section.path() + "." + key.name())
                        .isEqualTo(described(section.statusOf(key), key.meaning()));
            }
            assertThat(properties.propertyNames()).containsExactlyInAnyOrderElementsOf(section.names());
        }
    }

    private static String described(Status status, String meaning) {
        String sentence = meaning.substring(0, 1).toUpperCase(Locale.ROOT) + meaning.substring(1);
        return switch (status) {
            case HONOURED -> sentence;
            case NO_EFFECT -> "No effect yet. " + sentence;
            case IGNORED -> "Ignored. " + sentence;
            case NOT_YET -> "Not built yet. " + sentence;
        };
    }

    private static JsonNode properties(JsonNode root, Section section) {
        JsonNode defs = root.path("$defs");
        return switch (section.path()) {
            case "" -> root.path("properties");
            case "request.docker.secrets.NAME" -> defs.path("secret").path("properties");
            case "request.docker.storage[]" -> defs.path("storageEntry").path("properties");
            case "request.docker.portMappings[]" ->
                defs.path("portMapping").path("anyOf").get(1).path("properties");
            case "request.scheduling.dependsOn[]" -> defs.path("dependency").path("properties");
            case "request.scheduling.maxSimultaneousJobs" -> defs.path("bucket").path("properties");
            default -> {
                String path = section.path();
                yield defs.path(path.substring(path.lastIndexOf('.') + 1)).path("properties");
            }
        };
    }

    private static void assertAgreement(String text, InputFormat format, boolean refused, String description) {
        var errors = SCHEMA.validate(text, format);
        assertThat(!errors.isEmpty()).as("%s%n%s", description, errors).isEqualTo(refused);
    }

    private static InputFormat format(Path file) {
        return file.toString().endsWith(".json") ? InputFormat.JSON : InputFormat.YAML;
    }

    private static ReadResult read(Path file) {
        return JobFile.read(
                Corpus.bytes(file), Format.ofFileName(file.getFileName().toString()), List.of());
    }

    private static List<String> codes(ReadResult result) {
        return result.findings().problems().stream()
                .map(Problem::code)
                .distinct()
                .toList();
    }
}
