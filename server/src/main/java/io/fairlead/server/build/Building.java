package io.fairlead.server.build;

import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.core.recipe.BakedUser;
import io.fairlead.core.recipe.DockerfileText;
import io.fairlead.core.recipe.OwnImage;
import io.fairlead.core.recipe.RecipeText;
import io.fairlead.engines.docker.DockerBuilder;
import io.fairlead.engines.docker.DockerImageStore;
import io.fairlead.engines.docker.EngineFault;
import io.fairlead.server.auth.ContainerName;
import io.fairlead.wire.archive.TarWriter;
import io.fairlead.wire.image.ImageOrder;
import io.fairlead.wire.json.RecordJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds images: Dockerfile and files to the engine's builder, the record of the version, then its names. */
public final class Building {
    private static final Logger LOG = LoggerFactory.getLogger(Building.class);
    private static final String DOCKERFILE = ContextShelf.OWN_FOLDER + "/Dockerfile";
    private static final String LATEST = "latest";

    private final DockerBuilder builder;
    private final DockerImageStore engine;
    private final ImageShelf shelf;
    private final ContextShelf contexts;
    private final InstantSource clock;

    public Building(
            DockerBuilder builder,
            DockerImageStore engine,
            ImageShelf shelf,
            ContextShelf contexts,
            InstantSource clock) {
        this.builder = builder;
        this.engine = engine;
        this.shelf = shelf;
        this.contexts = contexts;
        this.clock = clock;
    }

    /** @param say gets what the build says, line ends included */
    Work prepare(Job job, ContainerSpec spec, Consumer<String> say) {
        return new Work(job, spec, say);
    }

    /** One build, for one thread; it can be ended from any other. */
    final class Work {
        private final Job job;
        private final Submitter owner;
        private final ContainerSpec spec;
        private final Consumer<String> say;
        private Optional<DockerBuilder.Build> build = Optional.empty();
        private boolean ended;

        private Work(Job job, ContainerSpec spec, Consumer<String> say) {
            this.job = job;
            this.owner = job.submission().owner();
            this.spec = spec;
            this.say = say;
        }

