package io.fairlead.engines.fake;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Images that only pretend. Any reference has a digest that its text decides, and is present, but for names that begin
 * with {@code missing/} (there is no such image), {@code late/} (absent until it is pulled) and {@code broken/} (absent,
 * and no pull succeeds).
 */
public final class FakeImages {
    private static final long LEAST_BYTES = 8L << 20;
    private static final int MOST_TIMES = 64;

    private final Set<String> pulled = ConcurrentHashMap.newKeySet();

    /** What a reference means; empty where there is no such image. */
    public Optional<ResolvedImage> resolve(ImageReference reference) {
        if (reference.path().startsWith("missing/")) {
            return Optional.empty();
        }
        byte[] hash = hash(reference.toString());
        String digest =
                reference.digest().orElseGet(() -> "sha256:" + HexFormat.of().formatHex(hash));
        long size = LEAST_BYTES * (1 + Byte.toUnsignedInt(hash[0]) % MOST_TIMES);
        return Optional.of(new ResolvedImage(
                reference.toString(), digest, ResolvedImage.Kind.MANIFEST, "linux/amd64", new Bytes(size)));
    }

    /** The reason there is no such image. */
    public Problem missing(ImageReference reference) {
        return FakeProblems.IMAGE.reason("image", reference);
    }

    public boolean isPresent(ResolvedImage image) {
        return pulled.contains(image.digest()) || !(isBeneath("late/", image) || isBeneath("broken/", image));
    }

    /** Brings it, at once. @return why that cannot be done */
    public Optional<Problem> pull(ResolvedImage image) {
        if (isBeneath("broken/", image)) {
            return Optional.of(FakeProblems.IMAGE.reason("image", image.reference()));
        }
        pulled.add(image.digest());
        return Optional.empty();
    }

    private static boolean isBeneath(String folder, ResolvedImage image) {
        return image.reference().contains(folder)
                && ImageReference.parse(image.reference()).path().startsWith(folder);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
