package io.fairlead.checks.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A job's definition in the making: small, and about what a test is about. */
final class Work {
    static final String BUSYBOX = "fairlead/test-busybox:1";

    private final List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String image = BUSYBOX;
    private String resources = "\"cpus\": 0.1, \"gpus\": 0, \"cpuMemoryGb\": 0.06";
    private String scheduling = "";
    private String storage = "";
    private String docker = "";
    private String name = "test";

    private Work(String... command) {
        this.command = List.of(command);
    }

    /** Run by the image's shell. */
    static Work shell(String script) {
        return new Work("/bin/sh", "-c", script);
    }

    /** Run as it stands, without a shell. */
    static Work command(String... words) {
        return new Work(words);
    }

    /** Held open, under this name, and quick to end. */
    static Work session(String name) {
        Work work = new Work();
        work.name = name;
        work.scheduling = "\"session\": true, \"gracePeriod\": \"5 s\"";
        return work;
    }

    /** For the fake engine: what it is to pretend. */
    static Work pretend(String... variables) {
        Work work = new Work("true");
        for (String variable : variables) {
            String[] parts = variable.split("=", 2);
            work.environment.put(parts[0], parts[1]);
        }
        return work;
    }

    Work image(String reference) {
        image = reference;
        return this;
    }

    /** The members of {@code resources}, without the braces. */
    Work resources(String json) {
        resources = json;
        return this;
    }

    /** Further members of {@code docker}, without the braces. */
    Work docker(String json) {
        docker = ", " + json;
        return this;
    }

    /** The members of {@code scheduling}, without the braces. */
    Work scheduling(String json) {
        scheduling = json;
        return this;
    }

    /** Volumes by their paths. */
    Work storage(String... paths) {
        storage = List.of(paths).stream().map(Work::quoted).collect(Collectors.joining(", "));
        return this;
    }

    byte[] json() {
        String words = command.stream().map(Work::quoted).collect(Collectors.joining(", "));
        List<String> variables = new ArrayList<>();
        environment.forEach((name, value) -> variables.add(quoted(name) + ": " + quoted(value)));
        String runs = words.isEmpty() ? "" : "\"command\": [" + words + "], ";
        return """
                {"name": "%s", "request": {
                  "resources": {%s},
                  "docker": {"image": "%s", %s"environment": {%s}, "storage": [%s]%s},
                  "scheduling": {%s}}}
                """.formatted(name, resources, image, runs, String.join(", ", variables), storage, docker, scheduling)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
