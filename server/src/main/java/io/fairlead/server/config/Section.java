package io.fairlead.server.config;

import java.util.List;
import java.util.Optional;

/**
 * The objects of the configuration with their keys. This table is the only place that knows which keys there are.
 *
 * @param path where it stands in the file; {@code []} for any entry of a list, {@code NAME} for any name
 * @param meaning for the reference page
 */
record Section(String path, String meaning, List<Key> keys) {

    static final Section TOP = new Section("", "", Keys.TOP);
    static final Section NODE = new Section(
            "node", "What jobs may use of the machine. In `clusters` it says so for one cluster.", Keys.NODE);
    static final Section SIMULATED_GPU = new Section(
            "node.simulatedGpus[]",
            "Made-up devices of one kind, in place of the real ones. They are labelled simulated wherever they"
                    + " are shown, and no device request reaches the engine.",
            Keys.SIMULATED_GPU);
    static final Section SITE = new Section(
            "sites.NAME",
            "A place. Its clusters share its storage, and it has the volume `/project_NAME`. Names are lower-case"
                    + " letters, digits, `-` and `_`.",
            Keys.SITE);
    static final Section CLUSTER = new Section(
            "clusters[]",
            "An engine with its node. Once one is configured, a job that names another is refused.",
            Keys.CLUSTER);
    static final Section VOLUME = new Section(
            "volumes.NAME",
            "A piece of storage that jobs may mount. A shipped name (`home`, `workspace`, `project_SITE`,"
                    + " `project_scratch`) changes what is given here and keeps the rest.",
            Keys.VOLUME);
    static final Section ACCESS = new Section("access", "Who may do what.", Keys.ACCESS);
    static final Section JOBS = new Section("jobs", "Bounds of one job and of one user.", Keys.JOBS);
    static final Section LIMITS = new Section(
            "limits",
            "What one job may ask for, and what all jobs of one user may have together. Four layers: defaults, group,"
                    + " project, user; bound by bound the upper one counts where it says anything. A bound on one job, or on"
                    + " how many are submitted, refuses; one on what runs makes a job wait.",
            Keys.LIMITS);
    static final Section LIMITS_LAYER = new Section("limits.users.NAME", "One layer.", Keys.LIMITS_LAYER);
    static final Section LIMITS_GROUP =
            new Section("limits.groups.NAME", "One layer, and for whom.", Keys.LIMITS_GROUP);
    static final Section LIMITS_JOB = new Section("limits.users.NAME.job", "Bounds on one job.", Keys.LIMITS_JOB);
    static final Section LIMITS_USER = new Section(
            "limits.users.NAME.user", "Bounds on what all jobs of one user have together.", Keys.LIMITS_USER);
    static final Section SHARES = new Section(
            "shares",
            "Whose turn it is: first the project that has used least for its weight, of its jobs those of the highest"
                    + " `priority`, of these the user who has used least, then by the time of the submit.",
            Keys.SHARES);
    static final Section SHARES_QUOTA = new Section(
            "shares.quotas.NAME",
            "What a project is sure of at any time. Work within quotas comes before all other work and is never preempted."
                    + " Over its quota a project runs jobs that may be preempted (`restartable`, or"
                    + " `allowHaltWithoutSignal`) on what is idle; a job that may not starts within the quota or not at all."
                    + " Once one project has a quota, one without is sure of no GPU. Work without GPUs needs a quota only"
                    + " where its project has `cpus`.",
            Keys.SHARES_QUOTA);
    static final Section FREE_SPACE = new Section(
            "freeSpace",
            "How much of the engine's disk and of the server's disk must be free, since a full disk keeps the engine"
                    + " from starting again.",
            Keys.FREE_SPACE);

    /** In the order of the reference page. */
    static final List<Section> ALL = List.of(
            TOP,
            NODE,
            SIMULATED_GPU,
            SITE,
            CLUSTER,
            VOLUME,
            ACCESS,
            JOBS,
            LIMITS,
            LIMITS_LAYER,
            LIMITS_GROUP,
            LIMITS_JOB,
            LIMITS_USER,
            SHARES,
            SHARES_QUOTA,
            FREE_SPACE);

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    /** Where a key of exactly this name belongs. */
    Optional<String> elsewhere(String key) {
        for (Section section : ALL) {
            if (!section.equals(this) && section.names().contains(key)) {
                return Optional.of(section.path.isEmpty() ? key : section.path + "." + key);
            }
        }
        return Optional.empty();
    }
}
