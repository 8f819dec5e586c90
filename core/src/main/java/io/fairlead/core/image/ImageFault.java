package io.fairlead.core.image;

import io.fairlead.core.problem.Problem;
import java.util.List;

/**
 * Why an image cannot be had, in the words that engines and registries share.
 *
 * @param reference as it was asked for, without credentials
 * @param detail what the engine or registry said; empty where there is nothing to add
 * @param near tags that exist where the one asked for does not, nearest first
 */
public record ImageFault(Kind kind, String reference, String detail, List<String> near) {
    /** What went wrong. */
    public enum Kind {
        NOT_FOUND(false),
        AUTH(false),
        RATE_LIMIT(true),
        REGISTRY_UNREACHABLE(true),
        /** What arrived is not what its digest says; nothing of it is kept. */
        CORRUPT(true),
        DISK_FULL(true),
        WRONG_ARCH(false),
        RESERVED_LABEL(false),
        /** The engine itself did not answer. */
        ENGINE(true),
        OTHER(true);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }
    }

    public ImageFault {
        near = List.copyOf(near);
    }

    public ImageFault(Kind kind, String reference, String detail) {
        this(kind, reference, detail, List.of());
    }

    /** Whether a later try may succeed although nobody changes anything in the definition. */
    public boolean retryable() {
        return kind.retryable;
    }

    public Problem problem() {
        return switch (kind) {
            case NOT_FOUND ->
                near.isEmpty()
                        ? ImageProblems.NOT_FOUND.reason("image", reference)
                        : ImageProblems.TAG_NOT_FOUND.reason("image", reference, "near", String.join(", ", near));
            case AUTH -> ImageProblems.AUTH.reason("image", reference);
            case RATE_LIMIT -> ImageProblems.RATE_LIMIT.reason("image", reference);
            case REGISTRY_UNREACHABLE -> ImageProblems.UNREACHABLE.reason("image", reference, "cause", detail);
            case CORRUPT -> ImageProblems.CORRUPT.reason("image", reference, "cause", detail);
            case DISK_FULL -> ImageProblems.DISK_FULL.reason("image", reference);
            case WRONG_ARCH -> ImageProblems.WRONG_ARCH.reason("image", reference, "detail", detail);
            case RESERVED_LABEL -> ImageProblems.RESERVED_LABEL.reason("image", reference, "labels", detail);
            case ENGINE, OTHER -> ImageProblems.FAILED.reason("image", reference, "cause", detail);
        };
    }
}
