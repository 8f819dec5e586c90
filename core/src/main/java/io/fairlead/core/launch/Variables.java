package io.fairlead.core.launch;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Submission;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The environment of a container: the definition's variables and secrets, then ours over them, so that ours can be believed. */
final class Variables {
    private static final String PATH = "PATH";

    /** Of an image that sets none; the engine's own default. */
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** The value by which NVIDIA's hook gives nothing; {@code none} gave everything in some versions. */
    private static final String NO_DEVICES = "void";

    private Variables() {}

    static SequencedMap<String, String> of(Job job, Attempt attempt, Stand stand) {
        SequencedMap<String, String> all =
                new LinkedHashMap<>(job.submission().definition().docker().environment());
        all.putAll(stand.variables());
        array(all, job);
        String userPath = all.getOrDefault(PATH, stand.imagePath().orElse(DEFAULT_PATH));
        all.put(PATH, stand.home() + "/.local/bin:" + userPath);
        all.put("HOME", stand.home());
        all.put("USER", stand.userName());
        all.put("LOGNAME", stand.userName());
        Placement placement = attempt.placements().getFirst();
        all.put("NVIDIA_VISIBLE_DEVICES", devices(placement));
        // Signals go to the whole process group, so that a shell does not keep them from what it runs.
        all.put("TINI_KILL_PROCESS_GROUP", "1");
        JobDefinition definition = job.submission().definition();
        definition
                .docker()
                .projectGidVariable()
                .ifPresent(name ->
                        all.put(name, Long.toString(job.submission().project().gid())));
        fairlead(all, job, attempt, placement);
        gpulab(all, job, placement);
        DialectVariables.add(all, job, attempt);
        if (job.submission().dialect().equals(SlurmVariables.DIALECT)) {
            SlurmVariables.add(all, job, attempt, stand);
        }
        return all;
    }

    /** What tells a member from the others. */
    private static void array(SequencedMap<String, String> all, Job job) {
        Optional<JobArray> array = job.submission().definition().scheduling().array();
        if (array.isPresent() && job.id().isMember()) {
            int index = job.id().index().orElseThrow();
            all.putAll(array.get().variables(index));
            all.put("FAIRLEAD_ARRAY_ID", job.id().array().text());
            all.put("FAIRLEAD_ARRAY_INDEX", Integer.toString(index));
            all.put(
                    "FAIRLEAD_ARRAY_SIZE",
                    Integer.toString(array.get().members().size()));
        }
    }

    private static String devices(Placement placement) {
        String nvidia = placement.devices().stream()
                .filter(device -> device.amdPlace().isEmpty())
                .map(DeviceId::text)
                .collect(Collectors.joining(","));
        return nvidia.isEmpty() ? NO_DEVICES : nvidia;
    }

    private static void fairlead(SequencedMap<String, String> all, Job job, Attempt attempt, Placement placement) {
        Submission submission = job.submission();
        all.put("FAIRLEAD_JOB_ID", job.id().text());
        all.put("FAIRLEAD_JOB_NAME", submission.definition().name());
        all.put("FAIRLEAD_ATTEMPT", Integer.toString(attempt.number()));
        all.put("FAIRLEAD_PROJECT", submission.project().name());
        all.put("FAIRLEAD_USER", submission.owner().name());
        all.put("FAIRLEAD_CLUSTER", placement.where().cluster().toString());
        all.put("FAIRLEAD_NODE", placement.where().node());
        all.put("FAIRLEAD_GPUS", gpus(placement));
        all.put("FAIRLEAD_CPUS", placement.cores().toString());
        all.put("FAIRLEAD_MEMORY_MB", memoryMib(submission));
        submission
                .definition()
                .scheduling()
                .maxDuration()
                .flatMap(most ->
                        attempt.times().starting().map(start -> start.plus(most).minus(job.ranBefore())))
                .ifPresent(end -> all.put(
                        "FAIRLEAD_DEADLINE", end.truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    /** A share as it was asked for; otherwise how many devices there are to be seen. */
    private static String gpus(Placement placement) {
        return placement.portion().isShare()
                ? placement.gpus().toString()
                : Integer.toString(placement.devices().size());
    }

    /** What scripts written for GPULab read. */
    private static void gpulab(SequencedMap<String, String> all, Job job, Placement placement) {
        Submission submission = job.submission();
        all.put("GPULAB_JOB_ID", job.id().text());
        all.put("GPULAB_PROJECT", submission.project().name());
        all.put("GPULAB_USERNAME", submission.owner().name());
        all.put("GPULAB_USERURN_NAME", submission.owner().name());
        all.put("GPULAB_DEPLOYMENT_ENVIRONMENT", "production");
        all.put("GPULAB_CLUSTER_ID", placement.where().cluster().toString());
        all.put("GPULAB_SLAVE_HOSTNAME", placement.where().node());
        all.put("GPULAB_SLAVE_DNSNAME", placement.where().node());
        all.put("GPULAB_GPUS_RESERVED", Integer.toString(placement.devices().size()));
        all.put("GPULAB_CPUS_RESERVED", placement.cores().toString());
        all.put("GPULAB_MEM_RESERVED", memoryMib(submission));
    }

    private static String memoryMib(Submission submission) {
        return Long.toString(submission.definition().resources().memory().mib());
    }
}
