package io.fairlead.engines.docker;

import io.fairlead.core.image.ImageFault;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.net.Request;
import io.fairlead.net.StreamedResponse;
import io.fairlead.net.Target;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The images of one engine. Every answer is a value; none throws because of an engine or a registry. */
public final class DockerImages {
    /** Marks the containers that were made to look into an image, with the instance that made them. */
    static final String LOOK_LABEL = ReservedLabels.PREFIX + "look";

    private static final int NOT_FOUND = 404;

    private final DockerApi api;
    private final String instance;
    private final Duration silence;

    /** @param silence the longest time without a byte of a pull; an engine itself waits for ever for a registry that stalls */
    DockerImages(DockerApi api, String instance, Duration silence) {
        this.api = api;
        this.instance = instance;
        this.silence = silence;
    }

    /** What came of looking for an image, or of fetching it. */
    public sealed interface Local {
        record Present(LocalImage image) implements Local {}

        /** The engine answered that it has none of that name. */
        record Absent() implements Local {}

        record Failed(ImageFault fault) implements Local {}
    }

    /** What came of looking into an image. */
    public sealed interface Inside {
        record Seen(ImageFiles files) implements Inside {}

        record Failed(ImageFault fault) implements Inside {}
    }

    /**
     * How far a pull is.
     *
     * @param received bytes of compressed layers so far
     * @param known bytes of all layers whose size is known by now; grows while the engine learns of more
     */
    public record Progress(long received, long known) {}

    /** What the engine has under that name now; asks no registry. */
    public Local find(ImageReference reference) {
        return find(
                reference
                        .digest()
                        .map(digest -> reference.name() + "@" + digest)
                        .orElse(reference.toString()),
                reference.toString());
    }

    /** The tags that the engine has of the same name; none where it does not answer. */
    public List<String> tagsBeside(ImageReference reference) {
        List<String> tags = new ArrayList<>();
        try {
            String filter = "{\"reference\":[\"" + reference.name() + "\"]}";
            DockerApi.Answer answer = api.get(Target.of("/images/json").with("filters", filter), Deadlines.IMAGE);
            if (!answer.isSuccess()) {
                return List.of();
            }
            for (JsonNode image : answer.body()) {
                for (JsonNode tag : image.path("RepoTags")) {
                    String name = tag.asString("");
                    if (name.startsWith(reference.name() + ":")) {
                        tags.add(name.substring(reference.name().length() + 1));
                    }
                }
            }
        } catch (EngineFault e) {
            return List.of();
        }
        return tags;
    }

    /** Whether the engine has exactly what a job is to run. */
    public Local find(ResolvedImage image) {
        return find(image.name(), image.reference());
    }

    private Local find(String name, String shown) {
        try {
            DockerApi.Answer answer = api.get(Target.of("/images/{}/json", name), Deadlines.IMAGE);
            if (answer.status() == NOT_FOUND) {
                return new Local.Absent();
            }
            return answer.isSuccess()
                    ? new Local.Present(LocalImage.of(answer.body()))
                    : failed(
                            ImageFault.Kind.ENGINE, shown, "the engine said " + answer.status() + ": " + answer.text());
        } catch (EngineFault e) {
            return failed(ImageFault.Kind.ENGINE, shown, e.cause());
        }
    }

    private static Local failed(ImageFault.Kind kind, String shown, String detail) {
        return new Local.Failed(new ImageFault(kind, shown, detail));
    }