        /** @return why there is no image; empty where there is one, with all its names */
        Optional<String> run() {
            try {
                ImageOrder order =
                        RecordJson.read(job.submission().source().getBytes(StandardCharsets.UTF_8), ImageOrder.class);
                return built(order);
            } catch (NotDone e) {
                return Optional.of(e.refused().findings().problems().getFirst().message());
            } catch (IOException | RuntimeException e) {
                LOG.warn("build {} failed", job.id(), e);
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }

        private Optional<String> built(ImageOrder order) throws IOException, NotDone {
            String text = text(order);
            DockerfileText dockerfile = DockerfileText.of(text);
            String base = base(order);
            String exact = dockerfile
                    .base()
                    .map(source -> dockerfile.pinned(source.text(), base))
                    .orElse(text);
            BakedUser user = new BakedUser(ContainerName.of(owner.name()), owner.uid(), owner.gid());
            Steps steps = new Steps(dockerfile, say);
            DockerBuilder.Build now = builder.prepare(order(order));
            synchronized (this) {
                if (ended) {
                    return Optional.of("ended on request");
                }
                build = Optional.of(now);
            }
            DockerBuilder.Built built;
            try (InputStream files = context(order, exact + "\n" + (owner.uid() == 0 ? "" : user.dockerfile()))) {
                built = now.run(files, steps);
            }
            return switch (built) {
                case DockerBuilder.Built.Failed(String cause, var layer) -> {
                    if (layer.isPresent()) {
                        shelf.leftOver(owner.uid(), order.name(), layer.get());
                    }
                    yield Optional.of(steps.located(cause));
                }
                case DockerBuilder.Built.Done(String id) -> named(order, text, base, id);
            };
        }

        private DockerBuilder.Order order(ImageOrder order) {
            return new DockerBuilder.Order(
                    DOCKERFILE,
                    switch (spec.network()) {
                        case BRIDGE -> "fairlead";
                        case NONE -> "none";
                        case HOST -> "host";
                    },
                    spec.bounds().cores(),
                    spec.bounds().memory(),
                    spec.bounds().shm(),
                    order.noCache());
        }

        /** The exact base of the last version where the engine still has it, else what the job was admitted with. */
        private String base(ImageOrder order) throws EngineFault {
            return order.pinned().isPresent()
                            && engine.detail(order.pinned().get()).isPresent()
                    ? order.pinned().get()
                    : job.submission().image().name();
        }

        private InputStream context(ImageOrder order, String dockerfile) throws IOException, NotDone {
            ByteArrayOutputStream own = new ByteArrayOutputStream();
            TarWriter tar = new TarWriter(own);
            tar.file(DOCKERFILE, 0644, dockerfile.getBytes(StandardCharsets.UTF_8));
            tar.end();
            InputStream last = new ByteArrayInputStream(own.toByteArray());
            return order.context().isEmpty()
                    ? last
                    : new SequenceInputStream(
                            contexts.open(owner.uid(), order.context().get()), last);
        }

        private Optional<String> named(ImageOrder order, String text, String base, String id) throws IOException {
            Optional<DockerImageStore.Detail> detail = engine.detail(id);
            List<String> reserved = detail.stream()
                    .flatMap(it -> it.image().settings().labels().keySet().stream())
                    .filter(label -> label.startsWith(ReservedLabels.PREFIX))
                    .toList();
            if (!reserved.isEmpty()) {
                engine.remove(id);
                return Optional.of(
                        "the image carries labels that only Fairlead may set: " + String.join(", ", reserved));
            }
            ImageShelf.Version version;
            synchronized (this) {
                if (ended) {
                    shelf.leftOver(owner.uid(), order.name(), id);
                    return Optional.of("ended on request");
                }
                version = shelf.add(owner.uid(), order.name(), version(order, text, base, id));
            }
            tagged(engine, owner.uid(), order.name(), version, true);
            say.accept("\nBuilt " + OwnImage.repository(owner.uid(), order.name()) + ":" + version.version() + " (" + id
                    + "), also called ds01-" + owner.uid() + "/" + order.name() + ":" + version.version() + "\n");
            return Optional.empty();
        }

        private ImageShelf.Version version(ImageOrder order, String text, String base, String id) {
            ResolvedImage admitted = job.submission().image();
            boolean pinned = !base.equals(admitted.name());
            return new ImageShelf.Version(
                    0,
                    id,
                    clock.instant(),
                    job.id().text(),
                    DockerfileText.of(text).base().orElseThrow().text(),
                    pinned ? base : admitted.digest(),
                    (pinned ? ResolvedImage.Kind.IMAGE_ID : admitted.kind()).name(),
                    order.recipe(),
                    text);
        }

        synchronized boolean isEnded() {
            return ended;
        }

        /** From any thread: nothing gets a name any more, unless it has one. */
        void end() {
            Optional<DockerBuilder.Build> now;
            synchronized (this) {
                ended = true;
                now = build;
            }
            now.ifPresent(DockerBuilder.Build::end);
        }
    }

    /** The Dockerfile of an order, without the lines that write the user in. */
    static String text(ImageOrder order) {
        return order.dockerfile()
                .orElseGet(() -> RecipeText.of(order.name(), order.recipe().orElseThrow()));
    }

    /** Gives a version its names, and the newest one {@code latest} too. */
    static void tagged(DockerImageStore engine, long uid, String name, ImageShelf.Version version, boolean newest)
            throws EngineFault {
        for (String repository : OwnImage.repositories(uid, name)) {
            engine.tag(version.id(), repository, Integer.toString(version.version()));
            if (newest) {
                engine.tag(version.id(), repository, LATEST);
            }
        }
    }

    /**
     * What a server that ended in between had recorded and not yet named is named now.
     *
     * @throws IOException where engine or records fail
     */
    public void repair() throws IOException {
        for (ImageShelf.Kept kept : shelf.all()) {
            for (ImageShelf.Version version : kept.versions()) {
                String name = OwnImage.repository(kept.uid(), kept.name()) + ":" + version.version();
                if (engine.detail(name).isEmpty() && engine.detail(version.id()).isPresent()) {
                    boolean newest = kept.latest().filter(version::equals).isPresent();
                    tagged(engine, kept.uid(), kept.name(), version, newest);
                }
            }
        }
    }
}
