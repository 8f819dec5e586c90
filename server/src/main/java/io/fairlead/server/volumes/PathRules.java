package io.fairlead.server.volumes;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/** What the parts of a path may look like. Rules judge by component, never by prefix: /scratch does not match /scratch2. */
final class PathRules {
    static final int NAME_BYTES_MAX = 255;
    static final int PATH_BYTES_MAX = 4095;
    static final int DEPTH_MAX = 100;
    /** Characters that look like a slash and that compatibility normalisation leaves alone. */
    private static final String SLASH_LOOK_ALIKES = "\u2044\u2215\u29f8";

    private PathRules() {}

    /** Why a text cannot be a path at all, as the end of a sentence. */
    static Optional<String> wholeRule(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
            return Optional.of("it is longer than " + PATH_BYTES_MAX + " bytes");
        }
        return text.codePoints()
                .filter(PathRules::unfit)
                .mapToObj(c -> String.format("the character U+%04X is not allowed in it", c))
                .findFirst();
    }

    /** Why a text cannot be one component. */
    static Optional<String> nameRule(String name) {
        if (name.isEmpty()) {
            return Optional.of("a name in it is empty");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("\"" + name + "\" is not allowed in it");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
            return Optional.of("a name in it is longer than " + NAME_BYTES_MAX + " bytes");
        }
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        boolean slash = plain.indexOf('/') >= 0 || name.chars().anyMatch(c -> SLASH_LOOK_ALIKES.indexOf(c) >= 0);
        if (slash || plain.equals(".") || plain.equals("..")) {
            return Optional.of("\"" + name + "\" only looks like a path");
        }
        return Optional.empty();
    }

    /** Categories Cc, Cf, Cs, Co, Zl, Zp: what cannot be seen or typed. */
    private static boolean unfit(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
