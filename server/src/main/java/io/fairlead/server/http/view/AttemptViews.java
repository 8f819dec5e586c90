package io.fairlead.server.http.view;

import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Stop;
import io.fairlead.core.job.Timeline;
import io.fairlead.wire.api.AttemptView;

/** Attempts as the API shows them. */
final class AttemptViews {
    private AttemptViews() {}

    static AttemptView of(Attempt attempt) {
        return new AttemptView(
                attempt.number(),
                attempt.state().name(),
                attempt.placements().stream().map(AttemptViews::placement).toList(),
                attempt.holding(),
                times(attempt.times()),
                attempt.stop().map(AttemptViews::stop),
                attempt.exit()
                        .map(exit ->
                                new AttemptView.ExitView(exit.code(), exit.outOfMemory(), exit.at(), exit.error())),
                attempt.logsComplete());
    }

    static AttemptView.StopView stop(Stop stop) {
        return new AttemptView.StopView(stop.cause().name(), stop.askedAt(), stop.signalledAt(), stop.killedAt());
    }

    private static AttemptView.PlacementView placement(Placement placement) {
        return new AttemptView.PlacementView(
                placement.where().cluster().number(),
                placement.where().node(),
                placement.devices().stream().map(device -> device.text()).toList(),
                placement.gpus().amount(),
                placement.cores().amount(),
                placement.memory().count(),
                placement.container().text(),
                placement.rank());
    }

    private static AttemptView.Times times(Timeline times) {
        return new AttemptView.Times(
                times.assigned(),
                times.starting(),
                times.created(),
                times.bound(),
                times.running(),
                times.exited(),
                times.ended());
    }
}
