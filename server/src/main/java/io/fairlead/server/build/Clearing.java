package io.fairlead.server.build;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.job.Job;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.recipe.OwnImage;
import io.fairlead.engines.docker.DockerImageStore;
import io.fairlead.engines.docker.DockerImageStore.Kept;
import io.fairlead.engines.docker.DockerImageStore.Removal;
import io.fairlead.engines.docker.EngineFault;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.control.Desk;
import io.fairlead.server.images.Owners;
import io.fairlead.wire.image.ImageActed;
import io.fairlead.wire.image.ImageSummary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Gives names to images and takes them away. What a job that has not ended runs on stays. */
final class Clearing {
    private static final Duration ENDED_ARE_REMOVED = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final DockerImageStore engine;
    private final ImageShelf shelf;
    private final Stock stock;

    Clearing(DockerImageStore engine, ImageShelf shelf, Stock stock) {
        this.engine = engine;
        this.shelf = shelf;
        this.stock = stock;
    }

    ImageActed tag(Caller caller, String from, String to) throws NotDone, IOException, InterruptedException {
        Stock.Named source = stock.named(caller, from);
        Kept image = stock.find(source).orElseThrow(() -> Stock.unknown(from));
        ImageReference wanted;
        try {
            wanted = ImageReference.parse(to);
        } catch (ProblemException e) {
            throw NotDone.invalid(e.problems());
        }
        String tag = wanted.tag().orElse(ImageReference.DEFAULT_TAG);
        List<String> names = new ArrayList<>();
        for (String repository : repositories(caller, wanted, source)) {
            engine.tag(image.id(), repository, tag);
            names.add(repository + ":" + tag);
        }
        return new ImageActed(names, List.of());
    }

    /** Under which names: of one's own both, in any form it was written. */
    private List<String> repositories(Caller caller, ImageReference wanted, Stock.Named source) throws NotDone {
        Optional<OwnImage> own = OwnImage.of(wanted);
        boolean plain = wanted.host().isEmpty() && wanted.path().indexOf('/') < 0;
        boolean ownName = own.filter(it -> it.kind() != OwnImage.Kind.COMMITTED).isPresent()
                || (plain && source.owner().filter(uid -> uid == caller.uid()).isPresent());
        Problem refused = BuildProblems.TAG_TARGET.reason("name", wanted, "uid", caller.uid());
        if (!ownName) {
            if (!caller.administers() || wanted.digest().isPresent() || own.isPresent()) {
                throw NotDone.of(Desk.Refused.Kind.FORBIDDEN, refused);
            }
            return List.of(wanted.name());
        }
        String name = own.map(OwnImage::name).orElse(wanted.path());
        String tag = wanted.tag().orElse(ImageReference.DEFAULT_TAG);
        if (tag.matches("\\d+") || wanted.digest().isPresent()) {
            throw NotDone.invalid(BuildProblems.TAG_RESERVED.reason("tag", tag));
        }
        if (!OwnImage.isName(name)) {
            throw NotDone.invalid(BuildProblems.NAME.reason("name", name));
        }
        return OwnImage.repositories(stockOwner(caller, wanted, own), name);
    }