    /**
     * Fetches an image by its digest and returns once the engine has it. Blocks for as long as bytes come; a registry that
     * is silent for a minute is given up. Interrupting the thread ends it.
     *
     * @param image of kind MANIFEST
     * @param progress called on this thread, often
     */
    public Local pull(ResolvedImage image, Optional<RegistryCredential> credential, Consumer<Progress> progress) {
        String shown = image.reference();
        Target target = Target.of("/images/create")
                .with("fromImage", ImageReference.parse(shown).name())
                .with("tag", image.digest());
        try {
            Request request = api.request("POST", target, null);
            if (credential.isPresent()) {
                request = request.header("X-Registry-Auth", header(credential.get()));
            }
            Optional<String> words;
            try (StreamedResponse response = api.open(request, Deadlines.PULL_BEGINS, silence)) {
                words = response.status() / 100 == 2
                        ? new Pulling(progress).read(response.body())
                        : Optional.of(DockerApi.refusal(response).text());
            }
            return words.isPresent() ? failed(Pulling.kind(words.get()), shown, words.get()) : arrived(image);
        } catch (IOException e) {
            return failed(ImageFault.Kind.ENGINE, shown, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Loads an archive that holds this image under its name.
     *
     * @param archive read to its end, not closed
     */
    public Local load(ResolvedImage image, InputStream archive) {
        String shown = image.reference();
        try {
            Target target = Target.of("/images/load").with("quiet", "true");
            Request request = api.request("POST", target, null).body(archive, "application/x-tar");
            Optional<String> words;
            try (StreamedResponse response = api.open(request, Deadlines.LOAD, Deadlines.LOAD_SILENCE)) {
                words = response.status() / 100 == 2
                        ? new Pulling(_ -> {}).read(response.body())
                        : Optional.of(DockerApi.refusal(response).text());
            }
            return words.isPresent() ? failed(Pulling.kind(words.get()), shown, words.get()) : arrived(image);
        } catch (IOException e) {
            return failed(ImageFault.Kind.ENGINE, shown, String.valueOf(e.getMessage()));
        }
    }

    private Local arrived(ResolvedImage image) {
        Local found = find(image);
        return found instanceof Local.Absent
                ? failed(
                        ImageFault.Kind.OTHER,
                        image.reference(),
                        "the engine said that it had fetched it, and has it not")
                : found;
    }

    private static String header(RegistryCredential credential) {
        ObjectNode json = DockerApi.JSON.createObjectNode();
        json.put("username", credential.user());
        json.put("password", credential.password());
        json.put("serveraddress", credential.host());
        return Base64.getUrlEncoder().encodeToString(DockerApi.JSON.writeValueAsBytes(json));
    }

    /**
     * Looks into an image that the engine has, by a container that is never started and removed at once. Takes some tens
     * of milliseconds; the answer for a digest never changes, so it is worth keeping.
     *
     * @param paths absolute; of each the way that leads there
     */
    public Inside look(ResolvedImage image, List<String> paths) {
        try {
            String container = helper(image.name());
            try {
                ImageTree tree = new ImageTree(api, container);
                SequencedMap<String, ImageFiles.Way> ways = new LinkedHashMap<>();
                for (String path : paths) {
                    ways.put(path, tree.way(path));
                }
                return new Inside.Seen(
                        new ImageFiles(tree.text("/etc/passwd"), tree.text("/etc/group"), tree.folder("/root"), ways));
            } finally {
                DockerEngine.removed(api, container);
            }
        } catch (IOException e) {
            return new Inside.Failed(
                    new ImageFault(ImageFault.Kind.ENGINE, image.reference(), String.valueOf(e.getMessage())));
        }
    }

    private String helper(String image) throws EngineFault {
        ObjectNode body = DockerApi.JSON.createObjectNode();
        body.put("Image", image);
        body.set("Entrypoint", CreateRequest.list(List.of("/never-started")));
        body.putObject("Labels")
                .put(LOOK_LABEL, instance)
                // An image that claims to be a job of ours must not make this one pass for it.
                .put(ReservedLabels.INSTANCE, "");
        body.putObject("HostConfig").put("NetworkMode", "none");
        DockerApi.Answer answer = api.post(Target.of("/containers/create"), body, Deadlines.CREATE);
        if (!answer.isSuccess()) {
            throw new EngineFault("the engine said " + answer.status() + ": " + answer.text(), true, null);
        }
        return answer.body().path("Id").asString("");
    }

    /** Removes the containers that a server that was killed left behind while it looked into images. */
    public void removeLeftovers() throws EngineFault {
        DockerApi.Answer answer = api.get(
                Target.of("/containers/json")
                        .with("all", "true")
                        .with("filters", "{\"label\":[\"" + LOOK_LABEL + "=" + instance + "\"]}"),
                Deadlines.LIST);
        for (JsonNode entry : answer.body()) {
            DockerEngine.removed(api, entry.path("Id").asString(""));
        }
    }
}
