package io.fairlead.wire.dialect.runai;

import io.fairlead.wire.dialect.FlagTable;

/** All flags of {@code runai submit} of both generations, also those that mean nothing on one machine. */
final class RunaiFlags {
    private static final String LINES = """
            --add-capability VALUE | refused | a job runs as you, without capabilities | leave it out; what needs root belongs into the image
            --address VALUE | noted | ports are not reachable from outside in this version
            --allow-privilege-escalation | refused | a job runs as you, without new privileges | leave it out
            --always-pull-image
            -a --annotation VALUE | noted | labels are kept: -l NAME=value
            --args VALUE
            --attach
            --backoff-limit VALUE
            --completions VALUE
            --cpu VALUE
            --cpu-limit VALUE
            --create-home-dir | silent
            --dry-run | refused | nothing would be submitted | say fairlead translate before the line instead
            --elastic | refused | a job has one container here | leave it out
            -e --environment VALUE
            --extended-resource VALUE | refused | devices other than GPUs are not given to jobs | leave it out
            --git-sync VALUE | refused | nothing is cloned before a job | clone in the command, or keep the code on a volume
            -g --gpu VALUE
            --gpu-memory VALUE | refused | a share of a device is said as a part of it | say which: -g 0.5
            --host-ipc
            --host-network | refused | a job has a network of its own | leave it out
            -i --image VALUE
            --image-pull-policy VALUE
            --inference | refused | services are not built | leave it out
            --interactive
            --job-name-prefix VALUE
            --jupyter | refused | the proxy for notebooks is not built | start the notebook as the command of the job
            -l --label VALUE
            --large-shm
            --local-image
            --memory VALUE
            --memory-limit VALUE
            --mig VALUE
            --mig-profile VALUE
            --mount-propagation | noted | mounts are made as the site has it
            --mps | refused | nothing enforces a share of a device | ask for a part without it: -g 0.5
            --name VALUE
            --nfs-server VALUE | refused | mounts are volumes of this site | name a path of one: -v /path:/path
            --node-pools VALUE | noted | all machines are one pool
            --node-type VALUE
            --parallelism VALUE
            --port VALUE | noted | ports are not reachable from outside in this version
            --preemptible
            --preferred-pod-topology-key VALUE | noted | a job has one container here
            --prevent-privilege-escalation | silent
            -p --project VALUE
            --pvc VALUE
            --pvc-exists VALUE
            --pvc-new VALUE | refused | volumes are made by an administrator | ask for one: fairlead volume create NAME --root /path
            --replicas VALUE | refused | a job has one container here | leave it out
            --required-pod-topology-key VALUE | noted | a job has one container here
            --run-as-user | silent
            --s3 VALUE | refused | a bucket is an entry of the job file | write {"s3": BUCKET, "mode": "env"} under request.docker.storage
            -s --service-type VALUE | noted | ports are not reachable from outside in this version
            --stdin
            --template VALUE | refused | there are no templates | write its flags into the line
            --toleration VALUE | noted | machines have no taints
            --ttl-after-finish VALUE | noted | the record of a job is kept: fairlead rm takes it away
            -t --tty
            --user VALUE | refused | a job runs as who submits it | leave it out
            -v --volume VALUE
            --working-dir VALUE
            """;

    /** With {@code --} in the line: then {@code --command} says that what follows it is the entry point. */
    static final FlagTable TABLE = FlagTable.of("runai submit", LINES + "--command");

    /** The oldest grammar: {@code --command X --args Y}. */
    static final FlagTable OLDEST = FlagTable.of("runai submit", LINES + "--command VALUE");

