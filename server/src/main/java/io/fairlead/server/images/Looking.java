package io.fairlead.server.images;

import io.fairlead.core.image.CudaDemand;
import io.fairlead.core.image.ImageFault;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.docker.DockerImages;
import io.fairlead.engines.docker.DockerImages.Inside;
import io.fairlead.engines.docker.DockerImages.Local;
import io.fairlead.engines.docker.ImageFiles;
import io.fairlead.engines.docker.ImageFiles.Entry;
import io.fairlead.engines.docker.ImageFiles.Way;
import io.fairlead.engines.docker.LocalImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks into images and remembers what it saw: what a digest stands for never changes. */
final class Looking implements ImageLooks {
    private static final String BASH = "/bin/bash";
    private static final String SH = "/bin/sh";
    private static final String ROOT_HOME = "/root";
    private static final String PATH_IS = "PATH=";
    private static final int EXECUTE = 0111;

    /** As long as a submit may take; whoever asks again then finds the answer, or a later one. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LIFE = Duration.ofDays(1);
    private static final int LOOKS_MAX = 1_000;
    private static final int WAYS_MAX = 20_000;

    /** Every job's home is below it, so it is looked at together with the rest. */
    private static final String HOMES = "/home";

    /** What distributions and their package managers put into root's home. */
    private static final Set<String> SKELETON = Set.of(
            ".bash_history",
            ".bash_logout",
            ".bash_profile",
            ".bashrc",
            ".cache",
            ".config",
            ".cshrc",
            ".gnupg",
            ".local",
            ".profile",
            ".python_history",
            ".ssh",
            ".tcshrc",
            ".wget-hsts",
            "anaconda-ks.cfg",
            "anaconda-post.log",
            "original-ks.cfg");

    private final DockerImages engine;
    private final SharedAnswers<String, Seen> looks;
    private final SharedAnswers<Passage, Ways> underWay;
    private final ConcurrentHashMap<Folder, Way> ways = new ConcurrentHashMap<>();

    private record Folder(String image, String path) {}

    private record Passage(String image, SequencedSet<String> paths) {}

    /** An image's inside, or why it could not be seen. */
    private sealed interface Seen {
        record Known(ImageLook look) implements Seen {}

        record Failed(ImageFault fault) implements Seen {}
    }

    private sealed interface Ways {
        record Known(SequencedMap<String, Way> ways) implements Ways {}

        record Failed(ImageFault fault) implements Ways {}
    }

    Looking(DockerImages engine, LongSupplier nanos) {
        this.engine = engine;
        this.looks = new SharedAnswers<>(LIFE, LOOKS_MAX, it -> it instanceof Seen.Known, nanos);
        this.underWay = new SharedAnswers<>(Duration.ZERO, LOOKS_MAX, _ -> false, nanos);
    }

    @Override
    public boolean has(ResolvedImage image) throws IOException {
        return switch (engine.find(image)) {
            case Local.Present _ -> true;
            case Local.Absent _ -> false;
            case Local.Failed(ImageFault fault) ->
                throw new IOException(fault.problem().message());
        };
    }

    @Override
    public ImageLook of(ResolvedImage image) throws IOException, InterruptedException {
        return switch (asked(looks, image.name(), () -> seen(image))) {
            case Seen.Known(ImageLook look) -> look;
            case Seen.Failed(ImageFault fault) -> throw failure(fault);
        };
    }

    @Override
    public SequencedMap<String, Problem> closed(
            ResolvedImage image, long uid, Collection<Long> groups, List<Place> places)
            throws IOException, InterruptedException {
        SequencedMap<String, Problem> problems = new LinkedHashMap<>();
        SequencedSet<String> paths = new LinkedHashSet<>();
        places.forEach(place -> paths.add(folder(place)));
        paths.remove("");
        if (paths.isEmpty()) {
            return problems;
        }
        Map<String, Way> known = waysTo(image, paths);
        for (Place place : places) {
            Way way = known.get(folder(place));
            if (way != null) {
                closedFolder(way, uid, groups)
                        .ifPresent(folder -> problems.put(
                                place.path(),
                                ImagesProblems.PLACE_CLOSED.reason(
                                        "path",
                                        place.path(),
                                        "folder",
                                        folder,
                                        "image",
                                        image.reference(),
                                        "uid",
                                        uid)));
            }
        }
        return problems;
    }

