package io.fairlead.wire.jobfile;

import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.wire.document.Document;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Report;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads job files. Pure: the same bytes give the same result, on the client and on the server. */
public final class JobFile {
    /**
     * A project that was named beside the file.
     *
     * @param source how, for a message: {@code --project}, {@code FAIRLEAD_PROJECT}
     */
    public record ProjectChoice(String source, String project) {}

    private JobFile() {}

    /**
     * Reads a file, v2 or v1.
     *
     * @param bytes at most {@value Document#SIZE_MAX_BYTES}; never refused by an exception, whatever they are
     * @param outside projects named beside the file, in the order of their weight; all must agree with it and each
     *     other
     */
    public static ReadResult read(byte[] bytes, Format format, List<ProjectChoice> outside) {
        Reading reading = Reading.of(bytes, format, outside);
        Context context = reading.context();
        if (reading.definition().isEmpty()) {
            return new ReadResult(
                    Optional.empty(),
                    reading.readable(),
                    context.report().findings(),
                    context.credential(),
                    reading.dialect(),
                    "",
                    reading.places());
        }
        String source = context.credential()
                .map(secret -> withoutCredential(reading, secret, outside))
                .orElse(reading.text());
        return new ReadResult(
                reading.definition(),
                reading.readable(),
                context.report().findings(),
                context.credential(),
                reading.dialect(),
                source,
                reading.places());
    }

    /** Whether nothing was misread by which it is judged which machines could run it. */
    public static boolean tellsMachines(ReadResult read) {
        return read.findings().problems().stream()
                .flatMap(problem -> problem.path().segments().stream())
                .noneMatch(segment -> segment instanceof FieldPath.Key(String name)
                        && (name.equals("resources") || name.equals("scheduling")));
    }

    /**
     * Reads what {@link CanonicalJson} wrote. What was accepted once is never refused later.
     *
     * @throws IllegalStateException when the text is not of our making
     */
    public static JobDefinition readStored(String json) {
        Report report = new Report();
        Context context = new Context(report, true);
        Document document = Document.parseStored(json, report);
        if (document.root().isPresent() && document.root().get() instanceof MapNode root) {
            Optional<JobDefinition> definition = new DefinitionReader(context).read(root, List.of());
            if (definition.isPresent()) {
                return definition.get();
            }
        }
        ProblemException why = new ProblemException(report.findings().problems());
        throw new IllegalStateException("a stored definition can not be read: " + why.getMessage());
    }

    /**
     * The text without the credential; where that can not be shown to be gone (it may be written with escapes), the
     * canonical
     * text in its place.
     */
    private static String withoutCredential(Reading reading, RegistryCredential secret, List<ProjectChoice> outside) {
        String text = reading.text().replace(secret.user() + ":" + secret.password() + "@", "");
        Reading again = Reading.of(text.getBytes(StandardCharsets.UTF_8), Format.BY_CONTENT, outside);
        boolean gone = !text.contains(secret.password())
                && again.context().credential().isEmpty()
                && again.definition().equals(reading.definition());
        return gone ? text : CanonicalJson.write(reading.definition().orElseThrow());
    }
}
