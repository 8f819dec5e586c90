package io.fairlead.server.config;

import io.fairlead.core.limits.FreeSpaceFloors;
import io.fairlead.core.limits.JobBounds;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.share.Backfill;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.wire.jobfile.keys.Durations;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every key with its type, default and meaning, in the order of the reference page. */
final class Keys {
    private static final String PATH = "absolute path";

    static final List<Key> TOP = List.of(
            new Key(
                    "stateFolder",
                    PATH,
                    "`/var/lib/fairlead`; a user's own server: `$XDG_STATE_HOME/fairlead`",
                    "Store, logs and secrets. On a local disk, not on network storage."),
            new Key(
                    "runFolder",
                    PATH,
                    "`/run/fairlead`; a user's own server: `$XDG_RUNTIME_DIR/fairlead`",
                    "What does not outlive a boot. Another one for a second server on the same machine."),
            new Key("socket", PATH, "`fairlead.sock` in `runFolder`", "Where the server listens."),
            new Key(
                    "volumesFolder",
                    PATH,
                    "`/srv/fairlead`; a user's own server: `$XDG_DATA_HOME/fairlead/volumes`",
                    "Beneath it lie project shares (`SITE/PROJECT`) and scratch (`scratch/PROJECT`)."),
            new Key(
                    "engine",
                    "`docker` or `fake`",
                    "`docker`",
                    "What runs containers; `fake` plays them, to show the flow."),
            new Key("dockerSocket", PATH, "`/var/run/docker.sock`", "Where Docker Engine listens."),
            new Key(
                    "network",
                    "`bridge`, `none` or `host`",
                    "`bridge`",
                    "The network of jobs. `bridge`: one of our own, outbound on, no traffic between containers. `host`:"
                            + " the machine's own, with everything that listens there."),
            new Key("node", "object", "the whole machine", "See below."),
            new Key("sites", "map of name to object", "one, `local`", "See below."),
            new Key("clusters", "list of objects", "one, number 0", "See below."),
            new Key(
                    "clusterAliases",
                    "map of number to number",
                    "none",
                    "Old numbers that job files carry, each with the cluster that is meant."),
            new Key("volumes", "map of name to object", "the shipped ones", "See below."),
            new Key("access", "object", "everyone with a login", "See below."),
            new Key("jobs", "object", "", "See below."),
            new Key(
                    "limits",
                    "object, or the path of DS01's `resource-limits.yaml`",
                    "none",
                    "See below. With a path, DS01's file is read, with `groups/GROUP.members`, `group-overrides.txt` and"
                            + " `user-overrides.yaml` beside it."),
            new Key("shares", "object", "equal ones", "See below."),
            new Key(
                    "frameworks",
                    "map of name to image, or to versions with their images; or the path of MLC's `ml_images.repo`",
                    "none",
                    "What `--framework pytorch` means here. Of several versions the first is meant where none is said, as"
                            + " in `pytorch: {2.9.1: aimehub/pytorch:2.9.1, 2.8.0: aimehub/pytorch:2.8.0}`. Of MLC's"
                            + " catalogue, what the driver is too old for is left out."),
            new Key("freeSpace", "object", "", "See below."));

    static final List<Key> NODE = List.of(
            new Key("name", "text", "the machine's host name", "What jobs call it in `slaveName`."),
            new Key("cores", "number > 0", "all", "CPUs that jobs may use together."),
            new Key("memoryGb", "number > 0", "all but `reservedMemoryGb`", "GiB that jobs may use together."),
            new Key(
                    "reservedMemoryGb",
                    "number ≥ 0",
                    "a twentieth of the memory, at least 0.5 and at most 4",
                    "GiB kept for the system and the server."),
            new Key("features", "list of texts", "none", "Labels that definitions may ask for."),
            new Key("simulatedGpus", "list of objects", "the machine's own GPUs", "See below."),
            new Key("simulatedCuda", "text, as `12.4`", "`13.0`", "The CUDA version of the made-up driver."));

    static final List<Key> SIMULATED_GPU = List.of(
            new Key("model", "text", "", "As a driver would name it, such as `NVIDIA A100 80GB PCIe`."),
            new Key("count", "whole number ≥ 1", "1", "How many."),
            new Key("memoryGb", "number > 0", "", "GiB of each."),
            new Key(
                    "mig",
                    "list of texts, as `1g.10gb`",
                    "whole devices",
                    "The MIG instances into which each of them is cut. They are devices of their own, for jobs with"
                            + " `migProfile` or `gpuMemoryGb`, and count as their slices of seven."));

    static final List<Key> SITE = List.of(new Key(
            "clusters",
            "text, as `0-99`",
            "those that name it",
            "The numbers that are this site's, whether or not a cluster of that number exists."));

