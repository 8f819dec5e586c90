package io.fairlead.wire.jobfile;

import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.core.volume.Paths;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code request.docker.storage}. */
final class StorageReader {
    private static final String TMPFS = "tmpfs";
    private static final String DOT_SSH = ".ssh";
    private static final String SHARE_AUTO = "PROJECT_SHARE_AUTO";

    /** Where Slices showed the user's {@code .ssh}; naming this place alone asks for it. */
    private static final String SLICES_SSH = "/root/.ssh";

    /** Only the user's {@code .ssh} has no place of its own; the home is at this place too. */
    private static final MountTarget SSH_TARGET = new MountTarget(SLICES_SSH);

    private static final MountTarget SHARE_TARGET = new MountTarget("/project");
    private static final String HINT = "[\"/project_NAME\"]";

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final String ENV = "env";
    private static final SequencedMap<String, String> MODES = NotYetForms.words(ENV, "copy-in", "sync");

    private final Context context;

    StorageReader(Context context) {
        this.context = context;
    }

    List<StorageEntry> read(Node node) {
        List<StorageEntry> entries = new ArrayList<>();
        Map<String, Node> used = new HashMap<>();
        for (Node item : context.values().list(node, Limits.MOUNTS_MAX, HINT)) {
            Optional<StorageEntry> entry = entry(item);
            entry.flatMap(StorageReader::place).ifPresent(target -> {
                Node first = used.putIfAbsent(target.path(), item);
                if (first != null && !context.stored()) {
                    context.report()
                            .problem(
                                    item,
                                    target.path(),
                                    JobFileProblems.TARGET_TWICE,
                                    "target",
                                    target,
                                    "first",
                                    first.name(),
                                    "second",
                                    item.name());
                }
            });
            entry.ifPresent(entries::add);
        }
        return entries;
    }

    /** Where something is mounted. */
    private static Optional<MountTarget> place(StorageEntry entry) {
        return switch (entry) {
            case StorageEntry.Bucket _ -> Optional.empty();
            case StorageEntry.DotSsh ssh -> ssh.target().or(() -> Optional.of(SSH_TARGET));
            default -> entry.target();
        };
    }

    private Optional<StorageEntry> entry(Node item) {
        if (item instanceof TextNode text) {
            return source(item, text.text(), Optional.empty(), false);
        }
        return item instanceof MapNode map
                ? object(new Fields(context, map, Section.STORAGE))
                : context.values().wrongType(item, "a path or an object", "\"/project_NAME\"");
    }

    private Optional<StorageEntry> object(Fields fields) {
        boolean readOnly = fields.find("readOnly")
                .flatMap(node -> context.values().bool(node))
                .orElse(false);
        Optional<Node> host = fields.find("hostPath");
        Optional<Node> container = fields.find("containerPath");
        Optional<Node> volume = fields.find("volume");
        if (fields.find("s3").isPresent()) {
            return bucket(fields);
        }
        for (String key : List.of("prefix", "mode")) {
            fields.find(key).ifPresent(node -> doesNotGoWith(node, key, "anything but s3"));
        }
        if (volume.isPresent()) {
            host.ifPresent(node -> doesNotGoWith(node, "hostPath", "volume"));
            fields.find("sizeGb").ifPresent(node -> doesNotGoWith(node, "sizeGb", "volume"));
            return named(fields, volume.get(), readOnly);
        }
        fields.find("subPath")
                .ifPresent(node -> doesNotGoWith(node, "subPath", "hostPath; write the folder into the path"));
        if (host.isEmpty() && container.isEmpty()) {
            String keys = "hostPath, containerPath or volume";
            context.report().problem(fields.map(), JobFileProblems.STORAGE_EMPTY, "keys", keys);
            return Optional.empty();
        }
        if (host.isPresent()
                && host.get() instanceof TextNode text
                && text.text().strip().equals(TMPFS)) {
            fields.find("readOnly").filter(_ -> readOnly).ifPresent(node -> doesNotGoWith(node, "readOnly", TMPFS));
            return tmpfs(fields);
        }
        fields.find("sizeGb").ifPresent(node -> doesNotGoWith(node, "sizeGb", "anything but hostPath \"tmpfs\""));
        Optional<MountTarget> target = container.flatMap(this::target);
        if (container.isPresent() && target.isEmpty()) {
            host.ifPresent(node -> source(node, text(node).orElse(""), Optional.of(SHARE_TARGET), readOnly));
            return Optional.empty();
        }
        if (host.isEmpty()) {
            String same = target.orElseThrow().path();
            return source(container.orElseThrow(), same.equals(SLICES_SSH) ? DOT_SSH : same, target, readOnly);
        }
        return text(host.get()).flatMap(path -> source(host.get(), path, target, readOnly));
    }

