package io.fairlead.server.images;

import io.fairlead.core.image.ImageFault;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.problem.Nearest;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.recipe.OwnImage;
import io.fairlead.engines.docker.DockerImages;
import io.fairlead.engines.docker.DockerImages.Local;
import io.fairlead.engines.docker.LocalImage;
import io.fairlead.engines.registry.Registry;
import io.fairlead.server.sif.SifFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what references mean, by asking the engine and registries; many submits of one image cost one question. */
final class Resolving implements ImageResolver {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** Short enough that nobody can give a tag to another image and submit again within it. */
    private static final Duration ENGINE_LIFE = Duration.ofMillis(100);

    /** Registries count requests. */
    private static final Duration REGISTRY_LIFE = Duration.ofSeconds(2);

    private static final int ANSWERS_MAX = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(Resolving.class);

    private final DockerImages engine;
    private final SifFiles files;
    private final Registry registry;
    private final RegistryCredentials credentials;
    private final String processor;
    private final LongSupplier nanos;
    private final SharedAnswers<String, Local> onEngine;
    private final SharedAnswers<Asked, Registry.Answer> inRegistry;
    private final SharedAnswers<Asked, Registry.Answer> inRegistryNow;

    /** What a registry is asked, and as whom. */
    private record Asked(ImageReference reference, Optional<RegistryCredential> credential) {}

    /** Registries, and as whom they are asked. */
    record Remote(Registry registry, RegistryCredentials credentials) {}

    Resolving(DockerImages engine, SifFiles files, Remote remote, String processor, LongSupplier nanos) {
        this.engine = engine;
        this.files = files;
        this.registry = remote.registry();
        this.credentials = remote.credentials();
        this.processor = processor;
        this.nanos = nanos;
        this.onEngine = new SharedAnswers<>(ENGINE_LIFE, ANSWERS_MAX, it -> it instanceof Local.Present, nanos);
        this.inRegistry =
                new SharedAnswers<>(REGISTRY_LIFE, ANSWERS_MAX, it -> it instanceof Registry.Answer.Resolved, nanos);
        this.inRegistryNow = new SharedAnswers<>(Duration.ZERO, ANSWERS_MAX, _ -> false, nanos);
    }

    /** What an engine had not a moment ago may be there now. */
    void forget() {
        onEngine.forget();
    }

    @Override
    public Answer resolve(
            long uid, ImageReference reference, PullPolicy policy, Optional<RegistryCredential> credential)
            throws InterruptedException {
        if (reference.isFile()) {
            return ofFile(uid, reference);
        }
        if (reference.name().equals(ResolvedImage.FILES)) {
            // What was made of somebody's file is had by way of that file alone, with the right to read it.
            return refused(new ImageFault(ImageFault.Kind.NOT_FOUND, reference.toString(), ""));
        }
        long end = nanos.getAsLong() + DEADLINE.toNanos();
        try {
            if (policy == PullPolicy.ALWAYS) {
                return fromRegistry(new Wish(uid, reference, policy, credential, end));
            }
            return switch (onEngine.ask(reference.toString(), () -> engine.find(reference), left(end))) {
                case Local.Present(LocalImage image) -> {
                    if (credential.isPresent()
                            && credentials.of(uid, reference.registry()).isEmpty()) {
                        keep(uid, credential.get());
                    }
                    yield judged(reference, image, image.resolved(reference));
                }
                case Local.Failed(ImageFault fault) -> refused(fault);
                case Local.Absent _ ->
                    policy == PullPolicy.NEVER
                            ? nearOr(
                                    uid,
                                    reference,
                                    new Answer.Refused(ImagesProblems.NOT_LOCAL.reason("image", reference), false))
                            : fromRegistry(new Wish(uid, reference, policy, credential, end));
            };
        } catch (TimeoutException _) {
            return nearOr(
                    uid,
                    reference,
                    refused(new ImageFault(
                            ImageFault.Kind.REGISTRY_UNREACHABLE,
                            reference.toString(),
                            "no answer within " + DEADLINE.toSeconds() + " s")));
        } catch (IOException e) {
            LOG.error("a credential for {} cannot be kept", reference.registry(), e);
            Problem problem = ImagesProblems.CREDENTIAL_NOT_KEPT.reason(
                    "registry", reference.registry(), "cause", String.valueOf(e.getMessage()));
            return new Answer.Refused(problem, true);
        }
    }