    static final List<Key> CLUSTER = List.of(
            new Key("id", "whole number ≥ 0", "", "As definitions name it in `clusterId`."),
            new Key("name", "text, not only digits", "`cluster-ID`", "The other way to name it there."),
            new Key("site", "name of a site", "by the number, or the only one", "Whose storage it sees."),
            new Key("engine", "`docker` or `fake`", "as above", "What runs its containers."),
            new Key(
                    "dockerSocket",
                    PATH,
                    "as above",
                    "Several clusters may share one engine, for tests. Images are each engine's own."),
            new Key("node", "object", "as above", "What jobs may use of it."));

    static final List<Key> VOLUME = List.of(
            new Key(
                    "root",
                    "path with placeholders",
                    "",
                    "The folder on the host. `{site}`, `{project}` and `{user}` stand alone between slashes; from the"
                            + " first of them on folders are made when they are missing. `{home}`, only at the start,"
                            + " is the user's home, and what follows it is made with the user's rights; there `{name}`"
                            + " is the job's name."),
            new Key("path", PATH, "`root`, where that has no placeholder", "By which definitions ask for it."),
            new Key(
                    "s3Endpoint",
                    "URL",
                    "",
                    "In place of `root`: an object store that speaks S3. Jobs that ask for a bucket of it with `s3` find the"
                            + " variables of its tools set; nothing is mounted."),
            new Key("s3Bucket", "text", "every bucket", "With `s3Endpoint`: the one bucket that the volume is."),
            new Key("s3Region", "text", "`us-east-1`", "With `s3Endpoint`: what tools are to send as region."),
            new Key(
                    "scope",
                    "`global`, `site` or `node`",
                    "`site`",
                    "How far the same files reach: every site, the clusters of a site, or one machine."),
            new Key("sites", "name or list of names", "all", "Which sites have it."),
            new Key("speed", "text", "", "What users may expect, in your words."),
            new Key("backedUp", "true or false", "false", "Whether there is a second copy."),
            new Key(
                    "mode",
                    "text, octal",
                    "with `{user}` 0700, with `{project}` 2770, else 0755",
                    "Permission bits of the folders that are made. With `{user}` they are the user's, with `{project}`"
                            + " the project's group's."));

    static final List<Key> LIMITS = List.of(
            new Key("defaults", "object", "no bounds", "For everybody."),
            new Key("groups", "map of name to object", "none", "Over the defaults, for the group's members."),
            new Key("defaultGroup", "name of a group", "none", "The group of everybody who is in no other."),
            new Key("projects", "map of name to object", "none", "Over the group, for jobs of this project."),
            new Key("users", "map of login to object", "none", "Over all others."));

    static final List<Key> LIMITS_LAYER = List.of(
            new Key("job", "object", "as the layer beneath", "What one job may ask for."),
            new Key("user", "object", "as the layer beneath", "What all jobs of one user may have together."));

    static final List<Key> LIMITS_GROUP = List.of(
            new Key("members", "list of logins", "none", "Who is in it; nobody is in two."),
            LIMITS_LAYER.getFirst(),
            LIMITS_LAYER.getLast());

    private static final String AS_BENEATH = "as the layer beneath";

    static final List<Key> LIMITS_JOB = List.of(
            new Key("gpus", "number ≥ 0, or `unlimited`", AS_BENEATH, "GPUs."),
            new Key("cpus", "number ≥ 0, or `unlimited`", AS_BENEATH, "CPUs."),
            new Key(
                    "memoryGb",
                    "number ≥ 0, or `unlimited`",
                    AS_BENEATH,
                    "GiB of memory, shared memory and tmpfs together."),
            new Key("shmGb", "number ≥ 0, or `unlimited`", AS_BENEATH, "GiB of `/dev/shm`."),
            new Key(
                    "tmpfsGb",
                    "number ≥ 0, or `unlimited`",
                    AS_BENEATH,
                    "GiB of the tmpfs volumes together; `/dev/shm` is none of them. They count within `memoryGb` too."),
            new Key(
                    "runTime",
                    "duration, or `unlimited`",
                    AS_BENEATH,
                    "Longest run; a job that says no `maxDuration` is stopped at this."),
            new Key(
                    "idleTime",
                    "duration, or `unlimited`",
                    AS_BENEATH,
                    "Longest `idleTimeout`; a job that says none is stopped when it has done nothing for this."));

    static final List<Key> LIMITS_USER = List.of(
            new Key("gpus", "number ≥ 0, or `unlimited`", AS_BENEATH, "GPUs held at a time."),
            new Key("cpus", "number ≥ 0, or `unlimited`", AS_BENEATH, "CPUs held at a time."),
            new Key(
                    "memoryGb",
                    "number ≥ 0, or `unlimited`",
                    AS_BENEATH,
                    "GiB held at a time, shared memory and tmpfs among them."),
            new Key("tmpfsGb", "number ≥ 0, or `unlimited`", AS_BENEATH, "GiB of tmpfs volumes held at a time."),
            new Key(
                    "containers",
                    "whole number ≥ 0, or `unlimited`",
                    AS_BENEATH,
                    "Containers of jobs and sessions at a time, from their creation on."),
            new Key(
                    "submitted",
                    "whole number ≥ 1, or `unlimited`",
                    "`jobs.livePerUser`",
                    "Jobs that wait or run together."));

