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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
        SequencedMap<Shelf, List<ClusterId>> asked = byShelf(clusters);
        SequencedMap<Shelf, ImageResolver.Answer> answers = new LinkedHashMap<>();
        for (Shelf shelf : asked.sequencedKeySet()) {
            answers.put(
                    shelf, shelf.resolver().resolve(wish.uid(), wish.reference(), wish.policy(), wish.credential()));
        }
        Optional<ResolvedImage> image = chosen(answers, true).or(() -> chosen(answers, false));
        return image.map(it -> found(it, wish, asked, answers)).orElseGet(() -> refused(answers));
    }

    /**
     * Where an image that was resolved before can be had again: exactly that one, whatever its name stands for now.
     *
     * @param wish by the same reference
     */
    public Answer again(List<ClusterId> clusters, Wish wish, ResolvedImage image) throws InterruptedException {
        SequencedMap<Shelf, List<ClusterId>> asked = byShelf(clusters);
        List<Shelf> having = new ArrayList<>();
        try {
            for (Shelf shelf : asked.sequencedKeySet()) {
                if (shelf.looks().has(image)) {
                    having.add(shelf);
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
                    having.stream().flatMap(shelf -> of(asked, shelf).stream()).toList(),
                    true,
                    Optional.of(having.getFirst().looks()),
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

    private SequencedMap<Shelf, List<ClusterId>> byShelf(List<ClusterId> clusters) {
        SequencedMap<Shelf, List<ClusterId>> asked = new LinkedHashMap<>();
        shelves.forEach((cluster, shelf) -> {
            if (clusters.isEmpty() || clusters.contains(cluster)) {
                asked.computeIfAbsent(shelf, _ -> new ArrayList<>()).add(cluster);
            }
        });
        return asked;
    }

    private static Optional<ResolvedImage> chosen(Map<Shelf, ImageResolver.Answer> answers, boolean present) {
        return answers.values().stream()
                .filter(ImageResolver.Answer.Found.class::isInstance)
                .map(ImageResolver.Answer.Found.class::cast)
                .filter(found -> found.present() || !present)
                .map(ImageResolver.Answer.Found::image)
                .findFirst();
    }

    private static Answer found(
            ResolvedImage image,
            Wish wish,
            SequencedMap<Shelf, List<ClusterId>> asked,
            SequencedMap<Shelf, ImageResolver.Answer> answers) {
        List<Shelf> having = new ArrayList<>();
        List<Shelf> able = new ArrayList<>();
        List<Problem> notices = new ArrayList<>();
        answers.forEach((shelf, answer) -> {
            Optional<String> lacks = lacks(image, answer);
            lacks.ifPresent(why -> notices.add(ImagesProblems.NOT_THERE.reason(
                    "image", wish.reference(), "cluster", words(of(asked, shelf)), "why", why)));
            if (lacks.isEmpty()) {
                able.add(shelf);
            }
            if (lacks.isEmpty() && answer instanceof ImageResolver.Answer.Found(var _, boolean present) && present) {
                having.add(shelf);
            }
        });
        List<Shelf> kept = wish.atOnce() && !having.isEmpty() ? having : able;
        return new Answer.Found(
                image,
                kept.stream().flatMap(shelf -> of(asked, shelf).stream()).toList(),
                having.containsAll(kept),
                having.stream().map(Shelf::looks).findFirst(),
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

    private static List<ClusterId> of(Map<Shelf, List<ClusterId>> asked, Shelf shelf) {
        return asked.getOrDefault(shelf, List.of());
    }

    private static String words(List<ClusterId> clusters) {
        return String.join(", ", clusters.stream().map(ClusterId::toString).toList());
    }

    private static Answer refused(SequencedMap<Shelf, ImageResolver.Answer> answers) {
        return switch (answers.firstEntry().getValue()) {
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
