package io.fairlead.wire.jobfile;

import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Expect;
import io.fairlead.core.job.Extra;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.jobfile.JobFile.ProjectChoice;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads a whole v2 definition from its outermost object. */
final class DefinitionReader {
    private static final String REQUEST_HINT = "{\"resources\": {\"cpus\": 1, \"gpus\": 0, \"cpuMemoryGb\": 1},"
            + " \"docker\": {\"image\": \"debian:12-slim\"}}";

    private static final String UNNAMED = "unnamed";
    private static final Resources LEAST = Resources.of(Cores.of(1), Gpus.ZERO, Bytes.ofMib(1));

    private final Context context;

    DefinitionReader(Context context) {
        this.context = context;
    }

    /** Empty when something was reported. */
    Optional<JobDefinition> read(MapNode root, List<ProjectChoice> outside) {
        return readable(root, outside).filter(_ -> !context.report().refuses());
    }

    /**
     * As much as could be read, with the default for what could not; to be looked up for more problems where something was
     * reported, and never to be run then. Empty where there is no image.
     */
    Optional<JobDefinition> readable(MapNode root, List<ProjectChoice> outside) {
        Fields top = new Fields(context, root, Section.TOP);
        Optional<String> name = top.required("name", "\"my-job\"")
                .flatMap(node -> context.values().text(node, Limits.NAME));
        Optional<String> description =
                top.find("description").flatMap(node -> context.values().text(node, Limits.DESCRIPTION));
        Optional<String> project = project(top, outside);
        SequencedMap<String, String> labels = labels(top);
        Optional<MapNode> request = top.required("request", REQUEST_HINT)
                .flatMap(node -> context.values().map(node, REQUEST_HINT));
        Optional<Fields> fields = request.map(map -> new Fields(context, map, Section.REQUEST));
        Optional<Resources> resources = fields.flatMap(
                        f -> section(f, "resources", "{\"cpus\": 1, \"gpus\": 0, \"cpuMemoryGb\": 1}"))
                .flatMap(map -> new ResourcesReader(context).read(map));
        Optional<DockerRequest> docker = fields.flatMap(f -> section(f, "docker", "{\"image\": \"debian:12-slim\"}"))
                .flatMap(map -> new DockerReader(context).read(map));
        Scheduling scheduling = fields.flatMap(f -> f.find("scheduling"))
                .flatMap(node -> context.values().map(node, "{\"maxDuration\": \"1 day\"}"))
                .map(map -> new SchedulingReader(context).read(map))
                .orElse(Scheduling.DEFAULT);
        docker.ifPresent(it -> fields.flatMap(f -> f.find("scheduling"))
                .filter(MapNode.class::isInstance)
                .map(node -> ((MapNode) node).find("array"))
                .ifPresent(node -> told(scheduling, it, node)));
        Extra extra = new ExtraReader(context).read(top.find("extra"), fields.flatMap(f -> f.find("extra")));
        Expect expect = fields.flatMap(f -> f.find("expect"))
                .flatMap(node -> context.values().map(node, "{\"exitCodes\": [0]}"))
                .map(map -> new ExpectReader(context).read(map))
                .orElse(Expect.NONE);
        return docker.map(it -> new JobDefinition(
                name.orElse(UNNAMED),
                description,
                project,
                labels,
                resources.orElse(LEAST),
                it,
                scheduling,
                expect,
                extra));
    }

    /** What members are told stands in no secret's place. */
    private void told(Scheduling scheduling, DockerRequest docker, Node array) {
        scheduling
                .array()
                .map(told -> told.members().getFirst().variables().keySet())
                .ifPresent(names -> names.stream()
                        .filter(docker.secrets()::containsKey)
                        .forEach(name ->
                                context.report().problem(array, name, JobFileProblems.ARRAY_SECRET, "name", name)));
    }

    private Optional<MapNode> section(Fields request, String name, String hint) {
        return request.required(name, hint).flatMap(node -> context.values().map(node, hint));
    }

