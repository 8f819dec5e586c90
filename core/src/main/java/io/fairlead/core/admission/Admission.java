package io.fairlead.core.admission;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Submission;
import io.fairlead.core.ledger.NodeUse;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.unit.TimeWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whether a submission may become a job. What could never run is refused at once; what only has to wait is not: a bound on
 * what runs makes a job wait, a bound on one job or on how many may be submitted refuses.
 */
public final class Admission {
    private Admission() {}

    /** The answer: a submission with the nodes where it may run, or every problem at once. */
    public sealed interface Verdict {
        /** @param notices what was asked for and has no meaning here */
        record Admitted(Submission submission, List<Problem> notices) implements Verdict {
            public Admitted {
                notices = List.copyOf(notices);
            }
        }

        record Refused(List<Problem> problems) implements Verdict {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Judges against the configured inventory and the counters of the ledger; pure. */
    public static Verdict judge(Candidate candidate, Snapshot snapshot, AdmissionPolicy policy) {
        List<Problem> problems = new ArrayList<>();
        long uid = candidate.owner().uid();
        if (uid == 0 && !policy.rootMaySubmit()) {
            problems.add(AdmissionProblems.ROOT.reason());
        }
        Limits limits =
                policy.limits().of(candidate.owner().name(), candidate.project().name());
        limits.tooMany(snapshot.useOf(uid).submitted(), candidate.definition().jobs())
                .ifPresent(problems::add);
        problems.addAll(limits.refusals(candidate.definition()));
        Optional<Problem> quota = beyondQuota(candidate, policy.quotas());
        quota.filter(it -> it.code().equals(AdmissionProblems.QUOTA_NEVER.code()))
                .ifPresent(problems::add);
        safeTooLong(candidate.definition().scheduling(), policy.quotas()).ifPresent(problems::add);
        nameTaken(candidate, snapshot).ifPresent(problems::add);
        problems.addAll(OutputPlaces.problems(candidate.definition().expect(), candidate.mounts()));
        List<Node> reachable = reachable(candidate, snapshot);
        List<Node> suitable = List.of();
        if (reachable.isEmpty()) {
            problems.add(noSuchNode(candidate, snapshot));
        } else {
            Suitability suitability =
                    new Suitability(candidate.definition(), reachable, known(features(candidate), snapshot));
            suitable = suitability.suitable();
            if (suitable.isEmpty()) {
                problems.addAll(suitability.problems());
            }
        }
        if (!problems.isEmpty()) {
            return new Verdict.Refused(problems);
        }
        List<Problem> notices = notices(candidate, snapshot);
        quota.ifPresent(notices::add);
        return new Verdict.Admitted(submission(candidate, suitable), notices);
    }

    /** What a job that asks for more than its project is sure of is told: only one that may be preempted can ever run. */
    private static Optional<Problem> beyondQuota(Candidate candidate, Quotas quotas) {
        String project = candidate.project().name();
        Resources asked = candidate.definition().resources();
        Quota.Part part = Quota.Part.of(asked.gpus(), asked.cpus());
        if (!quotas.apply() || quotas.of(project).covers(Quota.Part.NONE, part)) {
            return Optional.empty();
        }
        ProblemCode code = candidate.definition().scheduling().mayBePreempted()
                ? AdmissionProblems.ALWAYS_OVER
                : AdmissionProblems.QUOTA_NEVER;
        return Optional.of(code.problem(
                AdmissionProblems.RESOURCES.key("gpus"),
                asked.gpus().toString(),
                "asked",
                part,
                "project",
                project,
                "quota",
                quotas.of(project)));
    }

    /** Of a job that is never preempted it means nothing. */
    private static Optional<Problem> safeTooLong(Scheduling scheduling, Quotas quotas) {
        return scheduling
                .minDuration()
                .filter(least -> quotas.apply() && scheduling.mayBePreempted())
                .filter(least -> least.compareTo(quotas.minDurationMost()) > 0)
                .map(least -> AdmissionProblems.MIN_DURATION.problem(
                        AdmissionProblems.MIN_DURATION_PATH,
                        TimeWords.of(least),
                        "asked",
                        TimeWords.of(least),
                        "most",
                        TimeWords.of(quotas.minDurationMost()),
                        "otherwise",
                        TimeWords.of(quotas.minDuration())));
    }

