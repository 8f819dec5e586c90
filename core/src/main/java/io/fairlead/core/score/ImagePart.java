package io.fairlead.core.score;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import java.util.ArrayList;
import java.util.List;

/** Whether what runs is the image and nothing but the image, and whether that can be had again. */
final class ImagePart {
    private static final int INSTALLS = 400;
    private static final int INSTALLS_PINNED = 200;
    private static final int LOCAL = 200;
    private static final int TAG = 100;

    private ImagePart() {}

    static Part of(Seen seen) {
        List<Deduction> deductions = new ArrayList<>();
        ResolvedImage image = seen.submission().image();
        if (!seen.installs().isEmpty()) {
            boolean pinned = seen.installs().stream().allMatch(it -> it.contains("=="));
            deductions.add(new Deduction(
                    pinned ? INSTALLS_PINNED : INSTALLS,
                    ScoreProblems.INSTALLS.reason(
                            "packages",
                            String.join(" ", seen.installs()),
                            "image",
                            image.reference(),
                            "flags",
                            flags(seen.installs()))));
        }
        if (image.kind() == ResolvedImage.Kind.IMAGE_ID) {
            deductions.add(new Deduction(LOCAL, ScoreProblems.LOCAL.reason("image", image.reference())));
        }
        if (isMovable(image)) {
            deductions.add(
                    new Deduction(TAG, ScoreProblems.TAG.reason("image", image.reference(), "digest", image.digest())));
        }
        return new Part(deductions);
    }

    private static boolean isMovable(ResolvedImage image) {
        return image.kind() != ResolvedImage.Kind.FILE
                && ImageReference.parse(image.reference()).digest().isEmpty();
    }

    private static String flags(List<String> packages) {
        return "--pip " + String.join(" --pip ", packages);
    }
}