    private long stockOwner(Caller caller, ImageReference wanted, Optional<OwnImage> own) throws NotDone {
        if (own.isEmpty()) {
            return caller.uid();
        }
        try {
            Owners.Meant meant = stock.meant(caller, own.get());
            if (meant instanceof Owners.Meant.Own(ImageReference _, long owner)) {
                return owner;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw NotDone.of(
                Desk.Refused.Kind.FORBIDDEN, BuildProblems.TAG_TARGET.reason("name", wanted, "uid", caller.uid()));
    }

    ImageActed delete(Caller caller, String text) throws NotDone, IOException, InterruptedException {
        Stock.Named named = stock.named(caller, text);
        if (named.owner().isEmpty() && !caller.administers()) {
            throw Stock.unknown(text);
        }
        boolean whole = named.owner().isPresent()
                && !named.committed()
                && named.reference().tag().isEmpty();
        List<String> names = new ArrayList<>();
        for (Kept image : engine.list()) {
            image.tags().stream().filter(tag -> isMeant(tag, named, whole)).forEach(names::add);
        }
        if (names.isEmpty()) {
            throw Stock.unknown(text);
        }
        return removed(caller, text, names);
    }

    private static boolean isMeant(String tag, Stock.Named named, boolean whole) {
        ImageReference reference = ImageReference.parse(tag);
        if (named.owner().isEmpty() || named.committed()) {
            return reference.name().equals(named.reference().name())
                    && reference.tag().equals(Optional.of(named.tag()));
        }
        boolean same = OwnImage.repositories(named.owner().get(), named.name()).contains(reference.path())
                && reference.host().isEmpty();
        return same && (whole || reference.tag().equals(Optional.of(named.tag())));
    }

    /** @param names all that are to go, as the engine has them */
    private ImageActed removed(Caller caller, String shown, List<String> names) throws NotDone, IOException {
        List<Job> live = stock.live();
        List<Kept> gone = engine.list().stream()
                .filter(image -> !image.tags().isEmpty() && names.containsAll(image.tags()))
                .toList();
        for (Kept image : gone) {
            List<Job> users =
                    live.stream().filter(job -> Stock.uses(job, image)).toList();
            if (!users.isEmpty()) {
                throw NotDone.of(
                        Desk.Refused.Kind.CONFLICT,
                        BuildProblems.IN_USE.reason("name", shown, "users", words(caller, users)));
            }
        }
        for (Kept image : gone) {
            forget(image);
        }
        List<String> done = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (String name : names) {
            if (patiently(name) == Removal.IN_USE) {
                kept.add(BuildProblems.ENGINE_USES.reason("name", name).message());
            } else {
                done.add(name);
            }
        }
        return new ImageActed(done, kept);
    }

    /** The container of a job that has just ended is removed a moment later. */
    private Removal patiently(String name) throws EngineFault {
        long end = System.nanoTime() + ENDED_ARE_REMOVED.toNanos();
        Removal removal = engine.remove(name);
        while (removal == Removal.IN_USE && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            removal = engine.remove(name);
        }
        return removal;
    }

    /** The record goes first: a name without one is shown as orphaned, a record without its names would be repaired. */
    private void forget(Kept image) throws IOException {
        for (ImageShelf.Kept kept : shelf.all()) {
            if (kept.versions().stream().anyMatch(version -> version.id().equals(image.id()))) {
                shelf.change(
                        kept.uid(),
                        kept.name(),
                        now -> new ImageShelf.Kept(
                                now.uid(),
                                now.name(),
                                now.versions().stream()
                                        .filter(version -> !version.id().equals(image.id()))
                                        .toList(),
                                now.leftovers()));
            }
        }
    }

    private static String words(Caller caller, List<Job> users) {
        List<String> own = users.stream()
                .filter(job -> caller.sees(job.submission().owner().uid()))
                .map(job -> "job " + job.id())
                .toList();
        int others = users.size() - own.size();
        String of = others == 0 ? "" : others + (others == 1 ? " job" : " jobs") + " of others";
        return own.isEmpty() ? of : String.join(", ", own) + (of.isEmpty() ? "" : " and " + of);
    }

    ImageActed prune(Caller caller, Optional<Integer> keep, boolean orphaned)
            throws NotDone, IOException, InterruptedException {
        List<String> done = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (ImageShelf.Kept kept : shelf.all()) {
            if (caller.sees(kept.uid())) {
                leftovers(kept, done);
                keep.ifPresent(most -> {
                    int old = Math.max(0, kept.versions().size() - most);
                    kept.versions()
                            .subList(0, old)
                            .forEach(it -> left.add(OwnImage.repository(kept.uid(), kept.name()) + ":" + it.version()));
                });
            }
        }
        if (orphaned) {
            stock.list(caller, true).stream().map(ImageSummary::names).forEach(left::addAll);
        }
        List<String> stayed = new ArrayList<>();
        for (String name : left) {
            try {
                ImageActed acted = delete(caller, name);
                done.addAll(acted.names());
                stayed.addAll(acted.kept());
            } catch (NotDone e) {
                boolean goneAlready = e.refused().kind() == Desk.Refused.Kind.NOT_FOUND;
                if (!goneAlready) {
                    stayed.add(String.valueOf(e.getMessage()));
                }
            }
        }
        return new ImageActed(done, stayed);
    }

    /** A layer on which something was built meanwhile is part of that, and no left-over. */
    private void leftovers(ImageShelf.Kept kept, List<String> done) throws IOException {
        for (String layer : kept.leftovers()) {
            if (engine.remove(layer) == Removal.DONE) {
                done.add("a layer of a build of " + kept.name() + " that did not end (" + layer + ")");
            }
        }
        if (!kept.leftovers().isEmpty()) {
            shelf.change(
                    kept.uid(),
                    kept.name(),
                    now -> new ImageShelf.Kept(now.uid(), now.name(), now.versions(), List.of()));
        }
    }
}
