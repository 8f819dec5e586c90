package io.fairlead.core.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of a volume lie, for whom: {@code /srv/fairlead/{site}/{project}}, {@code {home}/workspace/{name}}.
 *
 * <p>A placeholder is a whole component. What comes before the first one is the administrator's and must be there; from
 * there on the server makes what is missing. {@code {home}} may only come first: the account database says where it
 * is, and all that follows is the user's own affair, opened and made with the user's rights.
 *
 * @param parts from the root on, or from {@code {home}} on
 */
public record FolderPattern(List<Part> parts) {
    /** One component. */
    public sealed interface Part {}

    public record Literal(String text) implements Part {}

    /** What a component stands for. */
    public enum Placeholder implements Part {
        HOME,
        SITE,
        PROJECT,
        USER,
        /** The job's name, which DS01 calls the project or environment. */
        NAME
    }

    public FolderPattern {
        parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException where {@link #rule} has something to say */
    public static FolderPattern of(String text) {
        rule(text).ifPresent(rule -> {
            throw new IllegalArgumentException(text + ": " + rule);
        });
        return new FolderPattern(split(text));
    }

    /** Why a text is no pattern, as the end of a sentence; empty for one that is. */
    public static Optional<String> rule(String text) {
        boolean home = text.equals("{home}") || text.startsWith("{home}/");
        if (!home && !text.startsWith("/")) {
            return Optional.of("it must start with / or {home}");
        }
        List<Part> parts = split(text);
        if (parts.isEmpty()) {
            return Optional.of("the whole machine is no volume");
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part instanceof Literal(String name)) {
                if (name.equals("..")) {
                    return Optional.of("\"..\" is not allowed in it");
                }
                if (name.indexOf('{') >= 0 || name.indexOf('}') >= 0) {
                    return Optional.of("\"" + name + "\" is neither a plain name nor one of {home}, {site}, {project},"
                            + " {user}, {name}, each standing alone between slashes");
                }
            } else if (part == Placeholder.HOME && i > 0) {
                return Optional.of("{home} can only come first");
            } else if (part == Placeholder.NAME && !home) {
                return Optional.of("{name} is chosen by users and only allowed beneath {home}");
            } else if (i == 0 && part != Placeholder.HOME) {
                return Optional.of("the folder before the first placeholder is missing");
            }
        }
        return Optional.empty();
    }

    private static List<Part> split(String text) {
        List<Part> parts = new ArrayList<>();
        for (String name : text.split("/", -1)) {
            if (!name.isEmpty() && !name.equals(".")) {
                parts.add(part(name));
            }
        }
        return parts;
    }

    private static Part part(String name) {
        for (Placeholder one : Placeholder.values()) {
            if (name.equals(text(one))) {
                return one;
            }
        }
        return new Literal(name);
    }

    private static String text(Placeholder one) {
        return switch (one) {
            case HOME -> "{home}";
            case SITE -> "{site}";
            case PROJECT -> "{project}";
            case USER -> "{user}";
            case NAME -> "{name}";
        };
    }

    public boolean has(Placeholder one) {
        return parts.contains(one);
    }

    public boolean startsAtHome() {
        return parts.getFirst() == Placeholder.HOME;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part == Placeholder.HOME ? "" : "/")
                    .append(part instanceof Literal(String name) ? name : text((Placeholder) part));
        }
        return text.toString();
    }
}
