package io.fairlead.engines.fake;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.JobId;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.ReservedLabels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A container that only pretends: everything about it follows from when it was started and what it was told since, so
 * that no thread is needed to let it run.
 *
 * @param runs how often it was started; more than once is what must never happen
 * @param endsAt when it ends or has ended, as far as is settled; empty before the start, or where only a signal ends it
 * @param code with which it ends then
 */
record FakeContainer(
        String name,
        SequencedMap<String, String> labels,
        Script script,
        int runs,
        Optional<Instant> startedAt,
        Optional<Instant> endsAt,
        int code,
        boolean outOfMemory) {
    FakeContainer {
        labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
    }

    /** A line that it has written. */
    record Line(Instant at, String text) {}

    static FakeContainer made(String name, SequencedMap<String, String> labels, Script script) {
        return new FakeContainer(name, labels, script, 0, Optional.empty(), Optional.empty(), 0, false);
    }

    boolean isRunning(Instant now) {
        return startedAt.isPresent() && !hasEnded(now);
    }

    boolean hasEnded(Instant now) {
        return startedAt.isPresent() && endsAt.filter(end -> !now.isBefore(end)).isPresent();
    }

    /** Runs it, once more if it ran before: that is how engines are. */
    FakeContainer started(Instant now) {
        return new FakeContainer(
                name,
                labels,
                script,
                runs + 1,
                Optional.of(now),
                script.runFor().map(now::plus),
                script.ownCode(),
                script.outOfMemory());
    }

    FakeContainer signalled(String signal, Instant now) {
        Script.Reaction reaction = script.to(signal);
        Instant end = now.plus(reaction.after());
        return reaction.ends() && endsAt.map(end::isBefore).orElse(true) ? ended(end, reaction.code()) : this;
    }

    FakeContainer ended(Instant end, int with) {
        return new FakeContainer(name, labels, script, runs, startedAt, Optional.of(end), with, false);
    }

    boolean isSameAttempt(SequencedMap<String, String> asked) {
        return List.of(ReservedLabels.INSTANCE, ReservedLabels.JOB, ReservedLabels.ATTEMPT).stream()
                .allMatch(label -> asked.getOrDefault(label, "").equals(labels.getOrDefault(label, "")));
    }

    ContainerView view(Instant now) {
        boolean over = hasEnded(now);
        ContainerView.Status status = over
                ? ContainerView.Status.EXITED
                : startedAt.isPresent() ? ContainerView.Status.RUNNING : ContainerView.Status.CREATED;
        return new ContainerView(
                new ContainerName(name),
                Optional.ofNullable(labels.get(ReservedLabels.JOB))
                        .filter(JobId::isWellFormed)
                        .map(JobId::new),
                attempt(),
                status,
                startedAt,
                over
                        ? Optional.of(new Exit(code, outOfMemory, endsAt.orElseThrow(), Optional.empty()))
                        : Optional.empty(),
                0);
    }

    private int attempt() {
        String text = labels.getOrDefault(ReservedLabels.ATTEMPT, "");
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** What it has written by now, oldest first; one that runs until a signal writes a line each second. */
    List<Line> written(Instant now) {
        List<Line> lines = new ArrayList<>();
        if (startedAt.isEmpty()) {
            return lines;
        }
        Instant until = endsAt.filter(end -> end.isBefore(now)).orElse(now);
        long pause = script.runFor()
                .map(run -> run.toNanos() / Math.max(1, script.out().size()))
                .orElse(1_000_000_000L);
        for (int i = 0; i < script.out().size(); i++) {
            Instant at = startedAt.get().plusNanos(pause * i);
            if (at.isAfter(until)) {
                break;
            }
            lines.add(new Line(at, script.out().get(i)));
        }
        return lines;
    }
}
