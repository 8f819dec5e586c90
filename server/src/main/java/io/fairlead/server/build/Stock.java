package io.fairlead.server.build;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Job;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.recipe.BakedUser;
import io.fairlead.core.recipe.OwnImage;
import io.fairlead.engines.docker.DockerImageStore;
import io.fairlead.engines.docker.DockerImageStore.Kept;
import io.fairlead.engines.docker.LocalImage;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.control.Desk;
import io.fairlead.server.images.Owners;
import io.fairlead.server.images.Owners.Meant;
import io.fairlead.wire.image.ImageDetail;
import io.fairlead.wire.image.ImageSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The images that there are, as somebody may see them. */
final class Stock {
    private final DockerImageStore engine;
    private final ImageShelf shelf;
    private final Owners names;
    private final Supplier<List<Job>> live;

    /** @param live jobs that have not ended */
    Stock(DockerImageStore engine, ImageShelf shelf, Owners names, Supplier<List<Job>> live) {
        this.engine = engine;
        this.shelf = shelf;
        this.names = names;
        this.live = live;
    }

    /**
     * A name that somebody gave, as the engine has it.
     *
     * @param owner empty for an image of everybody
     * @param committed whether it was made of a container
     */
    record Named(ImageReference reference, Optional<Long> owner, boolean committed) {
        /** Without owner, version and tag; of an owned image alone. */
        String name() {
            return OwnImage.of(reference).map(OwnImage::name).orElseGet(reference::path);
        }

        String tag() {
            return reference.tag().orElse(ImageReference.DEFAULT_TAG);
        }
    }

    /**
     * A plain name is one's own where there is one.
     *
     * @throws NotDone for what is not theirs, or no reference
     */
    Named named(Caller caller, String text) throws NotDone, IOException, InterruptedException {
        ImageReference given;
        try {
            given = ImageReference.parse(text);
        } catch (ProblemException e) {
            throw NotDone.invalid(e.problems());
        }
        boolean plain = given.host().isEmpty() && given.path().indexOf('/') < 0;
        if (plain && isOwn(caller.uid(), given.path())) {
            return new Named(
                    new ImageReference(
                            Optional.empty(),
                            OwnImage.repository(caller.uid(), given.path()),
                            given.tag(),
                            given.digest()),
                    Optional.of(caller.uid()),
                    false);
        }
        return switch (names.meant(caller.administers() ? 0 : caller.uid(), given)) {
            case Meant.Others _ -> throw unknown(text);
            case Meant.Everybodys(ImageReference name) when isHidden(caller, name) -> throw unknown(text);
            case Meant.Everybodys(ImageReference name) -> new Named(name, Optional.empty(), false);
            case Meant.Own(ImageReference name, long owner) ->
                new Named(
                        name,
                        Optional.of(owner),
                        OwnImage.of(name)
                                .filter(it -> it.kind() == OwnImage.Kind.COMMITTED)
                                .isPresent());
        };
    }

    /** What was made of somebody's file is had by way of that file alone, with the right to read it. */
    private static boolean isHidden(Caller caller, ImageReference reference) {
        return !caller.administers() && reference.name().equals(ResolvedImage.FILES);
    }

    Owners.Meant meant(Caller caller, OwnImage own) throws InterruptedException {
        String prefix = own.kind() == OwnImage.Kind.DS01 ? "ds01-" : "fairlead-";
        return names.meant(
                caller.administers() ? 0 : caller.uid(),
                new ImageReference(
                        Optional.empty(), prefix + own.owner() + "/" + own.name(), Optional.empty(), Optional.empty()));
    }

    static NotDone unknown(String name) {
        return NotDone.of(Desk.Refused.Kind.NOT_FOUND, BuildProblems.UNKNOWN.reason("name", name));
    }

    /** Whether this uid has an image of that name. */
    boolean isOwn(long uid, String name) throws IOException {
        if (!OwnImage.isName(name)) {
            return false;
        }
        return !shelf.of(uid, name).versions().isEmpty()
                || engine.detail(OwnImage.repository(uid, name)).isPresent()
                || engine.detail("ds01-" + uid + "/" + name).isPresent();
    }

    /** @param orphaned those that nobody's recipe knows, in the place of all others */
    List<ImageSummary> list(Caller caller, boolean orphaned) throws IOException, InterruptedException {
        List<Job> jobs = live.get();
        Map<String, ImageShelf.Version> versions = versions();
        List<ImageSummary> all = new ArrayList<>();
        for (Kept image : engine.list()) {
            Optional<ImageSummary> shown = summary(caller, image, Optional.ofNullable(versions.get(image.id())), jobs);
            shown.filter(it -> it.orphaned() == orphaned).ifPresent(all::add);
        }
        all.sort(Comparator.comparing((ImageSummary it) -> it.owner().isEmpty())
                .thenComparing(it -> it.names().getFirst()));
        return all;
    }