    private Optional<StorageEntry> bucket(Fields fields) {
        for (String key : List.of("hostPath", "volume", "subPath", "sizeGb", "readOnly")) {
            fields.find(key).ifPresent(node -> doesNotGoWith(node, key, "s3"));
        }
        Optional<Node> mode = fields.find("mode");
        Optional<String> how = mode.flatMap(node -> context.values().word(node, MODES));
        how.filter(word -> !word.equals(ENV)).ifPresent(word -> {
            String instead =
                    "write \"mode\": \"env\" and copy in the command: rclone copy s3:BUCKET/PREFIX /project_NAME,"
                            + " or back with the two exchanged";
            context.report().problem(mode.get(), JobFileProblems.NOT_YET, "what", "mode " + word, "instead", instead);
        });
        Optional<String> bucket = fields.find("s3").flatMap(this::bucketName);
        Optional<String> prefix = fields.find("prefix")
                .map(node -> text(node).flatMap(text -> parsed(node, text, Paths::parseBeneath)))
                .orElse(Optional.of(""));
        Optional<Node> container = fields.find("containerPath");
        Optional<MountTarget> target = container.flatMap(this::target);
        if (bucket.isEmpty() || prefix.isEmpty() || container.isPresent() != target.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new StorageEntry.Bucket(bucket.get(), prefix.get(), target));
    }

    private Optional<String> bucketName(Node node) {
        return context.values().text(node, Limits.WORD).filter(name -> {
            boolean good = BUCKET.matcher(name).matches();
            if (!good) {
                String form = "the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens";
                context.report()
                        .problem(node, JobFileProblems.PATTERN, "key", "s3", "form", form, "example", "my-data");
            }
            return good;
        });
    }

    private Optional<String> text(Node node) {
        return context.values().text(node, Limits.PATH);
    }

    /** What a host path stands for: one of two words, or a path of a volume. */
    private Optional<StorageEntry> source(Node node, String path, Optional<MountTarget> target, boolean readOnly) {
        return switch (path.strip()) {
            case DOT_SSH, DOT_SSH + "/" -> Optional.of(new StorageEntry.DotSsh(target, readOnly));
            case SHARE_AUTO -> Optional.of(new StorageEntry.ProjectShareAuto(target.orElse(SHARE_TARGET), readOnly));
            case TMPFS -> {
                context.values()
                        .missing(
                                node,
                                "containerPath",
                                "{\"hostPath\": \"tmpfs\", \"containerPath\": \"/fast\", \"sizeGb\": 4}");
                yield Optional.empty();
            }
            default ->
                parsed(node, path, Paths::parse)
                        .flatMap(normal -> target.or(() -> parsed(node, normal, MountTarget::parse))
                                .map(place -> new StorageEntry.VolumePath(normal, place, readOnly)));
        };
    }

    private Optional<StorageEntry> tmpfs(Fields fields) {
        Optional<MountTarget> target = fields.required("containerPath", "where it appears, for example \"/fast\"")
                .flatMap(this::target);
        Optional<Bytes> size = fields.required("sizeGb", "the size of the tmpfs in GiB, for example 4")
                .flatMap(node -> context.values().number(node, Limits.MEMORY_GB))
                .map(Bytes::ofGib);
        return target.flatMap(place -> size.map(bytes -> new StorageEntry.Tmpfs(place, bytes)));
    }

    private Optional<StorageEntry> named(Fields fields, Node volume, boolean readOnly) {
        Optional<String> name = context.values().text(volume, Limits.WORD);
        Optional<String> subPath = fields.find("subPath")
                .map(node -> text(node).flatMap(text -> parsed(node, text, Paths::parseBeneath)))
                .orElse(Optional.of(""));
        Optional<MountTarget> target = fields.required("containerPath", "where it appears, for example \"/data\"")
                .flatMap(this::target);
        if (name.isEmpty() || subPath.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StorageEntry.NamedVolume(name.get(), subPath.get(), target.get(), readOnly));
    }

    private Optional<MountTarget> target(Node node) {
        return text(node).flatMap(text -> parsed(node, text, MountTarget::parse));
    }

    private <T> Optional<T> parsed(Node node, String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (ProblemException e) {
            context.report().problems(node, e);
            return Optional.empty();
        }
    }

    private void doesNotGoWith(Node node, String key, String with) {
        context.report().problem(node, JobFileProblems.STORAGE_COMBINATION, "key", key, "with", with);
    }
}
