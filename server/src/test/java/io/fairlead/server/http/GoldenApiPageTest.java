package io.fairlead.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page about the API is made from the OpenAPI document: {@code make golden} writes it. */
class GoldenApiPageTest {
    private static final Path PAGE = Path.of("../docs/reference/api.md");

    @Test
    void the_page_is_what_the_document_says() throws Exception {
        String page = page();
        if ("write".equals(System.getProperty("fairlead.golden"))) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).content().isEqualTo(page);
    }

    private static String page() throws Exception {
        JsonNode document;
        try (InputStream in = HttpListener.class.getResourceAsStream("openapi.json")) {
            document = JsonMapper.shared().readTree(in);
        }
        var page = new StringBuilder("# HTTP API\n\n<!-- Made from the OpenAPI document by make golden. -->\n\n")
                .append(document.get("info").get("description").asString())
                .append("\n\nThe OpenAPI document itself is served at `/v1/openapi.json`.\n\n")
                .append("    curl --unix-socket /run/fairlead/fairlead.sock http://localhost/v1/jobs\n\n## Routes\n");
        for (var path : document.get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                route(page, method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue());
            }
        }
        page.append("\n## Statuses of refusals\n\n| status | when |\n|---|---|\n");
        for (var response : document.get("components").get("responses").properties()) {
            line(page, response.getKey(), response.getValue());
        }
        page.append("\n## Objects\n");
        for (var schema : document.get("components").get("schemas").properties()) {
            object(page, schema.getKey(), schema.getValue());
        }
        return page.toString();
    }

    private static void route(StringBuilder page, String title, JsonNode operation) {
        page.append("\n### ")
                .append(title)
                .append("\n\n")
                .append(operation.get("summary").asString())
                .append("\n\n");
        if (operation.has("requestBody")) {
            page.append("Body: ")
                    .append(operation.get("requestBody").get("description").asString())
                    .append("\n\n");
        }
        if (operation.has("parameters")) {
            page.append("| parameter | in | meaning |\n|---|---|---|\n");
            for (JsonNode parameter : operation.get("parameters")) {
                line(
                        page,
                        "`" + parameter.get("name").asString() + "` | "
                                + parameter.get("in").asString(),
                        parameter);
            }
            page.append('\n');
        }
        page.append("| status | answer |\n|---|---|\n");
        for (var response : operation.get("responses").properties()) {
            if (response.getValue().has("description")) {
                line(page, response.getKey() + object(response.getValue()), response.getValue());
            }
        }
    }

    private static String object(JsonNode response) {
        JsonNode reference = response.at("/content/application~1json/schema/$ref");
        return reference.isMissingNode() ? "" : " " + link(reference.asString());
    }

    private static void object(StringBuilder page, String name, JsonNode schema) {
        page.append("\n### ").append(name).append("\n\n");
        if (schema.has("description")) {
            page.append(schema.get("description").asString()).append("\n\n");
        }
        page.append("| field | type | meaning |\n|---|---|---|\n");
        var required =
                schema.get("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        for (var property : schema.get("properties").properties()) {
            String optional = required.contains(property.getKey()) ? "" : ", optional";
            line(page, "`" + property.getKey() + "` | " + type(property.getValue()) + optional, property.getValue());
        }
    }

    private static String type(JsonNode property) {
        if (property.has("$ref")) {
            return link(property.get("$ref").asString());
        }
        String type = property.path("type").asString("any JSON");
        return switch (type) {
            case "array" -> "list of " + type(property.get("items"));
            case "object" -> "map of " + type(property.get("additionalProperties"));
            default -> property.path("format").asString("").equals("date-time") ? "time" : type;
        };
    }

    private static String link(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
    }

    private static void line(StringBuilder page, String first, JsonNode described) {
        String meaning = described.path("description").asString("").replace("|", "\\|");
        page.append("| ").append(first).append(" | ").append(meaning).append(" |\n");
    }
}
