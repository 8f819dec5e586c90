package io.fairlead.server.config;

import java.util.List;
import java.util.Optional;

/** The objects of the configuration with their keys. This table is the only place that knows which keys there are. */
enum Section {
    TOP("", "", Keys.TOP),
    NODE("node", "What jobs may use of the machine. In `clusters` it says so for one cluster.", Keys.NODE),
    SIMULATED_GPU(
            "node.simulatedGpus[]",
            "Made-up whole devices of one kind, in place of the real ones. They are labelled simulated wherever they"
                    + " are shown, and no device request reaches the engine.",
            Keys.SIMULATED_GPU),
    SITE(
            "sites.NAME",
            "A place. Its clusters share its storage, and it has the volume `/project_NAME`. Names are lower-case"
                    + " letters, digits, `-` and `_`.",
            Keys.SITE),
    CLUSTER(
            "clusters[]",
            "An engine with its node. Once one is configured, a job that names another is refused.",
            Keys.CLUSTER),
    VOLUME(
            "volumes.NAME",
            "A piece of storage that jobs may mount. A shipped name (`home`, `workspace`, `project_SITE`,"
                    + " `project_scratch`) changes what is given here and keeps the rest.",
            Keys.VOLUME),
    ACCESS("access", "Who may do what.", Keys.ACCESS),
    JOBS("jobs", "Bounds of one job and of one user.", Keys.JOBS),
    FREE_SPACE(
            "freeSpace",
            "How much of the engine's disk and of the server's disk must be free, since a full disk keeps the engine"
                    + " from starting again.",
            Keys.FREE_SPACE);

    private final String path;
    private final String meaning;
    private final List<Key> keys;

    Section(String path, String meaning, List<Key> keys) {
        this.path = path;
        this.meaning = meaning;
        this.keys = keys;
    }

    /** Where it stands in the file; {@code []} for any entry of a list, {@code NAME} for any name. */
    String path() {
        return path;
    }

    String meaning() {
        return meaning;
    }

    List<Key> keys() {
        return keys;
    }

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    /** Where a key of exactly this name belongs. */
    Optional<String> elsewhere(String key) {
        for (Section section : values()) {
            if (section != this && section.names().contains(key)) {
                return Optional.of(section.path.isEmpty() ? key : section.path + "." + key);
            }
        }
        return Optional.empty();
    }
}