    static final List<Key> SHARES = List.of(
            new Key(
                    "halfLife",
                    "duration, 1 hour to 366 days",
                    "`" + Durations.text(Shares.DEFAULT.halfLife()) + "`",
                    "After this what was used counts half."),
            new Key(
                    "ageing",
                    "duration, 1 minute to 366 days",
                    "`" + Durations.text(Shares.DEFAULT.ageing()) + "`",
                    "A job that has waited so long counts as one of the next `priority`, after as long again of the one"
                            + " above."),
            new Key(
                    "weights",
                    "map of project to whole number, 1 to " + Shares.WEIGHT_MAX,
                    "each " + Shares.WEIGHT_DEFAULT,
                    "A project of weight 3 gets three times as much as one of weight 1 while both have jobs waiting."),
            new Key(
                    "backfill",
                    Stream.of(Backfill.values())
                            .map(it -> "`" + it.word() + "`")
                            .collect(Collectors.joining(", ")),
                    "`" + Shares.DEFAULT.backfill().word() + "`",
                    "Which jobs may pass one that waits for room: `easy` those that do not delay the first that waits,"
                            + " `conservative` those that delay none whose turn comes before (of the first "
                            + Backfill.CONSERVATIVE.planned() + ")."),
            new Key(
                    "quotas",
                    "map of project to object",
                    "none: nothing is ever preempted",
                    "What projects are sure of. See below."),
            new Key(
                    "minDuration",
                    "duration, 0 to 366 days",
                    "`0 min`",
                    "How long an attempt runs before it may be preempted, where the job says no `minDuration`."),
            new Key(
                    "minDurationMost",
                    "duration, `minDuration` to 366 days",
                    "`" + Durations.text(Quotas.MOST_DEFAULT) + "`",
                    "Longest `minDuration` of a job that may be preempted."));

    static final List<Key> SHARES_QUOTA = List.of(
            new Key("gpus", "number ≥ 0", "required", "GPU-equivalents; a share of a GPU counts as that share."),
            new Key("cpus", "number ≥ 0", "as many as there are", "CPUs."));

    static final List<Key> ACCESS = List.of(
            new Key("admins", "list of logins or `@GROUP`", "none", "Who administers, besides root."),
            new Key("groups", "list of Unix groups", "everyone with a login", "Who may submit."));

    static final List<Key> JOBS = List.of(
            new Key(
                    "livePerUser",
                    "whole number ≥ 1",
                    Integer.toString(LimitTable.SUBMITTED_DEFAULT),
                    "Jobs of one user that may wait or run together, where `limits` says nothing of `submitted`."),
            new Key("rootMaySubmit", "true or false", "false", "Whether jobs may run as uid 0."),
            new Key(
                    "pids",
                    "whole number ≥ 1",
                    Integer.toString(JobBounds.DEFAULT.pids()),
                    "Processes and threads of one job."),
            new Key(
                    "openFiles",
                    "whole number ≥ 64",
                    Integer.toString(JobBounds.DEFAULT.openFiles()),
                    "Open files of one process."),
            new Key(
                    "engineLogMb",
                    "whole number ≥ 1",
                    Long.toString(JobBounds.DEFAULT.engineLog().mib()),
                    "MiB of a container's output that the engine keeps before it rotates."),
            new Key(
                    "keptLogMb",
                    "whole number ≥ 1",
                    Long.toString(JobBounds.DEFAULT.keptLog().mib()),
                    "MiB that are stored of the output of one attempt; a marker says what was dropped."),
            new Key(
                    "scratchMb",
                    "whole number ≥ 1",
                    Long.toString(JobBounds.DEFAULT.outside().scratch().mib()),
                    "MiB that a job may write outside of volumes, into its container's layer and its HOME together, where it"
                            + " asks for no `scratchGb`. A job that grows beyond is stopped."),
            new Key(
                    "rescueMb",
                    "whole number ≥ 1",
                    Long.toString(JobBounds.DEFAULT.outside().kept().mib()),
                    "MiB that are kept after the end of an attempt of what it wrote outside of volumes, for `fairlead"
                            + " rescue`; of more nothing is kept."),
            new Key(
                    "rescueHours",
                    "whole number ≥ 0",
                    Integer.toString(JobBounds.DEFAULT.outside().keptHours()),
                    "How long that is kept; less while a disk runs full."));

    static final List<Key> FREE_SPACE = List.of(
            new Key(
                    "placingPercent",
                    "0 to 100",
                    percent(FreeSpaceFloors.DEFAULT.placing()),
                    "Below it no job starts."),
            new Key(
                    "acceptingPercent",
                    "0 to `placingPercent`",
                    percent(FreeSpaceFloors.DEFAULT.accepting()),
                    "Below it no job is accepted."));

    private Keys() {}

    private static String percent(int permille) {
        return String.format(Locale.ROOT, permille % 10 == 0 ? "%.0f" : "%.1f", permille / 10.0);
    }
}
