package io.fairlead.server.boot;

import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.reconcile.Observation;
import io.fairlead.core.unit.Bytes;
import io.fairlead.engines.docker.DockerImages;
import io.fairlead.server.images.ImageLook;
import io.fairlead.server.images.ImageLooks;
import io.fairlead.server.images.ImageResolver;
import io.fairlead.server.images.Pulls;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

record ImageRoom(ImageResolver resolver, ImageLooks looks, Pulls pulls) {
    static ImageRoom of(List<EngineRoom> engines, Path state, InstantSource clock) {
        EngineRoom e = engines.getFirst();
        if (e.docker().isEmpty()) {
            return new ImageRoom(
                    (uid, ref, policy, cred) -> new ImageResolver.Answer.Found(
                            new ResolvedImage(
                                    ref.toString(),
                                    "sha256:" + "0".repeat(64),
                                    ResolvedImage.Kind.IMAGE_ID,
                                    "linux/amd64",
                                    Bytes.ZERO),
                            true),
                    image -> new ImageLook("", "", Optional.empty(), "/bin/sh", false),
                    (c, i, j) -> new Observation.ImageArrived(c, i.digest()));
        }
        DockerImages images = e.docker().get().images();
        return new ImageRoom(
                (uid, ref, policy, cred) -> switch (images.find(ref)) {
                    case DockerImages.Local.Present(var image) ->
                        new ImageResolver.Answer.Found(image.resolved(ref), true);
                    default ->
                        new ImageResolver.Answer.Refused(BootProblems.FAILED.reason("cause", "no such image"), false);
                },
                image -> new ImageLook(
                        "root:x:0:0:root:/root:/bin/sh\n", "root:x:0:\n", Optional.empty(), "/bin/sh", true),
                (c, i, j) -> new Observation.ImageArrived(c, i.digest()));
    }
}
