package io.fairlead.engines.docker;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.Layers;
import io.fairlead.net.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The layers of containers, as the engine lists and measures them. */
final class DockerLayers implements Layers {
    private static final int NOT_FOUND = 404;
    private static final int DELETED = 2;

    private final DockerApi api;

    DockerLayers(DockerApi api) {
        this.api = api;
    }

    @Override
    public Content layer(ContainerName name) {
        try {
            DockerApi.Answer changes = api.get(Target.of("/containers/{}/changes", name.text()), Deadlines.LAYER);
            if (!changes.isSuccess()) {
                return new Unreadable();
            }
            List<String> paths = new ArrayList<>();
            for (JsonNode change : changes.body()) {
                if (change.path("Kind").asInt(DELETED) != DELETED) {
                    paths.add(change.path("Path").asString(""));
                }
            }
            DockerApi.Answer container = api.get(Target.of("/containers/{}/json", name.text()), Deadlines.INSPECT);
            String folder = container.isSuccess()
                    ? container.body().at("/GraphDriver/Data/UpperDir").asString("")
                    : "";
            return new Layer(
                    folder.isEmpty() ? Optional.empty() : Optional.of(folder), paths, mounts(container.body()));
        } catch (EngineFault e) {
            return new Silent(e.getMessage() == null ? "no answer" : e.getMessage());
        }
    }

    private static List<MountedAt> mounts(JsonNode container) {
        List<MountedAt> mounts = new ArrayList<>();
        for (JsonNode mount : container.path("Mounts")) {
            mounts.add(new MountedAt(
                    mount.path("Source").asString(""), mount.path("Destination").asString("")));
        }
        container.at("/HostConfig/Tmpfs").propertyNames().forEach(target -> mounts.add(new MountedAt("", target)));
        return mounts;
    }

    @Override
    public Size size(ContainerName name) {
        try {
            DockerApi.Answer answer =
                    api.get(Target.of("/containers/{}/json", name.text()).with("size", "true"), Deadlines.LAYER);
            if (answer.status() == NOT_FOUND) {
                return new Size.Ended();
            }
            if (!answer.isSuccess()) {
                return new Size.Unknown();
            }
            boolean ended = answer.body().at("/State/Status").asString("").equals("exited");
            return ended
                    ? new Size.Ended()
                    : new Size.Written(answer.body().path("SizeRw").asLong(0));
        } catch (EngineFault e) {
            return new Size.Unknown();
        }
    }
}