    private Map<String, ImageShelf.Version> versions() throws IOException {
        Map<String, ImageShelf.Version> byId = new HashMap<>();
        for (ImageShelf.Kept kept : shelf.all()) {
            kept.versions().forEach(version -> byId.put(version.id(), version));
        }
        return byId;
    }

    private Optional<ImageSummary> summary(
            Caller caller, Kept image, Optional<ImageShelf.Version> version, List<Job> jobs)
            throws InterruptedException {
        List<String> shown = new ArrayList<>();
        Optional<OwnImage> own = Optional.empty();
        for (String name : image.tags()) {
            ImageReference reference = ImageReference.parse(name);
            Meant meant = names.meant(caller.administers() ? 0 : caller.uid(), reference);
            if (!(meant instanceof Meant.Others) && !isHidden(caller, reference)) {
                shown.add(name);
                own = own.or(() -> OwnImage.of(reference));
            }
        }
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        shown.sort(Comparator.comparingInt((String name) -> rank(name)).thenComparing(Comparator.naturalOrder()));
        boolean orphaned = own.isPresent() && version.isEmpty();
        Optional<Long> owner = own.map(OwnImage::owner)
                .filter(text -> text.matches("\\d{1,10}"))
                .map(Long::parseLong);
        String madeFor = BakedUser.madeFor(image.labels());
        return Optional.of(new ImageSummary(
                shown,
                image.id(),
                image.digests(),
                image.createdAt(),
                image.size().count(),
                owner,
                own.map(OwnImage::name),
                version.map(ImageShelf.Version::version),
                Optional.of(madeFor)
                        .filter(uid -> !uid.isEmpty() && owner.isPresent() && !uid.equals(Long.toString(owner.get()))),
                orphaned,
                (int) jobs.stream().filter(job -> uses(job, image)).count()));
    }

    private static int rank(String name) {
        return name.startsWith("fairlead-") ? 0 : name.startsWith("ds01-") ? 1 : 2;
    }

    static boolean uses(Job job, Kept image) {
        String digest = job.submission().image().digest();
        return digest.equals(image.id()) || image.digests().stream().anyMatch(known -> known.endsWith("@" + digest));
    }

    /** The image of that name in the list; empty where there is none. */
    Optional<Kept> find(Named named) throws IOException {
        Optional<DockerImageStore.Detail> detail =
                engine.detail(named.reference().toString());
        if (detail.isEmpty()) {
            return Optional.empty();
        }
        String id = detail.get().image().id();
        return engine.list().stream().filter(image -> image.id().equals(id)).findFirst();
    }

    List<Job> live() {
        return live.get();
    }

    ImageDetail detail(Caller caller, String text) throws NotDone, IOException, InterruptedException {
        Named named = named(caller, text);
        Kept image = find(named).orElseThrow(() -> unknown(text));
        DockerImageStore.Detail detail = engine.detail(image.id()).orElseThrow(() -> unknown(text));
        ImageShelf.Kept kept = named.owner().isPresent() && OwnImage.isName(named.name())
                ? shelf.of(named.owner().get(), named.name())
                : new ImageShelf.Kept(0, "", List.of(), List.of());
        Optional<ImageShelf.Version> version = kept.versions().stream()
                .filter(it -> it.id().equals(image.id()))
                .reduce((_, later) -> later);
        List<Job> users = live.get().stream().filter(job -> uses(job, image)).toList();
        List<String> own = users.stream()
                .filter(job -> caller.sees(job.submission().owner().uid()))
                .map(job -> job.id().text())
                .toList();
        return new ImageDetail(
                summary(caller, image, version, users).orElseThrow(() -> unknown(text)),
                detail.image().platform(),
                detail.image().settings().labels(),
                settings(detail.image().settings()),
                version.map(
                        it -> new ImageDetail.Made(it.job(), it.base(), it.baseDigest(), it.recipe(), it.dockerfile())),
                kept.versions().stream()
                        .map(it -> new ImageDetail.ImageVersion(
                                it.version(),
                                it.id(),
                                it.createdAt(),
                                kept.latest().filter(it::equals).isPresent()))
                        .toList(),
                engine.layers(image.id()).reversed().stream()
                        .map(it -> new ImageDetail.Layer(it.size().count(), it.createdAt(), it.by()))
                        .toList(),
                own,
                users.size() - own.size());
    }

    private static ImageDetail.ImageSettings settings(LocalImage.Settings of) {
        return new ImageDetail.ImageSettings(
                of.user(), of.environment(), of.entrypoint(), of.command(), of.workingDir(), of.volumes());
    }
}
