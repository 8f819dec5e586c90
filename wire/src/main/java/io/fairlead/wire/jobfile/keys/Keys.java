package io.fairlead.wire.jobfile.keys;

import java.util.List;

/** The keys of a job file but for scheduling, in the order of the reference page. */
final class Keys {
    static final List<Key> TOP = List.of(
            Key.of("$schema", "text", "", "which schema an editor checks the file by")
                    .ignored("only editors read it"),
            Key.of(
                    "name",
                    "text, 1–128 characters, nothing invisible",
                    "required",
                    "shown to people; need not be unique"),
            Key.of("description", "text, lines allowed", "", "free text"),
            Key.of(
                            "project",
                            "text",
                            "the user's default project",
                            "the group the job belongs to; also taken from `owner.projectUrn`, `--project` and the"
                                    + " environment, which must agree")
                    .added(),
            Key.of(
                            "labels",
                            "map of text",
                            "{}",
                            "free-form, searchable; keys beginning with `fairlead` or `io.fairlead` are reserved")
                    .added(),
            Key.of("owner", "object", "", "who submits, as Slices files say it"),
            Key.of("request", "object", "required", "what is asked for"),
            Key.of("extra", "object", "", "the same as `request.extra`"),
            Key.of("deploymentEnvironment", "text", "", "deprecated by Slices").ignored("there is one environment"),
            Key.of("state", "object", "", "filled in by the server that ran the job before")
                    .ignored("the server keeps the state"),
            Key.of("restartInfo", "object", "", "filled in by the server that ran the job before")
                    .ignored("the server counts attempts"));

    static final List<Key> OWNER = List.of(
            Key.of("projectUrn", "text, `urn:publicid:IDN+AUTHORITY+project+NAME`", "", "its last part is the project"),
            Key.of("userUrn", "text", "", "the submitting user").ignored("the user is who submits"),
            Key.of("userEmail", "text", "", "deprecated by Slices").ignored("the user is who submits"));

    static final List<Key> REQUEST = List.of(
            Key.of("resources", "object", "required", "what the job needs of a machine"),
            Key.of("docker", "object", "required", "what runs"),
            Key.of("scheduling", "object", "{}", "when it runs, and for how long"),
            Key.of("expect", "object", "", "what the owner predicts; an unmet expectation makes the job FAILED")
                    .added(),
            Key.of("extra", "object", "{}", "wishes around the job"));

    static final List<Key> RESOURCES = List.of(
            Key.of("cpus", "number, 0.01–4096", "required", "cores; fractions allowed"),
            Key.of(
                    "gpus",
                    "whole number, 0–1024, or 0.001–0.999",
                    "required",
                    "whole devices; between 0 and 1 a share of one device, which is counted and not enforced"),
            Key.of(
                    "cpuMemoryGb",
                    "number > 0",
                    "required",
                    "GiB of memory for the job's processes; tmpfs volumes and shared memory come on top; no swap"),
            Key.of("gpuModel", "text or list", "any", "part of the device's model name, in any case; any of these"),
            Key.of(
                    "gpuMemoryGb",
                    "number > 0",
                    "",
                    "device memory needed, GiB; one device with it may be a MIG slice, of a share it is that share's"),
            Key.of("migProfile", "text, `1g.10gb`", "", "MIG slices of this profile, as many as `gpus` says")
                    .added(),
            Key.of("minCudaVersion", "number, `12` or `12.4`", "", "CUDA version that the node's driver must support"),
            Key.of("clusterId", "whole number, name, or list of these", "any", "the cluster to run on; any of these"),
            Key.of("slaveName", "text", "any", "the node to run on"),
            Key.of("slaveInstanceId", "whole number", "", "a number that Slices gave a node")
                    .ignored("nodes have names here: use slaveName"),
            Key.of("features", "text or list", "[]", "node labels that must all be present"),
            Key.of("shmGb", "number > 0", "1/16 of memory, at least 64 MiB", "size of `/dev/shm`, GiB")
                    .added(),
            Key.of("nodes", "whole number, 1–1024", "1", "nodes that start together or not at all")
                    .added()
                    .notYet("use one node, or several jobs")
                    .except("1"),
            Key.of(
                            "scratchGb",
                            "number > 0",
                            "the site's policy",
                            "what the job may write outside of volumes, GiB: its container's own layer and its HOME; beyond it is stopped")
                    .added());