    /** The ways to all of them; those that nobody has looked at yet are looked at together. */
    private Map<String, Way> waysTo(ResolvedImage image, SequencedSet<String> paths)
            throws IOException, InterruptedException {
        Map<String, Way> all = new HashMap<>();
        SequencedSet<String> unknown = new LinkedHashSet<>();
        for (String path : paths) {
            Way way = ways.get(new Folder(image.name(), path));
            if (way == null) {
                unknown.add(path);
            } else {
                all.put(path, way);
            }
        }
        if (!unknown.isEmpty()) {
            switch (asked(underWay, new Passage(image.name(), unknown), () -> ways(image, unknown))) {
                case Ways.Known(var found) -> {
                    remember(image, found);
                    all.putAll(found);
                }
                case Ways.Failed(ImageFault fault) -> throw failure(fault);
            }
        }
        return all;
    }

    private void remember(ResolvedImage image, SequencedMap<String, Way> found) {
        if (ways.size() + found.size() > WAYS_MAX) {
            ways.clear();
        }
        found.forEach((path, way) -> ways.put(new Folder(image.name(), path), way));
    }

    /** What must be open; empty for the root directory. Of what is covered only the folder around it, shared by many. */
    private static String folder(Place place) {
        return place.covered() ? place.path().substring(0, place.path().lastIndexOf('/')) : place.path();
    }

    private static Optional<String> closedFolder(Way way, long uid, Collection<Long> groups) {
        Optional<String> end = way.end()
                .filter(it -> it.type() == ImageFiles.Type.DIRECTORY && !it.lets(uid, groups))
                .map(Entry::path);
        return way.closedTo(uid, groups).or(() -> end);
    }

    private static <K, V> V asked(SharedAnswers<K, V> answers, K key, Supplier<V> question)
            throws IOException, InterruptedException {
        try {
            return answers.ask(key, question, PATIENCE);
        } catch (TimeoutException _) {
            throw new IOException("the engine does not show the image within " + PATIENCE);
        }
    }

    /** An image that is gone is a problem of the job's; whatever else failed may pass. */
    private static IOException failure(ImageFault fault) {
        if (fault.retryable()) {
            return new IOException(fault.problem().message());
        }
        throw new ProblemException(fault.problem());
    }

    private Ways ways(ResolvedImage image, SequencedSet<String> paths) {
        return switch (engine.look(image, List.copyOf(paths))) {
            case Inside.Seen(ImageFiles files) -> new Ways.Known(files.ways());
            case Inside.Failed(ImageFault fault) -> new Ways.Failed(gone(image).orElse(fault));
        };
    }

    private Optional<ImageFault> gone(ResolvedImage image) {
        return engine.find(image) instanceof Local.Absent
                ? Optional.of(new ImageFault(ImageFault.Kind.NOT_FOUND, image.reference(), ""))
                : Optional.empty();
    }

    private Seen seen(ResolvedImage image) {
        return switch (engine.find(image)) {
            case Local.Failed(ImageFault fault) -> new Seen.Failed(fault);
            case Local.Absent _ -> new Seen.Failed(new ImageFault(ImageFault.Kind.NOT_FOUND, image.reference(), ""));
            case Local.Present(LocalImage local) ->
                switch (engine.look(image, List.of(BASH, HOMES))) {
                    case Inside.Failed(ImageFault fault) ->
                        new Seen.Failed(gone(image).orElse(fault));
                    case Inside.Seen(ImageFiles files) -> {
                        remember(image, files.ways());
                        yield new Seen.Known(look(local.settings(), files));
                    }
                };
        };
    }

    private static ImageLook look(LocalImage.Settings settings, ImageFiles files) {
        Optional<String> path = settings.environment().stream()
                .filter(line -> line.startsWith(PATH_IS))
                .map(line -> line.substring(PATH_IS.length()))
                .findFirst();
        Way bash = files.ways().get(BASH);
        boolean hasBash = bash != null
                && bash.end()
                        .filter(it -> it.type() == ImageFiles.Type.FILE && (it.mode() & EXECUTE) != 0)
                        .isPresent();
        return new ImageLook(
                bytes(files.passwd()),
                bytes(files.group()),
                path,
                hasBash ? BASH : SH,
                isRoot(settings.user()) && isBare(files.rootHome()),
                CudaDemand.of(settings.environment()));
    }

    /** One byte a character: what is not to be understood is at least not changed further. */
    private static String bytes(Optional<String> text) {
        return text.map(it -> new String(it.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .orElse("");
    }

    private static boolean isRoot(String user) {
        String name = user.split(":", 2)[0];
        return name.isEmpty() || name.equals("root") || name.equals("0");
    }

    private static boolean isBare(ImageFiles.Folder home) {
        return home.complete()
                && home.entries().stream()
                        .allMatch(it -> it.path().startsWith(ROOT_HOME + "/")
                                && SKELETON.contains(it.path().substring(ROOT_HOME.length() + 1)));
    }
}
