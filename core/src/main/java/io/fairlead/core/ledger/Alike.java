package io.fairlead.core.ledger;

import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps equal parts of jobs once: of a long queue most are alike in nearly everything. Not maps, which are equal in whatever order
 * they were written.
 */
final class Alike {
    /** Parts that are remembered, those met last; what is forgotten is kept once more when it comes again. */
    private static final int PARTS_MOST = 20_000;

    private static final float FULL = 0.75f;

    private final Map<Object, Object> parts = new LinkedHashMap<>(64, FULL, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > PARTS_MOST;
        }
    };

    /** The last submission as it came, and as it is kept: whoever submits many jobs mostly submits the same one. */
    private @Nullable Submission last;

    private @Nullable Submission kept;

    /** Of whom and what the texts are mostly alike. */
    private record Like(Submitter owner, ResolvedImage image) {}

    /** An equal job. */
    Job of(Job job) {
        Submission submission = of(job.submission());
        return new Job(
                job.id(),
                submission,
                job.submittedAt(),
                job.state(),
                job.since(),
                job.reason(),
                job.cancelRequestedAt(),
                job.imagePresentAt(),
                job.attempt(),
                job.ranBefore(),
                job.retried(),
                job.promise(),
                job.clearing(),
                job.removed());
    }

    /** Equal texts say that maps are in the same order, too. */
    private Submission of(Submission next) {
        Submission same = kept;
        if (same == null || !next.equals(last)) {
            same = shared(next);
            last = next;
            kept = same;
        }
        return same;
    }

    private Submission shared(Submission given) {
        return new Submission(
                once(given.owner()),
                once(given.project()),
                of(given.definition()),
                packed(given),
                once(given.dialect()),
                once(given.image()),
                once(given.mounts()),
                once(given.nodes()),
                given.rerunOf());
    }

    /** Against the first ones that were met of the same owner for the same image. */
    private Texts packed(Submission given) {
        Like key = new Like(given.owner(), given.image());
        Texts model = (Texts) parts.computeIfAbsent(key, _ -> given.texts());
        return model.equals(given.texts()) ? model : given.texts().packed(model);
    }

    private JobDefinition of(JobDefinition given) {
        return new JobDefinition(
                given.name(),
                given.description(),
                once(given.project()),
                given.labels(),
                once(given.resources()),
                of(given.docker()),
                once(given.scheduling()),
                once(given.expect()),
                once(given.extra()));
    }

    private DockerRequest of(DockerRequest given) {
        return new DockerRequest(
                once(given.image()),
                of(given.command()),
                once(given.entrypoint()),
                of(given.environment()),
                given.hostname(),
                given.secrets(),
                once(given.storage()),
                once(given.workingDir()),
                once(given.user()),
                once(given.groupAdd()),
                once(given.projectGidVariable()),
                given.tty(),
                given.stdin(),
                given.readOnlyRootfs(),
                given.stopSignal(),
                given.pull());
    }

    private Command of(Command given) {
        return given instanceof Command.Exec(List<String> argv)
                ? new Command.Exec(argv.stream().map(this::once).toList())
                : given;
    }

    private SequencedMap<String, String> of(SequencedMap<String, String> given) {
        SequencedMap<String, String> same = new LinkedHashMap<>();
        given.forEach((name, value) -> same.put(once(name), once(value)));
        return same;
    }

    @SuppressWarnings("unchecked")
    private <T> T once(T part) {
        return (T) parts.computeIfAbsent(part, it -> it);
    }
}
