package io.fairlead.wire.jobfile;

import io.fairlead.core.job.JobDefinition;
import io.fairlead.wire.document.Document;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Report;
import io.fairlead.wire.jobfile.JobFile.ProjectChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One pass over one file.
 *
 * @param context holds what was found, the credential among it
 * @param readable as much as could be read; what may be run only where nothing was refused
 * @param places where its parts stand
 */
record Reading(String text, Dialect dialect, Context context, Optional<JobDefinition> readable, Places places) {
    /** Present exactly when nothing was refused. */
    Optional<JobDefinition> definition() {
        return readable.filter(_ -> !context.report().refuses());
    }

    static Reading of(byte[] bytes, Format format, List<ProjectChoice> outside) {
        Context context = new Context(new Report(), false);
        Document document = Document.parse(bytes, format, context.report());
        Optional<MapNode> root =
                document.root().flatMap(node -> context.values().map(node, "{\"name\": …, \"request\": {…}}"));
        Dialect written = root.map(map -> written(map, context)).orElse(Dialect.SLICES_V2);
        Optional<MapNode> v2 = root.flatMap(map ->
                written == Dialect.SLICES_V1 ? new V1Conversion(context).convert(map) : Optional.of(withoutV1(map)));
        Optional<JobDefinition> readable = v2.flatMap(map -> new DefinitionReader(context).readable(map, outside));
        Dialect dialect = written == Dialect.SLICES_V2 && context.hasOurs() ? Dialect.FAIRLEAD : written;
        return new Reading(document.text(), dialect, context, readable, new Places(v2));
    }

    private static Dialect written(MapNode root, Context context) {
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
}
