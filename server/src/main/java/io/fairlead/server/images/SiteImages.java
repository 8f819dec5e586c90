package io.fairlead.server.images;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Observation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The images of every cluster: those of its own engine. What one engine has says nothing about another. */
public final class SiteImages implements Pulls {
    private final SortedMap<ClusterId, Shelf> shelves;

    /** The images of one engine; clusters that share an engine share this. */
    public record Shelf(ImageResolver resolver, ImageLooks looks, Pulls pulls) {}

    /**
     * A reference that somebody wants to run.
     *
     * @param uid of who wants it
     * @param atOnce whether it is to run now or not at all
     */
    public record Wish(
            long uid,
            ImageReference reference,
            PullPolicy policy,
            Optional<RegistryCredential> credential,
            boolean atOnce) {
        Wish exactly(ResolvedImage image) {
            ImageReference named = ImageReference.parse(image.reference());
            ImageReference exact =
                    new ImageReference(named.host(), named.path(), named.tag(), Optional.of(image.digest()));
            return new Wish(uid, exact, policy, credential, atOnce);
        }
    }

    /** What became of a wish. */
    public sealed interface Answer {
        /**
         * @param clusters whose engines have the image or can fetch it
         * @param present whether all of those have it already
         * @param looks where it can be looked into; empty while no engine has it
         * @param notices why the other clusters have no part
         */
        record Found(
                ResolvedImage image,
                List<ClusterId> clusters,
                boolean present,
                Optional<ImageLooks> looks,
                List<Problem> notices)
                implements Answer {
            public Found {
                clusters = List.copyOf(clusters);
                notices = List.copyOf(notices);
            }
        }

        /** @param retryable true where the world failed */
        record Refused(Problem problem, boolean retryable) implements Answer {}
    }

    public SiteImages(Map<ClusterId, Shelf> shelves) {
        this.shelves = new TreeMap<>(shelves);
    }

    /** The images of a cluster's engine. */
    public Shelf at(ClusterId cluster) {
        return Optional.ofNullable(shelves.get(cluster))
                .orElseThrow(() -> new IllegalStateException("no images for cluster " + cluster));
    }

    /**
     * What a reference means on the engines of these clusters. One image is chosen for all: what an engine has already
     * comes before what is in a registry, and an engine that cannot have just that image is left out.
     *
     * @param clusters where the job could run; empty: anywhere
     */
    public Answer resolve(List<ClusterId> clusters, Wish wish) throws InterruptedException {
        List<Told> told = new ArrayList<>();
        for (Asked asked : asked(clusters)) {
            told.add(new Told(
                    asked,
                    asked.shelf().resolver().resolve(wish.uid(), wish.reference(), wish.policy(), wish.credential())));
        }
        Optional<ResolvedImage> image = chosen(told, true).or(() -> chosen(told, false));
        return image.map(it -> found(it, wish, told)).orElseGet(() -> refused(told));
    }

    /** An engine with those of its clusters that are meant. */
    private record Asked(Shelf shelf, List<ClusterId> clusters) {}

    private record Told(Asked asked, ImageResolver.Answer answer) {}

    /**
     * Where an image that was resolved before can be had again: exactly that one, whatever its name stands for now.
     *
     * @param wish by the same reference
     */
    public Answer again(List<ClusterId> clusters, Wish wish, ResolvedImage image) throws InterruptedException {
        List<Asked> having = new ArrayList<>();
        try {
            for (Asked asked : asked(clusters)) {
                if (asked.shelf().looks().has(image)) {
                    having.add(asked);
                }
            }
        } catch (IOException e) {
            return new Answer.Refused(
                    ImagesProblems.AGAIN_UNKNOWN.reason(
                            "image", image.reference(), "cause", String.valueOf(e.getMessage())),
                    true);
        }
        if (!having.isEmpty()) {
            return new Answer.Found(
                    image,
                    clusters(having),
                    true,
                    Optional.of(having.getFirst().shelf().looks()),
                    List.of());
        }
        Answer fetched =
                image.kind() == ResolvedImage.Kind.MANIFEST ? resolve(clusters, wish.exactly(image)) : gone(image);
        return switch (fetched) {
            case Answer.Refused(Problem _, boolean retryable) when retryable -> fetched;
            case Answer.Refused _ -> gone(image);
            case Answer.Found found ->
                new Answer.Found(image, found.clusters(), found.present(), found.looks(), found.notices());
        };
    }