    private static List<Problem> notices(Candidate candidate, Snapshot snapshot) {
        List<Problem> notices = new ArrayList<>(unknown(features(candidate), snapshot));
        notices.addAll(standing(candidate.definition()));
        return notices;
    }

    /** What its owner ought to know of a job for as long as there is one. */
    public static List<Problem> standing(JobDefinition definition) {
        Gpus gpus = definition.resources().gpus();
        return Portion.asked(gpus).isShare()
                ? List.of(AdmissionProblems.SHARE.problem(
                        AdmissionProblems.RESOURCES.key("gpus"), gpus.toString(), "share", gpus))
                : List.of();
    }

    private static Optional<Problem> nameTaken(Candidate candidate, Snapshot snapshot) {
        String name = candidate.definition().name();
        return Optional.of(candidate.definition().scheduling())
                .filter(Scheduling::session)
                .flatMap(_ -> snapshot.session(candidate.owner().uid(), name))
                .map(job -> AdmissionProblems.SESSION_NAME.problem(
                        FieldPath.of("name"), name, "name", name, "job", job.id(), "state", job.state()));
    }

    private static List<String> features(Candidate candidate) {
        return candidate.definition().resources().features();
    }

    private static List<String> known(List<String> features, Snapshot snapshot) {
        return features.stream()
                .filter(feature -> snapshot.nodes().stream()
                        .anyMatch(use -> use.node().features().contains(feature)))
                .toList();
    }

    /** A feature that nobody here has cannot tell one node from another: files made elsewhere name many. */
    private static List<Problem> unknown(List<String> features, Snapshot snapshot) {
        if (features.isEmpty()) {
            return List.of();
        }
        List<String> known = known(features, snapshot);
        return features.stream()
                .filter(feature -> !known.contains(feature))
                .map(feature -> AdmissionProblems.FEATURE_UNUSED.problem(
                        AdmissionProblems.RESOURCES.key("features"), feature, "feature", feature))
                .toList();
    }

    /** The nodes that the definition's cluster, node name and volumes leave. */
    private static List<Node> reachable(Candidate candidate, Snapshot snapshot) {
        Optional<String> named = candidate.definition().resources().node();
        List<ClusterId> clusters = candidate.clusters();
        List<Node> reachable = new ArrayList<>();
        for (NodeUse use : snapshot.nodes()) {
            Node node = use.node();
            if (candidate.mounts().stream().anyMatch(mounts -> mounts.site().equals(node.site()))
                    && (clusters.isEmpty() || clusters.contains(node.ref().cluster()))
                    && (named.isEmpty() || named.get().equals(node.ref().node()))) {
                reachable.add(node);
            }
        }
        return reachable;
    }

    private static Problem noSuchNode(Candidate candidate, Snapshot snapshot) {
        String wanted = candidate.definition().resources().node().orElse("");
        TreeSet<String> nodes = new TreeSet<>();
        snapshot.nodes().forEach(use -> nodes.add(use.node().ref().node()));
        return AdmissionProblems.NO_SUCH_NODE.problem(
                AdmissionProblems.RESOURCES.key("slaveName"),
                wanted,
                "node",
                wanted.isEmpty() ? "that (with the cluster and volumes asked for)" : wanted,
                "nodes",
                String.join(", ", nodes));
    }

    private static Submission submission(Candidate candidate, List<Node> nodes) {
        List<NodeRef> refs = nodes.stream().map(Node::ref).toList();
        List<String> sites = nodes.stream().map(Node::site).distinct().toList();
        return new Submission(
                candidate.owner(),
                candidate.project(),
                candidate.definition(),
                candidate.texts(),
                candidate.dialect(),
                candidate.image(),
                candidate.mounts().stream()
                        .filter(mounts -> sites.contains(mounts.site()))
                        .toList(),
                refs,
                candidate.rerunOf());
    }
}
