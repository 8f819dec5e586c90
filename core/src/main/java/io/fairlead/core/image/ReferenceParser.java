package io.fairlead.core.image;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.ProblemException;
import java.util.Optional;

/** Takes an image reference apart, from its end: digest, tag, host, path. Written by hand since submits pass here. */
final class ReferenceParser {
    private static final String DIGEST_ALGORITHM = "sha256";
    private static final int DIGEST_DIGITS = 64;

    private final String text;

    ReferenceParser(String text) {
        this.text = text;
    }

    ImageReference parse() {
        refuseWhatCanNotBe();
        String rest = text;
        Optional<String> digest = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(digest(rest.substring(at + 1)));
            rest = rest.substring(0, at);
        }
        Optional<String> tag = Optional.empty();
        int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
        if (colon >= 0) {
            tag = Optional.of(tag(rest.substring(colon + 1)));
            rest = rest.substring(0, colon);
        }
        int slash = rest.indexOf('/');
        Optional<String> host = Optional.empty();
        if (slash > 0 && looksLikeHost(rest.substring(0, slash))) {
            host = Optional.of(host(rest.substring(0, slash)));
            rest = rest.substring(slash + 1);
        }
        path(rest, host.isEmpty());
        if (text.length() > ImageReference.NAME_MAX_CHARS
                && host.map(String::length).orElse(0) + rest.length() > ImageReference.NAME_MAX_CHARS) {
            throw refused("the name", "at most " + ImageReference.NAME_MAX_CHARS + " characters");
        }
        return new ImageReference(host, rest, tag, digest);
    }

    private void refuseWhatCanNotBe() {
        if (text.isEmpty()) {
            throw refused("an empty text", "name an image");
        }
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            throw refused("\"" + text.substring(0, scheme + 3) + "\"", "a reference has no scheme, leave it out");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                throw refused(c == ' ' ? "a blank" : String.format("U+%04X", (int) c), "write it without blanks");
            }
        }
    }

    private String digest(String digest) {
        int colon = digest.indexOf(':');
        String algorithm = colon < 0 ? digest : digest.substring(0, colon);
        if (!algorithm.equals(DIGEST_ALGORITHM)) {
            throw refused("the digest \"" + shown(digest) + "\"", "a digest starts with sha256:");
        }
        String digits = digest.substring(colon + 1);
        if (colon < 0 || digits.length() != DIGEST_DIGITS || !digits.chars().allMatch(ReferenceParser::isLowerHex)) {
            throw refused("the digest \"" + shown(digest) + "\"", "after sha256: come 64 digits 0-9 a-f");
        }
        return digest;
    }

    private String tag(String tag) {
        boolean good = !tag.isEmpty() && tag.length() <= ImageReference.TAG_MAX_CHARS && isWord(tag.charAt(0));
        for (int i = 1; good && i < tag.length(); i++) {
            char c = tag.charAt(i);
            good = isWord(c) || c == '.' || c == '-';
        }
        if (!good) {
            throw refused(
                    "the tag \"" + shown(tag) + "\"",
                    "a tag is 1 to 128 of A-Z a-z 0-9 _ . - and does not start with . or -");
        }
        return tag;
    }

    private static boolean looksLikeHost(String part) {
        return part.indexOf('.') >= 0 || part.indexOf(':') >= 0 || part.equals("localhost") || part.startsWith("[");
    }

    private String host(String host) {
        int colon = host.startsWith("[") ? host.indexOf(':', host.indexOf(']') + 1) : host.indexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        boolean good = isHostName(name);
        if (good && colon >= 0) {
            String port = host.substring(colon + 1);
            good = !port.isEmpty()
                    && port.length() <= 5
                    && port.chars().allMatch(ReferenceParser::isDigit)
                    && Integer.parseInt(port) <= 65535;
        }
        if (!good) {
            throw refused("the host \"" + shown(host) + "\"", "a host is a name or address, with :PORT if need be");
        }
        return host;
    }

    private static boolean isHostName(String name) {
        if (name.startsWith("[")) {
            return name.length() > 2
                    && name.endsWith("]")
                    && name.chars()
                            .skip(1)
                            .limit(name.length() - 2L)
                            .allMatch(c -> c == ':' || Character.digit(c, 16) >= 0);
        }
        for (String label : name.split("\\.", -1)) {
            boolean letters = !label.isEmpty() && label.chars().allMatch(c -> isLetter(c) || isDigit(c) || c == '-');
            if (!letters || label.startsWith("-") || label.endsWith("-")) {
                return false;
            }
        }
        return true;
    }

    /** Parts of {@code a-z 0-9}, joined inside by one dot, one or two underscores, or any number of hyphens. */
    private void path(String path, boolean first) {
        int from = 0;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            String part = path.substring(from, slash < 0 ? path.length() : slash);
            if (part.isEmpty()) {
                throw refused(
                        first && path.isEmpty() ? "a reference without a path" : "an empty part of the path",
                        "name an image");
            }
            if (!isPathPart(part)) {
                throw refused("\"" + shown(part) + "\"", "the path is a-z 0-9, joined by . _ __ or -, lower case only");
            }
            if (slash < 0) {
                return;
            }
            from = slash + 1;
        }
    }

    private static boolean isPathPart(String part) {
        int i = 0;
        while (i < part.length()) {
            int letters = i;
            while (i < part.length() && isLowerOrDigit(part.charAt(i))) {
                i++;
            }
            if (i == letters) {
                return false;
            }
            if (i == part.length()) {
                return true;
            }
            i = afterJoint(part, i);
        }
        return false;
    }

    private static int afterJoint(String part, int at) {
        char joint = part.charAt(at);
        int i = at + 1;
        if (joint == '_' && i < part.length() && part.charAt(i) == '_') {
            return i + 1;
        }
        while (joint == '-' && i < part.length() && part.charAt(i) == '-') {
            i++;
        }
        return joint == '.' || joint == '_' || joint == '-' ? i : part.length();
    }

    private static boolean isLowerOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || isDigit(c);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isLowerHex(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    private static boolean isWord(int c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    private static String shown(String part) {
        return part.length() <= 80 ? part : part.substring(0, 79) + "…";
    }

    private ProblemException refused(String part, String rule) {
        return new ProblemException(ImageProblems.REFERENCE.problem(FieldPath.ROOT, text, "part", part, "rule", rule));
    }
}