    private static Answer gone(ResolvedImage image) {
        return new Answer.Refused(
                ImagesProblems.AGAIN_GONE.reason("image", image.reference(), "digest", image.digest()), false);
    }

    /** In the order of the clusters. */
    private List<Asked> asked(List<ClusterId> clusters) {
        List<Asked> all = new ArrayList<>();
        shelves.forEach((cluster, shelf) -> {
            if (clusters.isEmpty() || clusters.contains(cluster)) {
                of(shelf, all).clusters().add(cluster);
            }
        });
        return all;
    }

    private static Asked of(Shelf shelf, List<Asked> all) {
        for (Asked asked : all) {
            if (asked.shelf().equals(shelf)) {
                return asked;
            }
        }
        all.add(new Asked(shelf, new ArrayList<>()));
        return all.getLast();
    }

    private static List<ClusterId> clusters(List<Asked> engines) {
        List<ClusterId> all = new ArrayList<>();
        engines.forEach(engine -> all.addAll(engine.clusters()));
        return all;
    }

    private static Optional<ResolvedImage> chosen(List<Told> told, boolean present) {
        for (Told one : told) {
            if (one.answer() instanceof ImageResolver.Answer.Found(ResolvedImage image, boolean there)
                    && (there || !present)) {
                return Optional.of(image);
            }
        }
        return Optional.empty();
    }

    private static Answer found(ResolvedImage image, Wish wish, List<Told> told) {
        List<Asked> having = new ArrayList<>();
        List<Asked> able = new ArrayList<>();
        List<Problem> notices = new ArrayList<>();
        for (Told one : told) {
            Optional<String> lacks = lacks(image, one.answer());
            if (lacks.isPresent()) {
                notices.add(ImagesProblems.NOT_THERE.reason(
                        "image", wish.reference(), "cluster", words(one.asked().clusters()), "why", lacks.get()));
                continue;
            }
            able.add(one.asked());
            if (one.answer() instanceof ImageResolver.Answer.Found(var _, boolean present) && present) {
                having.add(one.asked());
            }
        }
        List<Asked> kept = wish.atOnce() && !having.isEmpty() ? having : able;
        return new Answer.Found(
                image,
                clusters(kept),
                having.containsAll(kept),
                having.isEmpty()
                        ? Optional.empty()
                        : Optional.of(having.getFirst().shelf().looks()),
                notices);
    }

    /** Why an engine cannot have this very image. */
    private static Optional<String> lacks(ResolvedImage image, ImageResolver.Answer answer) {
        return switch (answer) {
            case ImageResolver.Answer.Refused(Problem problem, boolean _) -> Optional.of(problem.message());
            case ImageResolver.Answer.Found(ResolvedImage other, boolean _) ->
                other.equals(image) || other.name().equals(image.name())
                        ? Optional.empty()
                        : Optional.of("there, the name stands for another image, " + other.digest());
        };
    }

    private static String words(List<ClusterId> clusters) {
        return String.join(", ", clusters.stream().map(ClusterId::toString).toList());
    }

    private static Answer refused(List<Told> told) {
        return switch (told.getFirst().answer()) {
            case ImageResolver.Answer.Refused(Problem problem, boolean retryable) ->
                new Answer.Refused(problem, retryable);
            case ImageResolver.Answer.Found _ -> throw new IllegalStateException("found, and not chosen");
        };
    }

    @Override
    public Observation pull(ClusterId cluster, ResolvedImage image, long uid) throws InterruptedException {
        return at(cluster).pulls().pull(cluster, image, uid);
    }

    @Override
    public Optional<PullProgress> progress(String digest) {
        return shelves.values().stream()
                .distinct()
                .flatMap(shelf -> shelf.pulls().progress(digest).stream())
                .findFirst();
    }
}
