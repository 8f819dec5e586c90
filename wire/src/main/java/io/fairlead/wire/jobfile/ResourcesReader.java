package io.fairlead.wire.jobfile;

import io.fairlead.core.job.ClusterRef;
import io.fairlead.core.job.Resources;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.CudaVersion;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.unit.MigProfile;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NumberNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.document.TextRule;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code request.resources}. */
final class ResourcesReader {
    private final Context context;

    ResourcesReader(Context context) {
        this.context = context;
    }

    /** Empty when one of the three amounts without a default is missing or wrong. */
    Optional<Resources> read(MapNode map) {
        Fields fields = new Fields(context, map, Section.RESOURCES);
        Optional<Cores> cpus = fields.required("cpus", "the number of cores, for example 1")
                .flatMap(node -> context.values().number(node, Limits.CPUS))
                .map(Cores::of);
        Optional<Gpus> gpus =
                fields.required("gpus", "the number of GPUs, 0 for none").flatMap(this::gpus);
        Optional<Bytes> memory = fields.required("cpuMemoryGb", "the memory in GiB, for example 4")
                .flatMap(this::gib);
        List<String> models = fields.find("gpuModel")
                .map(node -> words(node, Limits.MODELS_MAX, Limits.WORD))
                .orElse(List.of());
        Optional<Bytes> gpuMemory = fields.find("gpuMemoryGb").flatMap(this::gib);
        Optional<CudaVersion> cuda = fields.find("minCudaVersion").flatMap(this::cuda);
        List<ClusterRef> clusters = fields.find("clusterId").map(this::clusters).orElse(List.of());
        Optional<String> node =
                fields.find("slaveName").flatMap(n -> context.values().text(n, Limits.WORD));
        List<String> features = fields.find("features")
                .map(n -> words(n, Limits.FEATURES_MAX, Limits.FEATURE))
                .orElse(List.of());
        Optional<Bytes> shm = fields.find("shmGb").flatMap(this::gib);
        Optional<Bytes> scratch = fields.find("scratchGb").flatMap(this::gib);
        Optional<Node> slices = fields.find("migProfile");
        Optional<MigProfile> profile = slices.flatMap(this::profile);
        fields.find("nodes").ifPresent(new NotYetForms(context)::nodes);
        if (profile.isPresent()
                && gpus.filter(it -> !it.isWhole() || it.whole() == 0).isPresent()) {
            context.report().problem(slices.get(), JobFileProblems.MIG_COUNT, "gpus", gpus.get());
        }
        if (cpus.isEmpty() || gpus.isEmpty() || memory.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Resources(
                cpus.get(),
                gpus.get(),
                memory.get(),
                models,
                gpuMemory,
                profile,
                cuda,
                clusters,
                node,
                features,
                shm,
                scratch));
    }

    private Optional<Bytes> gib(Node node) {
        return context.values().number(node, Limits.MEMORY_GB).map(Bytes::ofGib);
    }

    private Optional<MigProfile> profile(Node node) {
        Optional<MigProfile> profile = node instanceof TextNode text ? MigProfile.of(text.text()) : Optional.empty();
        if (profile.isEmpty()) {
            context.report()
                    .problem(
                            node,
                            JobFileProblems.PATTERN,
                            "key",
                            node.name(),
                            "form",
                            "a MIG profile",
                            "example",
                            "\"1g.10gb\"");
        }
        return profile;
    }

    private Optional<Gpus> gpus(Node node) {
        Optional<BigDecimal> amount = context.values().number(node, Limits.GPUS);
        if (amount.isPresent() && amount.get().stripTrailingZeros().scale() > 0) {
            if (amount.get().compareTo(BigDecimal.ONE) > 0) {
                return context.values().notWhole(node, "a whole number of GPUs, or a share of one between 0 and 1");
            }
        }
        return amount.map(Gpus::of);
    }

    /** One text or several, without the blanks around each. */
    private List<String> words(Node node, int max, TextRule rule) {
        List<String> words = new ArrayList<>();
        for (Node item : context.values().oneOrMany(node, max)) {
            context.values().text(item, rule).ifPresent(word -> words.add(word.strip()));
        }
        return words;
    }

    private Optional<CudaVersion> cuda(Node node) {
        String text = node instanceof NumberNode || node instanceof TextNode
                ? node.shown().strip()
                : "";
        int dot = text.indexOf('.');
        String major = dot < 0 ? text : text.substring(0, dot);
        String minor = dot < 0 ? "0" : text.substring(dot + 1);
        if (!isSmall(major) || !isSmall(minor)) {
            context.report().problem(node, JobFileProblems.CUDA);
            return Optional.empty();
        }
        if (node instanceof TextNode && !context.stored()) {
            context.values().numberAsText(node, text);
        }
        return Optional.of(new CudaVersion(Integer.parseInt(major), Integer.parseInt(minor)));
    }

    private static boolean isSmall(String digits) {
        return !digits.isEmpty() && digits.length() <= 2 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private List<ClusterRef> clusters(Node node) {
        List<ClusterRef> clusters = new ArrayList<>();
        for (Node item : context.values().oneOrMany(node, Limits.CLUSTERS_MAX)) {
            cluster(item).ifPresent(clusters::add);
        }
        return clusters;
    }

    private Optional<ClusterRef> cluster(Node node) {
        boolean number = node instanceof NumberNode
                || (node instanceof TextNode text && text.text().strip().chars().allMatch(c -> c >= '0' && c <= '9'));
        if (number) {
            return context.values().number(node, Limits.CLUSTER).map(n -> new ClusterRef.Numbered(n.intValueExact()));
        }
        if (node instanceof TextNode) {
            return context.values().text(node, Limits.WORD).map(name -> new ClusterRef.Named(name.strip()));
        }
        context.report().problem(node, JobFileProblems.CLUSTER);
        return Optional.empty();
    }
}
