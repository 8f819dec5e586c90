package io.fairlead.core.volume;

import java.util.List;
import java.util.Optional;

/**
 * A named piece of storage as a site offers it.
 *
 * @param name lower-case letters, digits, {@code -} and {@code _}
 * @param path by which definitions ask for it, such as {@code /project_ghent}; {@code {home}} for the user's own home;
 *     empty: by name only
 * @param sites which have it; empty: all
 */
public record Volume(
        String name, Optional<String> path, Scope scope, List<String> sites, Backing backing, Promise promise) {
    /** Stands for the user's home as a published path. */
    public static final String HOME_PATH = "{home}";

    public Volume {
        sites = List.copyOf(sites);
    }

    public boolean isAt(String site) {
        return sites.isEmpty() || sites.contains(site);
    }

    /** The path where it has one, else its name. */
    public String shown() {
        return path.filter(it -> !it.equals(HOME_PATH)).orElse(name);
    }

    /** What users may rely on, for people. */
    public String promiseWords() {
        return promise.words(scope);
    }
}
