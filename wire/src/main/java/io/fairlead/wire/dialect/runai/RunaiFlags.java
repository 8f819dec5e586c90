package io.fairlead.wire.dialect.runai;

import io.fairlead.wire.dialect.FlagTable;

/** All flags of {@code runai submit} of the first generation, also those that mean nothing on one machine. */
final class RunaiFlags {
    private static final String LINES = """
            --add-capability VALUE | refused | a job runs as you, without capabilities | leave it out; what needs root belongs into the image
            --address VALUE | noted | ports are not reachable from outside in this version
            --allow-privilege-escalation | refused | a job runs as you, without new privileges | leave it out
            --always-pull-image
            -a --annotation VALUE | noted | labels are kept: -l NAME=value
            --args VALUE
            --attach
            --backoff-limit VALUE | noted | a failed job is not tried again in this version
            --completions VALUE | refused | several runs of one definition are not built | submit it once for each
            --cpu VALUE
            --cpu-limit VALUE
            --create-home-dir | silent
            --dry-run | refused | nothing would be submitted | say fairlead translate before the line instead
            --elastic | refused | a job has one container here | leave it out
            -e --environment VALUE
            --extended-resource VALUE | refused | devices other than GPUs are not given to jobs | leave it out
            --git-sync VALUE | refused | nothing is cloned before a job | clone in the command, or keep the code on a volume
            -g --gpu VALUE
            --gpu-memory VALUE | refused | a share of a device is not built | ask for a whole one: -g 1
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
            --mps | refused | a share of a device is not built | ask for a whole one: -g 1
            --name VALUE
            --nfs-server VALUE | refused | mounts are volumes of this site | name a path of one: -v /path:/path
            --node-pools VALUE | noted | all machines are one pool
            --node-type VALUE
            --parallelism VALUE | refused | several runs of one definition are not built | submit it once for each
            --port VALUE | noted | ports are not reachable from outside in this version
            --preemptible | noted | jobs are not preempted in this version
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

    private RunaiFlags() {}
}
