package io.fairlead.engines.docker;

import io.fairlead.core.unit.Bytes;
import io.fairlead.net.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The images that an engine keeps, as a whole: listed, named, and thrown away. */
public final class DockerImageStore {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final DockerApi api;

    DockerImageStore(DockerApi api) {
        this.api = api;
    }

    /**
     * An image in the list.
     *
     * @param tags names with tags; empty for one that has none
     * @param digests names with digests
     * @param size on disk, layers that others share included
     */
    public record Kept(
            String id,
            List<String> tags,
            List<String> digests,
            Instant createdAt,
            Bytes size,
            SequencedMap<String, String> labels) {
        public Kept {
            tags = List.copyOf(tags);
            digests = List.copyOf(digests);
            labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
        }
    }

    /**
     * One step of how an image came about.
     *
     * @param by the command, as the engine keeps it
     * @param size that it added
     */
    public record Layer(Instant createdAt, String by, Bytes size) {}

    /**
     * What an image is beyond what a job must know.
     *
     * @param onBuild instructions that run in builds that begin with it
     */
    public record Detail(LocalImage image, Instant createdAt, List<String> tags, List<String> onBuild) {
        public Detail {
            tags = List.copyOf(tags);
            onBuild = List.copyOf(onBuild);
        }
    }

    /** What became of taking a name away. */
    public enum Removal {
        DONE,
        ABSENT,
        /** A container needs it, running or not. */
        IN_USE
    }

    /** All of them, in the engine's order. */
    public List<Kept> list() throws EngineFault {
        List<Kept> all = new ArrayList<>();
        for (JsonNode entry :
                success(api.get(Target.of("/images/json"), Deadlines.LIST)).body()) {
            SequencedMap<String, String> labels = new LinkedHashMap<>();
            entry.path("Labels")
                    .properties()
                    .forEach(it -> labels.put(it.getKey(), it.getValue().asString("")));
            all.add(new Kept(
                    entry.path("Id").asString(""),
                    named(entry.path("RepoTags")),
                    named(entry.path("RepoDigests")),
                    Instant.ofEpochSecond(entry.path("Created").asLong(0)),
                    new Bytes(Math.max(0, entry.path("Size").asLong(0))),
                    labels));
        }
        return all;
    }

    /** The engine writes {@code <none>} where there is no name. */
    private static List<String> named(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(entry -> entry.asString(""))
                .filter(name -> !name.startsWith("<none>"))
                .toList();
    }

    /** @param name a reference or an id; empty where there is none */
    public Optional<Detail> detail(String name) throws EngineFault {
        DockerApi.Answer answer = api.get(Target.of("/images/{}/json", name), Deadlines.IMAGE);
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        JsonNode body = success(answer).body();
        return Optional.of(new Detail(
                LocalImage.of(body),
                instant(body.path("Created").asString("")),
                named(body.path("RepoTags")),
                named(body.path("Config").path("OnBuild"))));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** Newest first. */
    public List<Layer> layers(String id) throws EngineFault {
        List<Layer> layers = new ArrayList<>();
        for (JsonNode entry : success(api.get(Target.of("/images/{}/history", id), Deadlines.LIST))
                .body()) {
            layers.add(new Layer(
                    Instant.ofEpochSecond(entry.path("Created").asLong(0)),
                    entry.path("CreatedBy").asString(""),
                    new Bytes(Math.max(0, entry.path("Size").asLong(0)))));
        }
        return layers;
    }

    /** Gives an image one more name; one that the name had before keeps its others. */
    public void tag(String id, String repository, String tag) throws EngineFault {
        success(api.post(
                Target.of("/images/{}/tag", id).with("repo", repository).with("tag", tag), null, Deadlines.IMAGE));
    }

    /** @param name a reference, which is taken away, or an id without names; what then has no name is deleted */
    public Removal remove(String name) throws EngineFault {
        DockerApi.Answer answer = api.delete(Target.of("/images/{}", name), Deadlines.REMOVE);
        return switch (answer.status()) {
            case NOT_FOUND -> Removal.ABSENT;
            case CONFLICT -> Removal.IN_USE;
            default -> {
                success(answer);
                yield Removal.DONE;
            }
        };
    }

    private static DockerApi.Answer success(DockerApi.Answer answer) throws EngineFault {
        if (!answer.isSuccess()) {
            throw new EngineFault("the engine said " + answer.status() + ": " + answer.text(), true, null);
        }
        return answer;
    }
}
