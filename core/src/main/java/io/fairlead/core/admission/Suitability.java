package io.fairlead.core.admission;

import io.fairlead.core.cluster.Node;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Resources;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.schedule.Ask;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.unit.Gpus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which nodes could ever run a job, judged by what they have in total and not by what is free. */
final class Suitability {
    private static final FieldPath GPUS = AdmissionProblems.RESOURCES.key("gpus");

    private final Resources resources;
    private final Ask ask;
    private final List<Node> nodes;
    private final List<String> features;

    /** @param features which of those asked for some node of the site has */
    Suitability(JobDefinition definition, List<Node> nodes, List<String> features) {
        this.resources = definition.resources();
        this.ask = Ask.of(definition);
        this.nodes = nodes;
        this.features = features;
    }

    List<Node> suitable() {
        return nodes.stream().filter(node -> lacks(node).isEmpty()).toList();
    }

    /** What a node lacks, as words for people; empty where it could run the job. */
    private List<String> lacks(Node node) {
        List<String> missing = new ArrayList<>();
        if (matching(node) < ask.devices()) {
            missing.add("GPUs");
        }
        if (node.cores().compareTo(ask.cores()) < 0) {
            missing.add("CPUs");
        }
        if (node.memory().compareTo(ask.memory()) < 0) {
            missing.add("memory");
        }
        if (!hasCuda(node)) {
            missing.add("CUDA version");
        }
        if (!node.features().containsAll(features)) {
            missing.add("features");
        }
        return missing;
    }

    /** Everything that no node at all has; if each thing is somewhere but never together, that. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        devices().ifPresent(problems::add);
        cores().ifPresent(problems::add);
        memory().ifPresent(problems::add);
        cuda().ifPresent(problems::add);
        return problems.isEmpty() ? List.of(together()) : problems;
    }

    private Optional<Problem> devices() {
        int most = nodes.stream().mapToInt(node -> node.devices().size()).max().orElse(0);
        if (most < ask.devices()) {
            return Optional.of(AdmissionProblems.GPUS.problem(
                    GPUS,
                    resources.gpus().toString(),
                    "needed",
                    resources.gpus().words(),
                    "most",
                    Gpus.of(most).words()));
        }
        if (nodes.stream().anyMatch(node -> matching(node) >= ask.devices())) {
            return Optional.empty();
        }
        String models = nodes.stream()
                .flatMap(node -> node.devices().stream())
                .map(device -> device.model())
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
        return Optional.of(AdmissionProblems.MODEL.problem(
                AdmissionProblems.RESOURCES.key("gpuModel"),
                String.join(", ", resources.gpuModels()),
                "needed",
                resources.gpus().words(),
                "wanted",
                kind(),
                "models",
                models));
    }

    private String kind() {
        String models = (resources.gpuModels().isEmpty() ? "any model" : String.join(" or ", resources.gpuModels()))
                + ask.profile().map(profile -> " as MIG slice " + profile).orElse("");
        String part = ask.portion().isShare() ? " in " + ask.portion().each() + " of it" : "";
        return ask.deviceMemory().map(least -> models + " with " + least + part).orElse(models);
    }

    private Optional<Problem> cores() {
        Cores most =
                nodes.stream().map(Node::cores).max(Comparator.naturalOrder()).orElse(Cores.ZERO);
        return most.compareTo(ask.cores()) >= 0
                ? Optional.empty()
                : Optional.of(AdmissionProblems.CPUS.problem(
                        AdmissionProblems.RESOURCES.key("cpus"),
                        ask.cores().toString(),
                        "needed",
                        ask.cores().words(),
                        "most",
                        most.words()));
    }

    private Optional<Problem> memory() {
        Bytes most =
                nodes.stream().map(Node::memory).max(Comparator.naturalOrder()).orElse(Bytes.ZERO);
        return most.compareTo(ask.memory()) >= 0
                ? Optional.empty()
                : Optional.of(AdmissionProblems.MEMORY.problem(
                        AdmissionProblems.RESOURCES.key("cpuMemoryGb"),
                        resources.memory().gib().toPlainString(),
                        "needed",
                        ask.memory(),
                        "most",
                        most));
    }

    private Optional<Problem> cuda() {
        if (nodes.stream().anyMatch(this::hasCuda)) {
            return Optional.empty();
        }
        String most = nodes.stream()
                .flatMap(node -> node.cuda().stream())
                .max(Comparator.naturalOrder())
                .map(CudaVersion::toString)
                .orElse("none, for want of a driver");
        CudaVersion least = resources.minCuda().orElseThrow();
        return Optional.of(AdmissionProblems.CUDA.problem(
                AdmissionProblems.RESOURCES.key("minCudaVersion"), least.toString(), "needed", least, "most", most));
    }

    private Problem together() {
        Node nearest = nodes.stream()
                .min(Comparator.comparingInt((Node node) -> lacks(node).size()).thenComparing(Node::ref))
                .orElseThrow();
        return AdmissionProblems.TOGETHER.problem(
                AdmissionProblems.RESOURCES,
                "",
                "node",
                nearest.ref().node(),
                "lacks",
                String.join(", ", lacks(nearest)));
    }

    private long matching(Node node) {
        return node.devices().stream().filter(ask::takes).count();
    }

    private boolean hasCuda(Node node) {
        return resources
                .minCuda()
                .map(least ->
                        node.cuda().filter(has -> has.compareTo(least) >= 0).isPresent())
                .orElse(true);
    }
}
