package io.fairlead.server.http.view;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobId;
import io.fairlead.core.reconcile.Reconcile;
import io.fairlead.core.schedule.Outlook;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.control.Desk;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.QueueView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Who runs and who waits, as the API shows it: of other people's jobs what they take, and nothing that leads to them. */
public final class QueueViews {
    private QueueViews() {}

    /** @param devices by node and id the index of each */
    public static QueueView of(Desk.Upcoming upcoming, Map<DeviceId, Integer> devices, Caller caller) {
        List<QueueView.QueuedView> jobs = new ArrayList<>();
        upcoming.placed().forEach(job -> jobs.add(view(job, caller, Optional.empty(), upcoming, devices)));
        SequencedMap<JobId, List<Desk.Awaited>> waiting = new LinkedHashMap<>();
        upcoming.waiting()
                .forEach(it -> waiting.computeIfAbsent(it.job().id().array(), _ -> new ArrayList<>())
                        .add(it));
        waiting.values().forEach(all -> {
            Desk.Awaited first = all.getFirst();
            QueueView.QueuedView view = view(first.job(), caller, Optional.of(first), upcoming, devices);
            jobs.add(all.size() == 1 ? view : array(view, first.job().id(), all));
        });
        return new QueueView(upcoming.at(), jobs);
    }

    private static QueueView.QueuedView view(
            Job job,
            Caller caller,
            Optional<Desk.Awaited> waits,
            Desk.Upcoming upcoming,
            Map<DeviceId, Integer> devices) {
        boolean seen = caller.sees(job.submission().owner().uid());
        Optional<Outlook.Estimate> estimate = waits.flatMap(Desk.Awaited::estimate);
        return new QueueView.QueuedView(
                Optional.of(job.id().text()).filter(_ -> seen),
                Optional.of(job.submission().definition().name()).filter(_ -> seen),
                Optional.of(job.submission().owner().name()).filter(_ -> seen),
                job.state().name(),
                job.since(),
                JobViews.request(job.submission().definition()),
                waits.map(it -> it.waiting().position()),
                waits.filter(_ -> seen).map(it -> Finding.of(it.waiting().reason())),
                waits.filter(_ -> seen).map(it -> HouseViews.claim(it.waiting().claim())),
                Optional.ofNullable(upcoming.over().get(job.id())).filter(_ -> seen),
                job.promise(),
                estimate.map(Outlook.Estimate::early),
                estimate.flatMap(Outlook.Estimate::late),
                estimate.filter(Outlook.Estimate::rough).isPresent(),
                job.attempt().flatMap(attempt -> Reconcile.deadline(job, attempt)),
                job.attempt().filter(Attempt::holding).map(Attempt::placements).orElse(List.of()).stream()
                        .map(placement -> held(placement, devices))
                        .toList(),
                Optional.empty());
    }

    /** Members that wait in one line; nobody else's tells which. */
    private static QueueView.QueuedView array(QueueView.QueuedView first, JobId member, List<Desk.Awaited> waiting) {
        List<Integer> indexes =
                waiting.stream().map(it -> it.job().id().index().orElseThrow()).toList();
        return new QueueView.QueuedView(
                first.id().map(_ -> member.array().text()),
                first.name(),
                first.owner(),
                first.state(),
                first.since(),
                first.request(),
                first.position(),
                first.reason(),
                first.claim(),
                first.overQuota(),
                first.promised(),
                first.early(),
                first.late(),
                first.rough(),
                first.ends(),
                first.places(),
                Optional.of(JobArray.words(indexes)));
    }

    private static QueueView.HeldView held(Placement placement, Map<DeviceId, Integer> devices) {
        return new QueueView.HeldView(
                placement.where().node(),
                placement.devices().stream()
                        .map(device -> devices.getOrDefault(device, -1))
                        .filter(index -> index >= 0)
                        .toList(),
                placement.gpus().amount());
    }
}
