package io.fairlead.server.http.view;

import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Stop;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.Finding;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Changes as people read them. */
public final class EventViews {
    private EventViews() {}

    /** What one change says. */
    private record Told(String kind, int attempt, Optional<JobState> state, String message, Optional<Problem> reason) {
        static Told of(String kind, String message) {
            return new Told(kind, 0, Optional.empty(), message, Optional.empty());
        }

        static Told of(String kind, int attempt, String message) {
            return new Told(kind, attempt, Optional.empty(), message, Optional.empty());
        }

        Told to(JobState next) {
            return new Told(kind, attempt, Optional.of(next), message, reason);
        }

        Told because(Optional<Problem> why) {
            return new Told(kind, attempt, state, message, why);
        }
    }

    /** @param sequence of the change in the log */
    public static EventView of(long sequence, Recorded recorded) {
        Told told = told(recorded.change());
        return new EventView(
                sequence,
                recorded.at(),
                recorded.actor().kind(),
                uid(recorded.actor()),
                told.kind(),
                told.attempt(),
                told.state().map(JobState::name),
                told.message(),
                told.reason().map(Finding::of),
                recorded.change().job().text());
    }

    private static Optional<Long> uid(Actor actor) {
        return switch (actor) {
            case Actor.User user -> Optional.of(user.uid());
            case Actor.Admin admin -> Optional.of(admin.uid());
            case Actor.Scheduler _, Actor.Engine _, Actor.Clock _ -> Optional.empty();
        };
    }

    private static Told told(Change change) {
        return switch (change) {
            case Change.Submitted it ->
                Told.of("submitted", "admitted").to(it.admitted().state());
            case Change.Held _ -> Told.of("held", "put on hold").to(JobState.ONHOLD);
            case Change.Released _ -> Told.of("released", "released from hold").to(JobState.QUEUED);
            case Change.ImageArrived _ -> Told.of("image-arrived", "the image is on the node");
            case Change.CancelRequested _ -> Told.of("cancel-requested", "its end was asked for");
            case Change.Removed _ -> Told.of("removed", "taken out of view");
            case Change.Promised it ->
                Told.of(
                        "promised",
                        "promised to start at " + it.start().truncatedTo(ChronoUnit.SECONDS) + " or before");
            case Change.PromiseBroken it ->
                Told.of("promise-broken", "its promised start is void").because(Optional.of(it.cause()));
            case Change.Clearing it ->
                Told.of(
                        "clearing",
                        "jobs halted for it on node " + it.node().node() + ": "
                                + it.halted().size());
            case Change.ClearingVoid it ->
                Told.of("clearing-void", "node is not kept for it any more").because(Optional.of(it.cause()));
            case Change.WaitNoted it -> Told.of("wait-noted", "waits").because(Optional.of(it.reason()));
            case Change.PullRetried it ->
                Told.of("pull-retried", "its image is fetched again").because(Optional.of(it.reason()));
            case Change.Ended it -> ended(it);
            case Change.Requeued it ->
                Told.of("requeued", it.attempt(), "attempt " + it.attempt() + " is over; queued for the next one")
                        .to(JobState.QUEUED)
                        .because(Optional.of(it.reason()));
            case Change.Assigned _,
                    Change.Starting _,
                    Change.Created _,
                    Change.Bound _,
                    Change.Running _,
                    Change.StopAsked _,
                    Change.HaltAsked _,
                    Change.HaltSignalled _,
                    Change.StopSignalled _,
                    Change.KillSent _,
                    Change.Outgrew _,
                    Change.IdleNoted _,
                    Change.TimeWarned _,
                    Change.Idled _,
                    Change.FilesFound _,
                    Change.RunRecorded _,
                    Change.Exited _,
                    Change.LogsComplete _ -> ofAttempt(change);
        };
    }

    private static Told ofAttempt(Change change) {
        return switch (change) {
            case Change.Assigned it ->
                Told.of("assigned", it.attempt(), "given " + places(it.placements()))
                        .to(JobState.ASSIGNED);
            case Change.Starting it ->
                Told.of("starting", it.attempt(), "the container is being created")
                        .to(JobState.STARTING);
            case Change.Created it -> Told.of("created", it.attempt(), "the container exists");
            case Change.Bound it -> Told.of("bound", it.attempt(), "its paths and devices are as asked for");
            case Change.Running it ->
                Told.of("running", it.attempt(), "running").to(JobState.RUNNING);
            case Change.StopAsked it -> Told.of("stop-asked", it.attempt(), "to be stopped: " + words(it.cause()));
            case Change.HaltAsked it ->
                Told.of("halt-asked", it.attempt(), "to be halted").because(Optional.of(it.why()));
            case Change.HaltSignalled it ->
                Told.of("halt-signalled", it.attempt(), "told to save its state")
                        .to(JobState.HALTING);
            case Change.StopSignalled it -> Told.of("stop-signalled", it.attempt(), "the stop signal was delivered");
            case Change.KillSent it -> Told.of("kill-sent", it.attempt(), "the kill was delivered");
            case Change.Outgrew it ->
                Told.of("outgrew", it.attempt(), "to be stopped: it wrote too much outside of volumes")
                        .because(Optional.of(it.why()));
            case Change.IdleNoted it ->
                Told.of(
                                "idle-noted",
                                it.attempt(),
                                it.warning().isPresent() ? "idle: a warning" : "no longer idle, or not known to be")
                        .because(it.warning());
            case Change.TimeWarned it ->
                Told.of("time-warned", it.attempt(), it.percent() + " % of its maxDuration are over")
                        .because(Optional.of(it.warning()));
            case Change.Idled it ->
                Told.of("idled", it.attempt(), "to be stopped: idle for too long")
                        .because(Optional.of(it.why()));
            case Change.FilesFound it -> Told.of("files-found", it.attempt(), FilesLeftViews.words(it.left()));
            case Change.RunRecorded it -> Told.of("run-recorded", it.attempt(), "its run record is written");
            case Change.Exited it -> Told.of("exited", it.attempt(), ending(it.exit()));
            case Change.LogsComplete it -> Told.of("logs-complete", it.attempt(), "its log is complete");
            default -> throw new IllegalStateException("not a change of an attempt: " + change);
        };
    }

    private static Told ended(Change.Ended change) {
        String word = change.to().name().toLowerCase(Locale.ROOT);
        return Told.of("ended", change.attempt(), word).to(change.to()).because(change.reason());
    }

    private static String places(List<Placement> placements) {
        return placements.stream()
                .map(it -> "node " + it.where().node() + ", " + it.cores().words() + ", " + it.memory() + " of memory, "
                        + it.gpus().words())
                .collect(Collectors.joining("; "));
    }

    private static String words(Stop.Cause cause) {
        return switch (cause) {
            case CANCEL -> "cancelled";
            case MAX_DURATION -> "its maxDuration is over";
            case RETIRE -> "retired";
            case DISK_USE -> "it wrote too much outside of volumes";
            case IDLE -> "idle for too long";
            case HALT -> "halted";
        };
    }

    private static String ending(Optional<Exit> exit) {
        return exit.map(how -> how.outOfMemory() ? "killed for memory" : "ended with code " + how.code())
                .orElse("its container is gone");
    }
}
