package io.fairlead.cli.command.docker;

import io.fairlead.cli.dialect.AsWritten;
import io.fairlead.cli.gotemplate.GoValue;
import io.fairlead.core.unit.Bytes;
import io.fairlead.wire.api.AttemptView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobSummary;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A job in the shape of a container of Docker's. */
final class ContainerShape {
    private static final int COMMAND_CHARS = 20;
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final JobDetail detail;
    private final JobSummary job;
    private final Instant now;
    private final AsWritten definition;

    ContainerShape(JobDetail detail, Instant now) {
        this.detail = detail;
        this.job = detail.job();
        this.now = now;
        this.definition = AsWritten.of(detail.definition().text());
    }

    String shownCommand(boolean whole) {
        List<String> all = new ArrayList<>(definition.texts("request", "docker", "entrypoint"));
        all.addAll(definition.command());
        String text = String.join(" ", all);
        boolean cut = !whole && text.length() > COMMAND_CHARS;
        return "\"" + (cut ? text.substring(0, COMMAND_CHARS - 1) + "…" : text) + "\"";
    }

    /** Docker's word for its state. */
    static String state(JobSummary job) {
        return switch (job.state()) {
            case "ONHOLD", "QUEUED", "ASSIGNED", "STARTING" -> "created";
            case "FINISHED", "FAILED", "CANCELLED" -> "exited";
            default -> "running";
        };
    }

    static String status(JobSummary job, Instant now) {
        return switch (state(job)) {
            case "created" ->
                "Created"
                        + job.reason()
                                .map(Finding::message)
                                .map(why -> " (" + why + ")")
                                .orElse("");
            case "running" ->
                "Up "
                        + HumanTime.of(Duration.between(job.startedAt().orElse(job.since()), now))
                        + (job.stopping() ? " (stopping)" : "");
            default ->
                "Exited (" + exitCode(job) + ") "
                        + HumanTime.of(Duration.between(job.endedAt().orElse(job.since()), now)) + " ago";
        };
    }

    /** Of a job that ended without one: as a shell would say it. */
    private static int exitCode(JobSummary job) {
        return job.exitCode()
                .orElseGet(
                        () -> job.state().equals("FINISHED") ? 0 : job.state().equals("CANCELLED") ? 137 : 125);
    }

    /** What {@code docker ps --format} has fields of. */
    GoValue.Struct row(boolean whole) {
        return GoValue.struct(
                "ID",
                job.id(),
                "Image",
                job.image(),
                "Command",
                shownCommand(whole),
                "CreatedAt",
                job.submittedAt().toString(),
                "RunningFor",
                HumanTime.of(Duration.between(job.submittedAt(), now)) + " ago",
                "Ports",
                "",
                "State",
                state(job),
                "Status",
                status(job, now),
                "Size",
                "",
                "Names",
                job.name(),
                "Labels",
                labels(),
                "Mounts",
                String.join(
                        ",",
                        detail.mounts().stream()
                                .flatMap(it -> it.volume().stream())
                                .distinct()
                                .toList()),
                "Networks",
                "fairlead");
    }

    private String labels() {
        List<String> labels = new ArrayList<>();
        detail.labels().forEach((key, value) -> labels.add(key + "=" + value));
        return String.join(",", labels);
    }

    /** What {@code docker inspect} shows. */
    GoValue.Struct inspected() {
        List<String> command = definition.command();
        Optional<AttemptView> newest = detail.attempts().isEmpty()
                ? Optional.empty()
                : Optional.of(detail.attempts().getLast());
        return GoValue.struct(
                "Id",
                job.id(),
                "Created",
                job.submittedAt().toString(),
                "Path",
                command.isEmpty() ? "" : command.getFirst(),
                "Args",
                command.isEmpty() ? List.of() : command.subList(1, command.size()),
                "State",
                stateOf(newest),
                "Image",
                detail.image().digest(),
                "Name",
                "/" + job.name(),
                "RestartCount",
                Math.max(0, job.attempt() - 1),
                "Driver",
                "",
                "Platform",
                detail.image().platform().split("/")[0],
                "HostConfig",
                hostConfig(),
                "Mounts",
                mounts(),
                "Config",
                config());
    }

    private GoValue stateOf(Optional<AttemptView> newest) {
        String state = state(job);
        return GoValue.struct(
                "Status",
                state,
                "Running",
                state.equals("running"),
                "Paused",
                false,
                "Restarting",
                false,
                "OOMKilled",
                newest.flatMap(AttemptView::exit)
                        .map(AttemptView.ExitView::outOfMemory)
                        .orElse(false),
                "Dead",
                false,
                "Pid",
                0,
                "ExitCode",
                state.equals("exited") ? exitCode(job) : 0,
                "Error",
                job.reason().map(Finding::message).orElse(""),
                "StartedAt",
                job.startedAt().map(Instant::toString).orElse(NEVER),
                "FinishedAt",
                job.endedAt().map(Instant::toString).orElse(NEVER));
    }

    private GoValue hostConfig() {
        List<GoValue> devices = job.devices().isEmpty()
                ? List.of()
                : List.of(GoValue.struct(
                        "Driver",
                        "nvidia",
                        "Count",
                        0,
                        "DeviceIDs",
                        job.devices(),
                        "Capabilities",
                        List.of(List.of("gpu"))));
        return GoValue.struct(
                "Memory",
                job.request().memoryBytes(),
                "NanoCpus",
                job.request().cpus().movePointRight(9).longValue(),
                "ShmSize",
                shm(),
                "AutoRemove",
                true,
                "Privileged",
                false,
                "ReadonlyRootfs",
                definition.flag("request", "docker", "readOnlyRootfs"),
                "NetworkMode",
                "fairlead",
                "RestartPolicy",
                GoValue.struct("Name", "no", "MaximumRetryCount", 0),
                "DeviceRequests",
                devices);
    }

    private List<GoValue> mounts() {
        List<GoValue> mounts = new ArrayList<>();
        for (JobDetail.Mount mount : detail.mounts()) {
            mounts.add(GoValue.struct(
                    "Type",
                    mount.sizeBytes().isPresent() ? "tmpfs" : "bind",
                    "Name",
                    mount.volume().orElse(""),
                    "Source",
                    mount.hostPath().orElse(""),
                    "Destination",
                    mount.containerPath(),
                    "Mode",
                    mount.readOnly() ? "ro" : "",
                    "RW",
                    !mount.readOnly()));
        }
        return mounts;
    }

    /** As asked for; 0 where the server decides. */
    private long shm() {
        return definition
                .text("request", "resources", "shmGb")
                .map(gib -> Bytes.ofGib(new BigDecimal(gib)).count())
                .orElse(0L);
    }

    private GoValue config() {
        List<String> environment = new ArrayList<>();
        definition.map("request", "docker", "environment").forEach((key, value) -> environment.add(key + "=" + value));
        return GoValue.struct(
                "Hostname",
                docker("hostname"),
                "User",
                detail.runsAs().uid() + ":" + detail.runsAs().gid(),
                "Tty",
                definition.flag("request", "docker", "tty"),
                "OpenStdin",
                definition.flag("request", "docker", "stdin"),
                "Env",
                environment,
                "Cmd",
                definition.command(),
                "Image",
                job.image(),
                "WorkingDir",
                docker("workingDir"),
                "Entrypoint",
                definition.texts("request", "docker", "entrypoint"),
                "Labels",
                GoValue.dictionary(detail.labels()));
    }

    private String docker(String key) {
        return definition.text("request", "docker", key).orElse("");
    }
}
