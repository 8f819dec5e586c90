package io.fairlead.store.change;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.volume.Making;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.SiteMounts;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * A submission as it is kept: definition and source as the texts that came in, and what was looked up for them as one JSON
 * object with a version.
 */
final class SubmissionCodec {
    static final int VERSION = 1;

    /**
     * @param source equal to the definition where it was written so
     * @param resolved owner, project, image, mounts, nodes, and the job that this one repeats
     */
    record Stored(String dialect, String definition, String source, int version, String resolved) {}

    private final Function<String, JobDefinition> parse;

    /** @param parse reads a canonical definition; whoever wrote it can read it */
    SubmissionCodec(Function<String, JobDefinition> parse) {
        this.parse = parse;
    }

    Stored encode(Submission submission) {
        return new Stored(
                submission.dialect(),
                submission.definitionJson(),
                submission.source(),
                VERSION,
                Json.object(out -> resolved(out, submission)));
    }

    private static void resolved(JsonGenerator out, Submission submission) {
        owner(out, submission.owner());
        out.writeObjectPropertyStart("project");
        out.writeNumberProperty("gid", submission.project().gid());
        out.writeStringProperty("name", submission.project().name());
        out.writeEndObject();
        image(out, submission.image());
        Json.array(out, "mounts", submission.mounts(), at -> {
            out.writeStartObject();
            out.writeStringProperty("site", at.site());
            Json.array(out, "mounts", at.mounts(), mount -> mount(out, mount));
            out.writeEndObject();
        });
        Json.array(out, "nodes", submission.nodes(), ref -> node(out, ref));
        Json.text(out, "rerunOf", submission.rerunOf().map(JobId::text));
    }

    private static void owner(JsonGenerator out, Submitter owner) {
        out.writeObjectPropertyStart("owner");
        out.writeNumberProperty("uid", owner.uid());
        out.writeStringProperty("name", owner.name());
        out.writeNumberProperty("gid", owner.gid());
        Json.array(out, "groups", owner.groups(), out::writeNumber);
        out.writeStringProperty("home", owner.home());
        out.writeEndObject();
    }

    private static void image(JsonGenerator out, ResolvedImage image) {
        out.writeObjectPropertyStart("image");
        out.writeStringProperty("reference", image.reference());
        out.writeStringProperty("digest", image.digest());
        out.writeStringProperty("kind", image.kind().name());
        out.writeStringProperty("platform", image.platform());
        out.writeNumberProperty("size", image.size().count());
        out.writeEndObject();
    }

    private static void mount(JsonGenerator out, ResolvedMount mount) {
        out.writeStartObject();
        switch (mount) {
            case ResolvedMount.Folder folder -> {
                out.writeStringProperty("volume", folder.volume());
                out.writeStringProperty("root", folder.root());
                Json.text(out, "subPath", folder.subPath());
                out.writeStringProperty("at", folder.containerPath());
                if (folder.readOnly()) {
                    out.writeBooleanProperty("readOnly", true);
                }
                making(out, folder.making());
            }
            case ResolvedMount.Tmpfs tmpfs -> {
                out.writeStringProperty("at", tmpfs.containerPath());
                out.writeNumberProperty("tmpfs", tmpfs.size().count());
            }
        }
        out.writeEndObject();
    }

    private static void making(JsonGenerator out, Making making) {
        if (making.subPath()) {
            out.writeBooleanProperty("makeSubPath", true);
        }
        making.root().ifPresent(root -> {
            out.writeObjectPropertyStart("makeRoot");
            out.writeStringProperty("beneath", root.beneath());
            out.writeNumberProperty("uid", root.uid());
            out.writeNumberProperty("gid", root.gid());
            out.writeNumberProperty("mode", root.mode());
            out.writeEndObject();
        });
    }

    /** A machine as a pair: [cluster, name]. */
    static void node(JsonGenerator out, NodeRef ref) {
        out.writeStartArray();
        out.writeNumber(ref.cluster().number());
        out.writeString(ref.node());
        out.writeEndArray();
    }

    static NodeRef node(JsonNode pair) {
        return new NodeRef(new ClusterId(pair.get(0).intValue()), pair.get(1).stringValue());
    }

    Submission decode(Stored stored) {
        if (stored.version() != VERSION) {
            throw new IllegalStateException("a submission of version " + stored.version() + " is not known here");
        }
        JsonNode resolved = Json.tree(stored.resolved());
        JsonNode project = Json.in(resolved, "project");
        return new Submission(
                owner(Json.in(resolved, "owner")),
                new Project(Json.numberIn(project, "gid"), Json.textIn(project, "name")),
                parse.apply(stored.definition()),
                new Texts(stored.definition(), stored.source()),
                stored.dialect(),
                image(Json.in(resolved, "image")),
                Json.listIn(
                        resolved,
                        "mounts",
                        at -> new SiteMounts(
                                Json.textIn(at, "site"), Json.listIn(at, "mounts", SubmissionCodec::mount))),
                Json.listIn(resolved, "nodes", SubmissionCodec::node),
                Json.maybeTextIn(resolved, "rerunOf").map(JobId::new));
    }

    private static Submitter owner(JsonNode owner) {
        return new Submitter(
                Json.numberIn(owner, "uid"),
                Json.textIn(owner, "name"),
                Json.numberIn(owner, "gid"),
                Json.listIn(owner, "groups", JsonNode::longValue),
                Json.textIn(owner, "home"));
    }

    private static ResolvedImage image(JsonNode image) {
        return new ResolvedImage(
                Json.textIn(image, "reference"),
                Json.textIn(image, "digest"),
                ResolvedImage.Kind.valueOf(Json.textIn(image, "kind")),
                Json.textIn(image, "platform"),
                new Bytes(Json.numberIn(image, "size")));
    }

    private static ResolvedMount mount(JsonNode mount) {
        String at = Json.textIn(mount, "at");
        if (mount.has("tmpfs")) {
            return new ResolvedMount.Tmpfs(at, new Bytes(Json.numberIn(mount, "tmpfs")));
        }
        return new ResolvedMount.Folder(
                Json.textIn(mount, "volume"),
                Json.textIn(mount, "root"),
                Json.textIn(mount, "subPath"),
                at,
                Json.flagIn(mount, "readOnly"),
                new Making(makeRoot(mount), Json.flagIn(mount, "makeSubPath")));
    }

    private static Optional<Making.RootFolder> makeRoot(JsonNode mount) {
        if (!mount.has("makeRoot")) {
            return Optional.empty();
        }
        JsonNode root = Json.in(mount, "makeRoot");
        return Optional.of(new Making.RootFolder(
                Json.textIn(root, "beneath"),
                Json.numberIn(root, "uid"),
                Json.numberIn(root, "gid"),
                Json.smallIn(root, "mode")));
    }
}
