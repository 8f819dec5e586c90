package io.fairlead.wire.jobfile.keys;

import java.util.List;

/** The keys of a v1 file, and what each becomes. */
final class V1Keys {
    static final List<Key> TOP = List.of(
            Key.of("$schema", "text", "", "which schema an editor checks the file by")
                    .ignored("only editors read it"),
            Key.of("jobDefinition", "object", "required", "the job"),
            Key.of("project", "text", "", "`project`"),
            Key.of("email_run", "text or list", "", "`extra.emailOnRun`"),
            Key.of("email_done", "text or list", "", "`extra.emailOnEnd`"));

    static final List<Key> JOB = List.of(
            Key.of("name", "text", "required", "`name`"),
            Key.of("description", "text", "", "`description`"),
            Key.of("command", "text or list", "", "`docker.command`"),
            Key.of("dockerImage", "image", "required", "`docker.image`"),
            Key.of("clusterId", "number, name or list", "", "`resources.clusterId`; of a list only the first is kept"),
            Key.of("jobDataLocations", "list", "[]", "`docker.storage`"),
            Key.of("jobType", "text", "", "nothing").ignored("every job is a batch job or says otherwise"),
            Key.of("portMappings", "list", "[]", "`docker.portMappings`"),
            Key.of("resources", "object", "{}", "`resources`"),
            Key.of("environment", "map", "{}", "`docker.environment`"),
            Key.of("workingDir", "path", "", "`docker.workingDir`"),
            Key.of("projectGidVariableName", "variable name", "", "`docker.projectGidVariableName`"),
            Key.of("ssh_pubkeys", "list", "[]", "`extra.sshPubKeys`"),
            Key.of("userUidVariableName", "variable name", "", "nothing").ignored("it never had an effect"),
            Key.of("dockerGroupAdd", "text or list", "[]", "`docker.groupAdd`"),
            Key.of("dockerUser", "text", "", "`docker.user`"));

    static final List<Key> RESOURCES = List.of(
            Key.of("systemMemory", "number, MB", "1", "`resources.cpuMemoryGb`: divided by 1024 and rounded up"),
            Key.of("cpuCores", "number", "1", "`resources.cpus`"),
            Key.of("gpus", "number", "0", "`resources.gpus`"),
            Key.of("gpuModel", "text or list", "", "`resources.gpuModel`"),
            Key.of("minCudaVersion", "number", "", "`resources.minCudaVersion`"));

    static final List<Key> LOCATION = List.of(
            Key.of("mountPoint", "path", "sharePath", "`containerPath`"),
            Key.of("sharePath", "path", "mountPoint", "`hostPath`"),
            Key.of("protocol", "text", "", "nothing").ignored("volumes know how they are reached"),
            Key.of("shareHost", "text", "", "nothing").ignored("volumes know how they are reached"));

    private V1Keys() {}
}
