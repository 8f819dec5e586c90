package io.fairlead.engines.docker;

import io.fairlead.core.port.ReservedLabels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares what was asked for with what the engine made of it. Whatever the request names must be there as it was asked
 * for; what engines add by themselves does not matter, except labels and variables that only we may set.
 */
final class Drift {
    /** Of HostConfig everything is compared; of the rest all but these, which have rules of their own. */
    private static final Set<String> APART = Set.of("HostConfig", "Env", "Labels", "Healthcheck", "Entrypoint");

    private static final int VALUE_MAX_CHARS = 200;

    private final JsonNode asked;
    private final JsonNode made;
    private final List<Difference> differences = new ArrayList<>();

    private Drift(JsonNode asked, JsonNode made) {
        this.asked = asked;
        this.made = made;
    }

    /** @param setting as the engine's API names it */
    record Difference(String setting, String asked, String found) {}

    /**
     * @param differences settings that are not as asked
     * @param spoofedLabels reserved labels that the image brought
     * @param demands variables that the image brought and that must go
     */
    record Findings(List<Difference> differences, List<String> spoofedLabels, List<String> demands) {
        boolean isClean() {
            return differences.isEmpty() && spoofedLabels.isEmpty() && demands.isEmpty();
        }
    }

    /**
     * @param asked the body of the create
     * @param inspected the engine's answer about the container
     */
    static Findings between(ObjectNode asked, JsonNode inspected) {
        Drift drift = new Drift(asked, inspected);
        drift.settings();
        drift.environment();
        return new Findings(List.copyOf(drift.differences), drift.spoofedLabels(), drift.demands());
    }

    private void settings() {
        JsonNode config = made.path("Config");
        for (Map.Entry<String, JsonNode> field : asked.properties()) {
            if (!APART.contains(field.getKey())) {
                compare(field.getKey(), field.getValue(), config.path(field.getKey()));
            }
        }
        compare("HostConfig", asked.path("HostConfig"), made.path("HostConfig"));
        for (Map.Entry<String, JsonNode> label : asked.path("Labels").properties()) {
            // The run of the server that made it is an earlier one where the server ended between create and start.
            if (!label.getKey().equals(ReservedLabels.EPOCH)) {
                compare(
                        "Labels." + label.getKey(),
                        label.getValue(),
                        config.path("Labels").path(label.getKey()));
            }
        }
        compare("Healthcheck", asked.path("Healthcheck"), config.path("Healthcheck"));
        if (asked.has("Entrypoint")) {
            JsonNode words = asked.path("Entrypoint");
            boolean cleared = words.size() == 1 && words.path(0).asString("").isEmpty();
            JsonNode found = config.path("Entrypoint");
            if (!(cleared && isNothing(found))) {
                compare("Entrypoint", words, found);
            }
        }
        String image = asked.path("Image").asString("");
        if (image.startsWith("sha256:") && !made.path("Image").asString("").equals(image)) {
            different("Image", image, made.path("Image").asString(""));
        }
    }

    private void compare(String setting, JsonNode wanted, JsonNode found) {
        if (wanted.isObject() && (found.isObject() || isNothing(found))) {
            for (Map.Entry<String, JsonNode> field : wanted.properties()) {
                compare(setting + "." + field.getKey(), field.getValue(), found.path(field.getKey()));
            }
        } else if (wanted.isArray() && found.isArray() && wanted.size() == found.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                compare(setting + "[" + i + "]", wanted.path(i), found.path(i));
            }
        } else if (!(isNothing(wanted) && isNothing(found)) && !same(wanted, found)) {
            different(setting, text(wanted), text(found));
        }
    }

    private static boolean same(JsonNode wanted, JsonNode found) {
        return (wanted.isNumber() && found.isNumber())
                ? wanted.decimalValue().compareTo(found.decimalValue()) == 0
                : Objects.equals(wanted, found);
    }

    /** Engines leave out, or give as null or empty, what is not set. */
    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isContainer() && value.isEmpty())
                || (value.isString() && value.asString("").isEmpty())
                || (value.isBoolean() && !value.asBoolean(false));
    }

    private void environment() {
        Set<String> found = new HashSet<>();
        made.path("Config").path("Env").forEach(line -> found.add(line.asString("")));
        for (JsonNode line : asked.path("Env")) {
            String wanted = line.asString("");
            int equals = wanted.indexOf('=');
            // A name alone takes a variable away; engines keep the bare name in the list.
            if (equals > 0 && !found.contains(wanted)) {
                different("Env." + wanted.substring(0, equals), "as asked", "another value");
            }
        }
    }

    private List<String> demands() {
        Set<String> ours = new HashSet<>();
        asked.path("Env").forEach(line -> ours.add(line.asString("")));
        List<String> theirs = new ArrayList<>();
        for (JsonNode line : made.path("Config").path("Env")) {
            if (!ours.contains(line.asString(""))) {
                CreateRequest.demandIn(line.asString("")).ifPresent(theirs::add);
            }
        }
        return List.copyOf(theirs);
    }

    private List<String> spoofedLabels() {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> label :
                made.path("Config").path("Labels").properties()) {
            if (label.getKey().startsWith(ReservedLabels.PREFIX)
                    && !asked.path("Labels").has(label.getKey())) {
                names.add(label.getKey());
            }
        }
        return List.copyOf(names);
    }

    private void different(String setting, String wanted, String found) {
        differences.add(new Difference(setting, wanted, found));
    }

    private static String text(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() <= VALUE_MAX_CHARS ? text : text.substring(0, VALUE_MAX_CHARS) + "…";
    }
}
