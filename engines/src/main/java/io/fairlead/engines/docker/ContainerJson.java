package io.fairlead.engines.docker;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.ReservedLabels;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what the engine says about a container. What it does not say counts as not known, never as a failure. */
final class ContainerJson {
    /** The engine writes the year 1 for "never". */
    private static final Instant EARLIEST = Instant.EPOCH;

    private ContainerJson() {}

    /** @param inspected the answer to an inspect */
    static ContainerView view(JsonNode inspected) {
        JsonNode state = inspected.path("State");
        JsonNode labels = inspected.path("Config").path("Labels");
        ContainerView.Status status = status(state.path("Status").asString(""));
        Optional<Instant> startedAt = instant(state.path("StartedAt"));
        return new ContainerView(
                name(inspected.path("Name").asString("")),
                job(labels),
                attempt(labels),
                status,
                startedAt,
                status == ContainerView.Status.EXITED ? Optional.of(exit(state, startedAt)) : Optional.empty(),
                state.path("Pid").asInt(0));
    }

    /** Names come with a slash before them. */
    static ContainerName name(String shown) {
        return new ContainerName(shown.startsWith("/") ? shown.substring(1) : shown);
    }

    private static Exit exit(JsonNode state, Optional<Instant> startedAt) {
        String error = state.path("Error").asString("");
        Instant started = startedAt.orElse(EARLIEST);
        Instant finished = instant(state.path("FinishedAt")).orElse(started);
        return new Exit(
                state.path("ExitCode").asInt(0),
                state.path("OOMKilled").asBoolean(false),
                // The two are read from different clocks: a short run can seem to end a millisecond before it starts.
                finished.isBefore(started) ? started : finished,
                error.isEmpty() ? Optional.empty() : Optional.of(DockerApi.shortened(error)));
    }

    private static ContainerView.Status status(String text) {
        return switch (text) {
            case "created" -> ContainerView.Status.CREATED;
            case "paused" -> ContainerView.Status.PAUSED;
            case "exited", "dead" -> ContainerView.Status.EXITED;
            // A container that restarts or is being removed may still have processes.
            default -> ContainerView.Status.RUNNING;
        };
    }

    /** In whole microseconds, as everything of ours. */
    static Optional<Instant> instant(JsonNode text) {
        try {
            Instant at = Instant.parse(text.asString("")).truncatedTo(ChronoUnit.MICROS);
            return at.isAfter(EARLIEST) ? Optional.of(at) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<JobId> job(JsonNode labels) {
        String text = labels.path(ReservedLabels.JOB).asString("");
        return JobId.isWellFormed(text) ? Optional.of(new JobId(text)) : Optional.empty();
    }

    private static int attempt(JsonNode labels) {
        try {
            return Math.max(
                    0, Integer.parseInt(labels.path(ReservedLabels.ATTEMPT).asString("")));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
