package io.fairlead.core.launch;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Submission;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerSpec.Mount;
import io.fairlead.core.port.ReservedLabels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/** Makes the container of an attempt out of its job. Pure: equal arguments give an equal container. */
public final class ContainerPlan {
    /** Where Fairlead's own small program stands in every container. */
    public static final String HOLD = "/sbin/fairlead-hold";

    private static final String SHELL = "/bin/sh";

    private ContainerPlan() {}

    /**
     * @param realDevices whether the placement's devices are asked of the engine; simulated ones never are
     */
    public static ContainerSpec of(Job job, Attempt attempt, Stand stand, ContainerPolicy policy, boolean realDevices) {
        Submission submission = job.submission();
        Placement placement = attempt.placements().getFirst();
        List<DeviceId> devices = realDevices ? placement.devices() : List.of();
        return new ContainerSpec(
                placement.container(),
                submission.image().name(),
                workload(job, attempt, stand),
                bounds(submission, placement, policy, stand.cpus()),
                inOrder(stand.mounts()),
                devices,
                policy.network(),
                labels(job, attempt, policy));
    }

    private static ContainerSpec.Workload workload(Job job, Attempt attempt, Stand stand) {
        Submission submission = job.submission();
        DockerRequest docker = submission.definition().docker();
        boolean session = submission.definition().scheduling().session();
        return new ContainerSpec.Workload(
                session ? Optional.of(List.of()) : docker.entrypoint(),
                session ? Optional.of(heldOpen(docker)) : command(docker),
                Variables.of(job, attempt, stand),
                docker.workingDir(),
                submission.owner().uid() + ":" + submission.owner().gid(),
                stand.groups(),
                docker.hostname()
                        .orElseGet(() -> HostName.of(submission.definition().name())),
                docker.tty(),
                docker.stdin(),
                docker.stopSignal().name());
    }

    /**
     * A session does not end with its command: our own program keeps it open, with or without one. What the image would
     * run by itself is left out, as it is mostly a shell, which ends at once where nobody types.
     */
    private static List<String> heldOpen(DockerRequest docker) {
        List<String> words = new ArrayList<>(
                List.of(HOLD, "open", Integer.toString(docker.stopSignal().number())));
        docker.entrypoint().ifPresent(words::addAll);
        command(docker).ifPresent(words::addAll);
        return words;
    }

    private static Optional<List<String>> command(DockerRequest docker) {
        return switch (docker.command()) {
            case Command.ImageDefault _ -> Optional.empty();
            case Command.Exec(List<String> argv) -> Optional.of(argv);
            case Command.Shell shell ->
                Optional.of(List.of(
                        SHELL,
                        "-c",
                        // A single command takes the shell's place, and with it the signals.
                        shell.withExec()
                                .orElseGet(() -> prologue(docker.stopSignal().name()) + shell.script())));
        };
    }

    /**
     * Signals reach the whole process group; the shell must outlive what it runs, so that a job that saves its state and
     * ends with 123 is seen to end with 123. A trap with a handler is reset in children, so they keep their own ways.
     */
    private static String prologue(String stopSignal) {
        TreeSet<String> signals = new TreeSet<>(List.of("USR1", "TERM", "INT"));
        signals.add(stopSignal.substring("SIG".length()));
        signals.remove("KILL");
        signals.remove("STOP");
        return "trap 'exit $?' " + String.join(" ", signals) + "; ";
    }

    private static ContainerSpec.Bounds bounds(
            Submission submission, Placement placement, ContainerPolicy policy, Optional<String> cpus) {
        return new ContainerSpec.Bounds(
                placement.cores(),
                placement.memory(),
                submission.definition().resources().effectiveShm(),
                cpus,
                policy.pids(),
                policy.openFiles(),
                policy.logFile(),
                submission.definition().docker().readOnlyRootfs());
    }

    /** Parents before children: a path sorts before everything beneath it. */
    private static List<Mount> inOrder(List<Mount> mounts) {
        List<Mount> sorted = new ArrayList<>(mounts);
        sorted.sort(Comparator.comparing(mount -> mount.target() + "/"));
        return sorted;
    }

    private static SequencedMap<String, String> labels(Job job, Attempt attempt, ContainerPolicy policy) {
        SequencedMap<String, String> labels = new LinkedHashMap<>();
        labels.put(ReservedLabels.INSTANCE, policy.instance());
        labels.put(ReservedLabels.EPOCH, Long.toString(policy.epoch()));
        labels.put(ReservedLabels.JOB, job.id().text());
        labels.put(ReservedLabels.ATTEMPT, Integer.toString(attempt.number()));
        return labels;
    }
}