    /** The second generation, {@code runai training submit}: by its names, and by those that are read. */
    static final FlagTable SECOND = FlagTable.of("runai submit", """
            --allow-privilege-escalation | refused | a job runs as you, without new privileges | leave it out
            --annotation VALUE | noted | labels are kept: --label NAME=value
            --args VALUE
            --attach
            --auto-deletion-time-after-completion VALUE | noted | the record of a job is kept: fairlead rm takes it away
            --backoff-limit VALUE
            --capability VALUE | refused | a job runs as you, without capabilities | leave it out; what needs root belongs into the image
            --command
            --compute VALUE | refused | there are no compute assets | say --gpu-devices-request, --cpu-core-request and --cpu-memory-request
            --configmap-map-volume VALUE | refused | there are no maps of configuration | put the file on a volume
            --cpu-core-limit --cpu-limit VALUE
            --cpu-core-request --cpu VALUE
            --cpu-memory-limit --memory-limit VALUE
            --cpu-memory-request --memory VALUE
            --create-home-dir | silent
            --datasource VALUE | refused | there are no data source assets | mount a volume: --host-path path=/volume,mount=/data
            --datavolume VALUE | refused | there are no data volumes | mount a volume: --host-path path=/volume,mount=/data
            --empty-dir-volume VALUE | refused | memory as a folder is an entry of the job file | write {"tmpfs": true} under request.docker.storage
            --env-my-credentials VALUE | refused | secrets are named one by one | say -e NAME=SECRET:secret; fairlead secret set makes one
            --env-pod-field-ref VALUE | refused | a job has no pod | its own variables begin with FAIRLEAD_
            --env-secret VALUE | refused | a secret has one value here | say -e NAME=SECRET:secret; fairlead secret set makes one
            -e --environment-variable --environment VALUE
            --exclude-node VALUE | noted | no machine can be excluded: --node-type names a label that it must have
            --existing-pvc --pvc-exists VALUE
            --extended-resource VALUE | refused | devices other than GPUs are not given to jobs | leave it out
            --external-url VALUE | noted | ports are not reachable from outside in this version
            --git-sync VALUE | refused | nothing is cloned before a job | clone in the command, or keep the code on a volume
            -g --gpu-devices-request --gpu VALUE
            --gpu-memory-limit VALUE | noted | a share is counted and not enforced
            --gpu-memory-request VALUE | refused | a share of a device is said as a part of it | say which: --gpu-portion-request 0.5
            --gpu-portion-limit VALUE | noted | a share is counted and not enforced
            --gpu-portion-request VALUE
            --gpu-request-type VALUE | silent
            --host-ipc
            --host-network | refused | a job has a network of its own | leave it out
            --host-path VALUE
            -i --image VALUE
            --image-pull-policy VALUE
            --image-pull-secret VALUE | noted | fairlead secret set keeps the credentials of a registry
            --image-pull-my-credentials VALUE | noted | fairlead secret set keeps the credentials of a registry
            -l --label VALUE
            --large-shm
            --name VALUE
            --name-prefix --job-name-prefix VALUE
            --new-pvc VALUE | refused | volumes are made by an administrator | ask for one: fairlead volume create NAME --root /path
            --nfs VALUE | refused | mounts are volumes of this site | name a path of one: --host-path path=/path,mount=/path
            --node-pools VALUE | noted | all machines are one pool
            --node-type VALUE
            --parallelism VALUE
            --pod-running-timeout VALUE | silent
            --port VALUE | noted | ports are not reachable from outside in this version
            --preemptibility VALUE
            --preemptible
            --preferred-pod-topology-key VALUE | noted | a job has one container here
            --priority VALUE
            --privileged | refused | it is root on the whole machine | leave it out
            -p --project VALUE
            --required-pod-topology-key VALUE | noted | a job has one container here
            --restart-policy VALUE | noted | --backoff-limit says how often a job is tried again
            --run-as-gid VALUE | refused | a job runs as who submits it | leave it out
            --run-as-non-root | silent
            --run-as-uid VALUE | refused | a job runs as who submits it | leave it out
            --run-as-user | silent
            --runs --completions VALUE
            --s3 VALUE | refused | a bucket is an entry of the job file | write {"s3": BUCKET, "mode": "env"} under request.docker.storage
            --seccomp-profile VALUE | noted | the engine's own profile holds
            --secret-volume VALUE | refused | a secret is a variable or an entry of the job file | write it under request.docker.secrets
            --stdin
            --supplemental-groups VALUE | noted | a job has the groups of who submits it
            --template VALUE | refused | there are no templates | write its flags into the line
            --termination-grace-period VALUE | noted | the grace period is request.scheduling.gracePeriod of the job file
            --toleration VALUE | noted | machines have no taints
            -t --tty
            --wait-for-submit VALUE | silent
            --working-dir VALUE
            """);

    private RunaiFlags() {}
}
