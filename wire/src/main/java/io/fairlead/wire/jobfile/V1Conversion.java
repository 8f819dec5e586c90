package io.fairlead.wire.jobfile;

import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.ListNode;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NumberNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Makes a v2 tree of a v1 file. The values stay where they were written, so that findings of the v2 reader point
 * into the v1
 * file.
 */
final class V1Conversion {
    private static final BigDecimal MB_PER_GIB = BigDecimal.valueOf(1024);
    private static final NumberRule MEMORY_MB = NumberRule.positive(16_384L * 1024, " of MB", "4096");
    private static final String RESOURCES_HINT = "{\"systemMemory\": 4096, \"cpuCores\": 2, \"gpus\": 0}";

    private final Context context;

    V1Conversion(Context context) {
        this.context = context;
    }

    /**
     * The same job in v2; members that are missing or wrong were reported, and something stands in for those that v2
     * needs.
     * Empty when there is no job in it.
     */
    Optional<MapNode> convert(MapNode root) {
        Fields top = new Fields(context, root, Section.V1_TOP);
        SequencedMap<String, Node> members = new LinkedHashMap<>();
        Optional<MapNode> job = top.required("jobDefinition", "{…}")
                .flatMap(node -> context.values().map(node, "{\"name\": \"x\", \"dockerImage\": \"debian:12-slim\"}"));
        top.find("project").ifPresent(node -> members.put("project", node));
        SequencedMap<String, Node> extra = new LinkedHashMap<>();
        move(top, "email_run", extra, "emailOnRun");
        move(top, "email_done", extra, "emailOnEnd");
        job.ifPresent(map -> {
            context.report().notice(map, "", JobFileProblems.V1_CONVERTED);
            job(new Fields(context, map, Section.V1_JOB), members, extra);
        });
        members.put("extra", MapNode.insteadOf(root, extra));
        return job.map(_ -> MapNode.insteadOf(root, members));
    }

    private void job(Fields job, SequencedMap<String, Node> members, SequencedMap<String, Node> extra) {
        Node nothing = TextNode.insteadOf(job.map(), "missing:0");
        members.put("name", job.required("name", "\"my-job\"").orElse(nothing));
        move(job, "description", members, "description");
        move(job, "ssh_pubkeys", extra, "sshPubKeys");
        SequencedMap<String, Node> docker = new LinkedHashMap<>();
        move(job, "command", docker, "command");
        docker.put(
                "image",
                job.required("dockerImage", "the image to run, for example \"debian:12-slim\"")
                        .orElse(nothing));
        move(job, "portMappings", docker, "portMappings");
        move(job, "environment", docker, "environment");
        move(job, "workingDir", docker, "workingDir");
        move(job, "projectGidVariableName", docker, "projectGidVariableName");
        move(job, "dockerGroupAdd", docker, "groupAdd");
        move(job, "dockerUser", docker, "user");
        job.find("jobDataLocations").ifPresent(node -> docker.put("storage", storage(node)));
        SequencedMap<String, Node> request = new LinkedHashMap<>();
        request.put("resources", resources(job));
        request.put("docker", MapNode.insteadOf(job.map(), docker));
        members.put("request", MapNode.insteadOf(job.map(), request));
    }

    private static void move(Fields from, String v1, SequencedMap<String, Node> to, String v2) {
        from.find(v1).ifPresent(node -> to.put(v2, node));
    }

    private MapNode resources(Fields job) {
        SequencedMap<String, Node> resources = new LinkedHashMap<>();
        Optional<Node> written = job.find("resources");
        Node at = written.orElse(job.map());
        resources.put("cpus", NumberNode.insteadOf(at, "1"));
        resources.put("gpus", NumberNode.insteadOf(at, "0"));
        resources.put("cpuMemoryGb", NumberNode.insteadOf(at, "1"));
        written.flatMap(node -> context.values().map(node, RESOURCES_HINT)).ifPresent(map -> {
            Fields fields = new Fields(context, map, Section.V1_RESOURCES);
            move(fields, "cpuCores", resources, "cpus");
            move(fields, "gpus", resources, "gpus");
            fields.find("systemMemory").flatMap(this::memory).ifPresent(gib -> resources.put("cpuMemoryGb", gib));
            move(fields, "gpuModel", resources, "gpuModel");
            move(fields, "minCudaVersion", resources, "minCudaVersion");
        });
        job.find("clusterId").ifPresent(node -> resources.put("clusterId", firstCluster(node)));
        return MapNode.insteadOf(at, resources);
    }

    private Optional<Node> memory(Node node) {
        return context.values().number(node, MEMORY_MB).map(mb -> {
            String gib = mb.divide(MB_PER_GIB, 0, RoundingMode.CEILING).toPlainString();
            context.report().notice(node, JobFileProblems.V1_MEMORY, "mb", mb.toPlainString(), "gib", gib);
            return NumberNode.insteadOf(node, gib);
        });
    }

    private Node firstCluster(Node node) {
        if (!(node instanceof ListNode list) || list.items().isEmpty()) {
            return node;
        }
        Node first = list.items().getFirst();
        if (list.items().size() > 1) {
            context.report().notice(node, JobFileProblems.V1_CLUSTER, "first", first.shown());
        }
        return first;
    }

    private ListNode storage(Node node) {
        List<Node> entries = new ArrayList<>();
        for (Node item : context.values()
                .list(node, Limits.MOUNTS_MAX, "[{\"mountPoint\": \"/project\", \"sharePath\": \"/project_ghent\"}]")) {
            context.values()
                    .map(item, "{\"mountPoint\": \"/project\", \"sharePath\": \"/project_ghent\"}")
                    .ifPresent(map -> {
                        Fields fields = new Fields(context, map, Section.V1_LOCATION);
                        SequencedMap<String, Node> entry = new LinkedHashMap<>();
                        move(fields, "sharePath", entry, "hostPath");
                        move(fields, "mountPoint", entry, "containerPath");
                        if (entry.isEmpty()) {
                            context.report()
                                    .problem(map, JobFileProblems.STORAGE_EMPTY, "keys", "sharePath and mountPoint");
                        } else {
                            entries.add(MapNode.insteadOf(item, entry));
                        }
                    });
        }
        return ListNode.insteadOf(node, entries);
    }
}
