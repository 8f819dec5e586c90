package io.fairlead.cli.command.docker;

import io.fairlead.cli.gotemplate.GoValue;
import io.fairlead.wire.image.ImageDetail;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** An image of the server's in the shape of one of Docker's. */
final class ImageShape {
    private ImageShape() {}

    static GoValue inspected(ImageDetail detail) {
        String[] platform = detail.platform().split("/", -1);
        return GoValue.struct(
                "Id",
                detail.image().id(),
                "RepoTags",
                detail.image().names(),
                "RepoDigests",
                detail.image().digests(),
                "Comment",
                "",
                "Created",
                detail.image().createdAt().toString(),
                "Author",
                "",
                "Config",
                config(detail),
                "Architecture",
                platform.length > 1 ? platform[1] : "",
                "Variant",
                platform.length > 2 ? platform[2] : "",
                "Os",
                platform[0],
                "Size",
                detail.image().sizeBytes(),
                "VirtualSize",
                detail.image().sizeBytes());
    }

    private static GoValue config(ImageDetail detail) {
        ImageDetail.ImageSettings settings = detail.settings();
        return GoValue.struct(
                "User",
                settings.user(),
                "Env",
                list(settings.environment()),
                "Cmd",
                list(settings.command()),
                "Volumes",
                volumes(settings.volumes()),
                "WorkingDir",
                settings.workingDir(),
                "Entrypoint",
                list(settings.entrypoint()),
                "Labels",
                detail.labels().isEmpty() ? new GoValue.Nil("map[]") : GoValue.dictionary(detail.labels()));
    }

    /** Of Go's, a list that holds nothing is none. */
    private static GoValue list(List<String> texts) {
        return texts.isEmpty() ? new GoValue.Nil("[]") : GoValue.of(texts);
    }

    private static GoValue volumes(List<String> paths) {
        SortedMap<String, GoValue> all = new TreeMap<>();
        paths.forEach(path -> all.put(path, GoValue.struct()));
        return all.isEmpty() ? new GoValue.Nil("map[]") : new GoValue.Dictionary(all);
    }
}