    private Answer ofFile(long uid, ImageReference reference) throws InterruptedException {
        return switch (files.look(uid, reference)) {
            case SifFiles.Looked.Refused(Problem problem, boolean retryable) -> new Answer.Refused(problem, retryable);
            case SifFiles.Looked.Found(ResolvedImage image) ->
                switch (engine.find(image)) {
                    case Local.Present(LocalImage local) -> judged(reference, local, image);
                    case Local.Absent _ -> new Answer.Found(image, false);
                    case Local.Failed(ImageFault fault) -> refused(fault);
                };
        };
    }

    /** @param end when the answer must be there, by the clock of nanoseconds */
    private record Wish(
            long uid, ImageReference reference, PullPolicy policy, Optional<RegistryCredential> credential, long end) {}

    private Answer fromRegistry(Wish wish) throws InterruptedException, TimeoutException, IOException {
        Registry.Answer answer = asked(wish);
        if (answer instanceof Registry.Answer.Failed(ImageFault fault)) {
            return fault.near().isEmpty() ? nearOr(wish.uid(), wish.reference(), refused(fault)) : refused(fault);
        }
        ResolvedImage image = ((Registry.Answer.Resolved) answer).image();
        if (wish.credential().isPresent()) {
            keep(wish.uid(), wish.credential().get());
        }
        String name = image.name();
        Local there = onEngine.ask(name, () -> engine.find(image), left(wish.end()));
        return there instanceof Local.Present(LocalImage local)
                ? judged(
                        wish.reference(),
                        local,
                        new ResolvedImage(
                                image.reference(), image.digest(), image.kind(), local.platform(), local.size()))
                : new Answer.Found(image, false);
    }

    /** What the engine has and was probably meant, where no registry gives what was asked for. */
    private Answer nearOr(long uid, ImageReference reference, Answer refusal) {
        Optional<ImageReference> own = OwnImage.called(uid, reference);
        if (own.isPresent() && engine.find(own.get()) instanceof Local.Present) {
            return new Answer.Refused(ImagesProblems.OWN_HERE.reason("image", reference, "near", own.get()), false);
        }
        return reference
                .tag()
                .flatMap(tag -> Nearest.of(tag, engine.tagsBeside(reference)))
                .<Answer>map(near ->
                        new Answer.Refused(ImagesProblems.TAG_HERE.reason("image", reference, "near", near), false))
                .orElse(refusal);
    }

    private Registry.Answer asked(Wish wish) throws InterruptedException, TimeoutException {
        SharedAnswers<Asked, Registry.Answer> answers = wish.policy() == PullPolicy.ALWAYS ? inRegistryNow : inRegistry;
        Registry.Answer answer = new Registry.Answer.Failed(
                new ImageFault(ImageFault.Kind.AUTH, wish.reference().toString(), ""));
        for (Optional<RegistryCredential> as : credentials.toTry(wish.uid(), wish.reference(), wish.credential())) {
            Duration left = left(wish.end());
            answer = answers.ask(
                    new Asked(wish.reference(), as),
                    () -> registry.resolve(wish.reference(), as, LocalImage.architecture(processor), left),
                    left);
            if (!(answer instanceof Registry.Answer.Failed(ImageFault fault)) || fault.kind() != ImageFault.Kind.AUTH) {
                return answer;
            }
        }
        return answer;
    }

    private Answer judged(ImageReference reference, LocalImage image, ResolvedImage resolved) {
        return image.unsuitable(reference, processor)
                .map(Resolving::refused)
                .orElseGet(() -> new Answer.Found(resolved, true));
    }

    private void keep(long uid, RegistryCredential credential) throws IOException {
        credentials.keep(uid, credential);
    }

    private static Answer refused(ImageFault fault) {
        return new Answer.Refused(fault.problem(), fault.retryable());
    }

    private Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - nanos.getAsLong()));
    }
}
