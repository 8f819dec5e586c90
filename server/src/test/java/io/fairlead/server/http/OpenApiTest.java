package io.fairlead.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.recipe.Recipe;
import io.fairlead.core.recipe.RequirementsFile;
import io.fairlead.net.Request;
import io.fairlead.wire.api.ProblemView;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document and the code say the same, looked at from both sides. */
class OpenApiTest {
    private static final String JOB = "abcdefgh12";
    private static final Pattern POSSIBLE = Pattern.compile("[Pp]ossible: (.*)$");
    private static OpenDoor door;
    private static JsonNode document;

    @BeforeAll
    static void open() throws Exception {
        door = new OpenDoor();
        door.house.add(SampleJobs.queued(JOB, 1001, "a"));
        document = JsonMapper.shared()
                .readTree(door.get(OpenDoor.OWNER, "/v1/openapi.json").body());
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    @Test
    void the_document_has_the_routes_of_the_table_and_no_others() {
        Set<String> documented = new TreeSet<>();
        for (var path : document.get("paths").properties()) {
            path.getValue().propertyNames().forEach(method -> documented.add(method + " " + path.getKey()));
        }
        Set<String> routed = new TreeSet<>();
        for (Route route : Route.values()) {
            routed.add(route.method().toLowerCase(Locale.ROOT) + " " + route.path());
        }

        assertThat(documented).isEqualTo(routed);
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void a_route_takes_the_query_that_the_document_says_and_no_other(Route route) throws Exception {
        Set<String> documented = new TreeSet<>();
        for (JsonNode parameter : operation(route).path("parameters")) {
            if (parameter.get("in").asString().equals("query")) {
                documented.add(parameter.get("name").asString());
            }
        }

        assertThat(taken(route)).isEqualTo(documented);
    }

    private static String filled(Route route) {
        return route.path().replaceAll("\\{[a-z]+}", JOB);
    }

    /** As the refusal of an unknown parameter lists them. */
    private static Set<String> taken(Route route) throws Exception {
        var request = Request.of(route.method(), filled(route) + "?no-such-parameter=1");
        if (!operation(route).path("requestBody").isMissingNode()) {
            request = request.body("{}".getBytes(StandardCharsets.UTF_8), "application/json");
        }
        var problem =
                OpenDoor.problem(door.ask(OpenDoor.HOST, request)).errors().getFirst();
        assertThat(problem.code()).isEqualTo("E-QUERY-UNKNOWN");
        Matcher list = POSSIBLE.matcher(problem.fix());
        return list.find() ? new TreeSet<>(List.of(list.group(1).split(", "))) : Set.of();
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void a_route_answers_as_the_document_says(Route route) throws Exception {
        var request = Request.of(route.method(), OpenDoor.sample(route, JOB).replaceAll("\\{[a-z]+}", JOB));
        if (!operation(route).path("requestBody").isMissingNode()) {
            request = request.body("{}".getBytes(StandardCharsets.UTF_8), "application/json");
        }

        var answer = door.ask(OpenDoor.HOST, request);
        JsonNode response = resolved(operation(route).get("responses").path(Integer.toString(answer.status())));

        assertThat(response.isMissingNode())
                .as("status %d of %s", answer.status(), route)
                .isFalse();
        String type = answer.headers().first("Content-Type").orElseThrow().split(";")[0];
        assertThat(response.get("content").propertyNames()).contains(type);
        for (String header : response.get("headers").propertyNames()) {
            assertThat(answer.headers().first(header))
                    .as("%s of %s", header, route)
                    .isPresent();
        }
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    @Test
    void each_schema_has_the_components_of_its_record() throws Exception {
        Map<String, Class<?>> records = records();
        JsonNode schemas = document.get("components").get("schemas");

        assertThat(new TreeSet<>(schemas.propertyNames())).isEqualTo(new TreeSet<>(records.keySet()));
        for (Map.Entry<String, Class<?>> entry : records.entrySet()) {
            JsonNode schema = schemas.get(entry.getKey());
            Map<String, String> expected = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (RecordComponent component : entry.getValue().getRecordComponents()) {
                expected.put(
                        component.getName(),
                        type(component.getType(), component.getGenericType().getTypeName()));
                if (component.getType() != Optional.class) {
                    required.add(component.getName());
                }
            }
            Map<String, String> found = new LinkedHashMap<>();
            schema.get("properties").properties().forEach(it -> found.put(it.getKey(), shape(it.getValue())));
            List<String> demanded = new ArrayList<>();
            schema.get("required").forEach(name -> demanded.add(name.asString()));

            assertThat(found).as(entry.getKey()).isEqualTo(expected);
            assertThat(demanded).as(entry.getKey()).isEqualTo(required);
        }
    }

    private static String shape(JsonNode property) {
        if (property.has("$ref")) {
            String reference = property.get("$ref").asString();
            return reference.substring(reference.lastIndexOf('/') + 1);
        }
        return property.path("type").asString("");
    }

    private static String type(Class<?> raw, String generic) {
        String name = generic.startsWith("java.util.Optional<")
                ? generic.substring("java.util.Optional<".length(), generic.length() - 1)
                : generic;
        return switch (name.replaceFirst("<.*", "")) {
            case "java.lang.String", "java.time.Instant" -> "string";
            case "int", "long", "java.lang.Integer", "java.lang.Long" -> "integer";
            case "boolean", "java.lang.Boolean" -> "boolean";
            case "java.math.BigDecimal" -> "number";
            case "java.util.List" -> "array";
            case "java.util.Map" -> "object";
            case "io.fairlead.wire.json.JsonText" -> "";
            default -> {
                assertThat(raw).isNotNull();
                yield name.replaceFirst(".*[.$]", "");
            }
        };
    }

    /** Every record of the API, by its simple name. */
    private static Map<String, Class<?>> records() throws IOException, URISyntaxException, ClassNotFoundException {
        Map<String, Class<?>> records = new TreeMap<>();
        records.put("Recipe", Recipe.class);
        records.put("RequirementsFile", RequirementsFile.class);
        var source = ProblemView.class.getProtectionDomain().getCodeSource().getLocation();
        Path folder = Path.of(source.toURI());
        for (String room : List.of("io/fairlead/wire/api/", "io/fairlead/wire/image/")) {
            if (Files.isDirectory(folder)) {
                try (var files = Files.list(folder.resolve(room))) {
                    for (Path file : files.toList()) {
                        add(records, room, file.getFileName().toString());
                    }
                }
            } else {
                try (var jar = new JarFile(folder.toFile())) {
                    for (var entry : jar.stream().toList()) {
                        if (entry.getName().startsWith(room)) {
                            add(records, room, entry.getName().replaceFirst(".*/", ""));
                        }
                    }
                }
            }
        }
        return records;
    }

    private static void add(Map<String, Class<?>> records, String room, String file) throws ClassNotFoundException {
        if (file.endsWith(".class") && !file.startsWith("package-info")) {
            Class<?> type = Class.forName(room.replace('/', '.') + file.replace(".class", ""));
            if (type.isRecord()) {
                records.put(type.getSimpleName(), type);
            }
        }
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = new ArrayList<>();
        collect(document, references);

        assertThat(references)
                .hasSizeGreaterThan(100)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.get("$ref").asString());
        }
        node.forEach(child -> collect(child, references));
    }

    @Test
    void the_problem_of_a_refusal_is_read_by_the_client() throws Exception {
        var answer = door.get(OpenDoor.OWNER, "/v1/none");

        assertThat(RecordJson.read(answer.body(), ProblemView.class).status()).isEqualTo(404);
    }

    private static JsonNode operation(Route route) {
        return document.get("paths").get(route.path()).get(route.method().toLowerCase(Locale.ROOT));
    }
}