    static final List<Key> DOCKER = List.of(
            Key.of(
                    "image",
                    "`[host[:port]/]path[:tag]` or `…@sha256:DIGEST`",
                    "required",
                    "resolved to a digest at submit; `user:password@` before it is moved into a secret"),
            Key.of(
                    "command",
                    "text or list of texts",
                    "the image's own",
                    "a list is executed as it is; a text is split into words and executed, or run by `/bin/sh -c` when"
                            + " it needs a shell; a notice says which"),
            Key.of("entrypoint", "list of texts", "the image's own", "`[]` clears it")
                    .added(),
            Key.of(
                    "environment",
                    "map of variable to text, number or boolean",
                    "{}",
                    "`NVIDIA_VISIBLE_DEVICES`, `NVIDIA_REQUIRE_*` and `FAIRLEAD_*` are dropped with a notice"),
            Key.of("hostname", "host name, 1–63 characters", "the job's name, made valid", "the container's host name")
                    .added(),
            Key.of(
                            "secrets",
                            "map of variable to secret, by name or as `{name, file}`",
                            "{}",
                            "variables whose values are kept with `fairlead secret set`; only the name is stored with"
                                    + " the job")
                    .added(),
            Key.of("storage", "list", "[]", "volumes, and where they appear in the container"),
            Key.of("portMappings", "list of port or object", "[]", "ports reachable through the proxy")
                    .notYet("connect from inside the job, or run without ports"),
            Key.of("workingDir", "absolute path", "the image's own", "where the command starts"),
            Key.of(
                    "user",
                    "name or uid, `:group` after it",
                    "the submitting user",
                    "another user only where policy allows"),
            Key.of("groupAdd", "text or list", "[]", "further groups, by name or gid"),
            Key.of("projectGidVariableName", "variable name", "", "the variable that receives the project's gid"),
            Key.of("tty", "boolean", "false", "a terminal").added(),
            Key.of("stdin", "boolean", "false", "standard input stays open").added(),
            Key.of("readOnlyRootfs", "boolean", "false", "the container's own file system can not be written")
                    .added(),
            Key.of(
                            "stopSignal",
                            "signal",
                            "SIGTERM",
                            "asks the command to end; `scheduling.gracePeriod` later comes SIGKILL")
                    .added(),
            Key.of(
                            "pull",
                            "`missing`, `always` or `never`",
                            "`missing`",
                            "where the image may come from: the engine first, always the registry, the engine alone")
                    .added());

    static final List<Key> SECRET = List.of(
            Key.of("name", "text", "required", "the secret's name").added(),
            Key.of(
                            "file",
                            "absolute path",
                            "",
                            "the value becomes a file in memory, readable by you alone, and the variable has its path;"
                                    + " without it the variable has the value")
                    .added());

    static final List<Key> STORAGE = List.of(
            Key.of(
                    "hostPath",
                    "path of a volume, `tmpfs`, `.ssh` or `PROJECT_SHARE_AUTO`",
                    "containerPath",
                    "always resolved through the configured volumes"),
            Key.of("containerPath", "absolute path", "hostPath", "where it appears"),
            Key.of("readOnly", "boolean", "false", "can not be written").added(),
            Key.of("sizeGb", "number > 0", "required with `tmpfs`", "size of a tmpfs, GiB; reserved on top of memory"),
            Key.of("volume", "text", "", "a volume by its name").added(),
            Key.of("subPath", "relative path", "the volume's root", "a folder in that volume")
                    .added(),
            Key.of("s3", "name of a bucket", "", "a bucket of the site's object store, told to the job in variables")
                    .added(),
            Key.of("prefix", "relative path", "the whole bucket", "with `s3`: a part of the bucket")
                    .added(),
            Key.of(
                            "mode",
                            "`env`, `copy-in` or `sync`",
                            "`env`",
                            "with `s3`: `env` sets variables for boto3 and rclone; the others are not built yet")
                    .added());

    static final List<Key> PORT = List.of(
            Key.of("containerPort", "whole number, 1–65535", "required", "the port in the container"),
            Key.of("hostPort", "whole number, 1–65535", "one that is free", "the port outside"),
            Key.of("hostIp", "address", "loopback", "the address outside"));

    private Keys() {}
}
