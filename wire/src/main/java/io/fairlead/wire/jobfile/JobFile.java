package io.fairlead.wire.jobfile;

import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.wire.document.Document;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Report;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

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
     * @param outside projects named beside the file, in the order of their weight; all must agree with it and each other
     */
    public static ReadResult read(byte[] bytes, Format format, List<ProjectChoice> outside) {
        Report report = new Report();
        Context context = new Context(report, false);
        Document document = Document.parse(bytes, format, report);
        Dialect dialect = Dialect.SLICES_V2;
        Optional<JobDefinition> definition = Optional.empty();
        if (document.root().isPresent()) {
            Optional<MapNode> root = context.values().map(document.root().get(), "{\"name\": …, \"request\": {…}}");
            if (root.isPresent()) {
                dialect = dialect(root.get(), context);
                Optional<MapNode> v2 = dialect == Dialect.SLICES_V1
                        ? new V1Conversion(context).convert(root.get())
                        : Optional.of(withoutV1(root.get()));
                definition = v2.flatMap(map -> new DefinitionReader(context).read(map, outside));
            }
        }
        if (dialect == Dialect.SLICES_V2 && context.hasOurs()) {
            dialect = Dialect.FAIRLEAD;
        }
        boolean refused = report.refuses();
        String source =
                refused ? "" : keepable(document.text(), definition.orElseThrow(), context.credential(), outside);
        Findings findings = report.findings();
        return new ReadResult(
                refused ? Optional.empty() : definition,
                findings,
                refused ? Optional.empty() : context.credential(),
                dialect,
                source);
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

    private static Dialect dialect(MapNode root, Context context) {
        Node v1 = root.find("jobDefinition");
        if (v1 == null) {
            return Dialect.SLICES_V2;
        }
        if (root.find("request") == null) {
            return Dialect.SLICES_V1;
        }
        context.report().problemOfKey(v1, JobFileProblems.AMBIGUOUS);
        return Dialect.SLICES_V2;
    }

    /** A file that is both was refused already; what is v2 in it is still checked. */
    private static MapNode withoutV1(MapNode root) {
        if (root.find("jobDefinition") == null) {
            return root;
        }
        SequencedMap<String, Node> members = new LinkedHashMap<>(root.members());
        members.remove("jobDefinition");
        return MapNode.insteadOf(root, members);
    }

    /** The text without the credential; where that can not be shown to be gone, the canonical text in its place. */
    private static String keepable(
            String text,
            JobDefinition definition,
            Optional<RegistryCredential> credential,
            List<ProjectChoice> outside) {
        if (credential.isEmpty()) {
            return text;
        }
        RegistryCredential secret = credential.get();
        String redacted = text.replace(secret.user() + ":" + secret.password() + "@", "");
        ReadResult again = read(redacted.getBytes(StandardCharsets.UTF_8), Format.BY_CONTENT, outside);
        boolean gone = !redacted.contains(secret.password())
                && again.credential().isEmpty()
                && again.definition().equals(Optional.of(definition));
        return gone ? redacted : CanonicalJson.write(definition);
    }
}