    private SequencedMap<String, String> labels(Fields top) {
        SequencedMap<String, String> labels = new LinkedHashMap<>();
        Optional<MapNode> map =
                top.find("labels").flatMap(node -> context.values().map(node, "{\"team\": \"vision\"}"));
        if (map.isEmpty() || !context.values().holdsAtMost(map.get(), Limits.LABELS_MAX)) {
            return labels;
        }
        for (Map.Entry<String, Node> label : map.get().members().entrySet()) {
            Node node = label.getValue();
            if (isReserved(label.getKey())) {
                context.report().problem(node, label.getKey(), JobFileProblems.LABEL_RESERVED);
            }
            boolean good = context.values().keyIs(node, label.getKey(), Limits.LABEL_KEY);
            context.values()
                    .scalar(node, Limits.LABEL_VALUE)
                    .filter(_ -> good)
                    .ifPresent(v -> labels.put(label.getKey(), v));
        }
        return labels;
    }

    private static boolean isReserved(String key) {
        return key.regionMatches(true, 0, "fairlead", 0, 8) || key.regionMatches(true, 0, "io.fairlead", 0, 11);
    }

    /** The one project that the file and its surroundings agree on. */
    private Optional<String> project(Fields top, List<ProjectChoice> outside) {
        Optional<Node> key = top.find("project");
        Optional<String> plain = key.flatMap(node -> context.values().text(node, Limits.PROJECT))
                .filter(name -> isProject(key.orElseThrow(), name));
        Optional<Node> urn = top.find("owner")
                .flatMap(node ->
                        context.values().map(node, "{\"projectUrn\": \"urn:publicid:IDN+example.org+project+birds\"}"))
                .flatMap(map -> new Fields(context, map, Section.OWNER).find("projectUrn"));
        Optional<String> owner = urn.flatMap(this::projectOfUrn);
        if (plain.isPresent() && owner.isPresent() && !plain.get().equals(owner.get())) {
            conflict(
                    urn.orElseThrow(),
                    new ProjectChoice("project", plain.get()),
                    new ProjectChoice("owner.projectUrn", owner.get()));
        }
        Optional<ProjectChoice> chosen = plain.map(name -> new ProjectChoice("project", name))
                .or(() -> owner.map(name -> new ProjectChoice("owner.projectUrn", name)));
        Optional<Node> at = plain.isPresent() ? key : urn;
        for (ProjectChoice choice : outside) {
            if (chosen.isEmpty()) {
                chosen = Optional.of(choice);
            } else if (!chosen.get().project().equals(choice.project())) {
                conflict(at.orElse(top.map()), chosen.get(), choice);
            }
        }
        return chosen.map(ProjectChoice::project);
    }

    private void conflict(Node at, ProjectChoice one, ProjectChoice other) {
        Object[] arguments = {
            "one", one.project(), "first", one.source(), "other", other.project(), "second", other.source()
        };
        if (at.path().equals(FieldPath.ROOT)) {
            context.report().missing(at, "project", JobFileProblems.PROJECT_CONFLICT, arguments);
        } else {
            context.report().problem(at, JobFileProblems.PROJECT_CONFLICT, arguments);
        }
    }

    private boolean isProject(Node at, String name) {
        boolean good = name.indexOf('/') < 0 && !name.equals(".") && !name.equals("..");
        if (!good) {
            context.report().problem(at, JobFileProblems.PROJECT_NAME);
        }
        return good;
    }

    private Optional<String> projectOfUrn(Node node) {
        Optional<String> urn = context.values().text(node, Limits.URN);
        if (urn.isEmpty()) {
            return Optional.empty();
        }
        String marker = "+project+";
        int at = urn.get().lastIndexOf(marker);
        String name = at < 0 ? "" : urn.get().substring(at + marker.length());
        if (!urn.get().startsWith("urn:publicid:IDN+") || name.isBlank() || name.indexOf('+') >= 0) {
            context.report().problem(node, JobFileProblems.PROJECT_URN);
            return Optional.empty();
        }
        return isProject(node, name) ? Optional.of(name) : Optional.empty();
    }
}
