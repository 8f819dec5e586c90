package io.fairlead.server.http.view;

import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.schedule.Claim;
import io.fairlead.core.schedule.Outlook;
import io.fairlead.core.schedule.QuotaUse;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.unit.MigProfile;
import io.fairlead.core.upkeep.Defect;
import io.fairlead.core.upkeep.Drain;
import io.fairlead.server.control.Desk;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.ClaimView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.ServerStatus;
import io.fairlead.wire.api.WhyView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The server, its machines and its explanations as the API shows them. */
public final class HouseViews {
    private static final BigDecimal MILLI_GPU_SECONDS_IN_HOUR = BigDecimal.valueOf(3_600_000);

    private HouseViews() {}

    public static ServerStatus status(String version, Desk.Status status) {
        Map<String, Integer> jobs = new LinkedHashMap<>();
        status.jobs().forEach((state, count) -> jobs.put(state.name(), count));
        return new ServerStatus(
                version,
                Api.REVISION,
                status.instance(),
                status.startedAt(),
                status.uptime().toSeconds(),
                status.accepting(),
                new ServerStatus.Health(
                        status.storeKind(),
                        status.storeTrouble().isEmpty(),
                        status.storeTrouble().map(Finding::of)),
                status.engines().stream().map(HouseViews::engine).toList(),
                jobs);
    }

    private static ServerStatus.EngineHealth engine(Desk.EngineNow engine) {
        return new ServerStatus.EngineHealth(
                engine.cluster(),
                engine.kind(),
                engine.version(),
                engine.trouble().isEmpty(),
                engine.answeredAt(),
                engine.trouble().map(Finding::of));
    }

    public static NodeList nodes(List<Desk.NodeNow> nodes) {
        return new NodeList(nodes.stream().map(HouseViews::node).toList());
    }

    public static NodeList.NodeView node(Desk.NodeNow now) {
        Node node = now.node();
        List<NodeList.NodeView.DeviceView> devices = new ArrayList<>();
        for (int i = 0; i < node.devices().size(); i++) {
            Device device = node.devices().get(i);
            devices.add(device(
                    device,
                    now.used().get(i),
                    Optional.ofNullable(now.aside().devices().get(device.id())),
                    Optional.ofNullable(now.defects().get(device.id()))));
        }
        return new NodeList.NodeView(
                node.ref().cluster().number(),
                node.ref().node(),
                node.site(),
                node.cores().amount(),
                now.cores().amount(),
                node.memory().count(),
                now.memory().count(),
                devices,
                node.cuda().map(Object::toString),
                node.features(),
                now.outage().isEmpty(),
                now.outage().map(Finding::of),
                now.busy(),
                now.aside().whole().map(HouseViews::drain));
    }

    private static NodeList.NodeView.DrainView drain(Drain drain) {
        return new NodeList.NodeView.DrainView(drain.since(), drain.by(), drain.reason());
    }

    private static NodeList.NodeView.DeviceView device(
            Device device, int used, Optional<Drain> aside, Optional<Defect> defect) {
        return new NodeList.NodeView.DeviceView(
                device.id().text(),
                device.index(),
                device.model(),
                device.memory().count(),
                new Gpus(used).amount(),
                device.simulated(),
                aside.map(HouseViews::drain),
                defect.map(
                        it -> new NodeList.NodeView.DefectView(it.kind().name().toLowerCase(Locale.ROOT), it.why())),
                device.spot().island(),
                Optional.of(device.spot().cpus()).filter(cpus -> !cpus.isEmpty()),
                device.slice().map(MigProfile::toString));
    }

    /** @param array where that was asked for, of which the job is a member */
    public static WhyView why(Desk.Why why, Optional<ArrayView> array) {
        Job job = why.job();
        Optional<Problem> reason = why.waiting().map(Desk.Waiting::reason).or(job::reason);
        return new WhyView(
                array.map(ArrayView::id).orElse(job.id().text()),
                job.submission().definition().name(),
                job.state().name(),
                job.since(),
                why.waiting().map(Desk.Waiting::position),
                why.waiting().map(waiting -> waiting.position() - 1),
                job.promise(),
                why.estimate().map(Outlook.Estimate::early),
                why.estimate().flatMap(Outlook.Estimate::late),
                why.estimate().filter(Outlook.Estimate::rough).isPresent(),
                array.map(_ -> "member " + job.id().index().orElseThrow() + " ").orElse("")
                        + sentence(job, why.waiting(), reason),
                reason.map(Finding::of),
                why.waiting().map(waiting -> claim(waiting.claim())),
                job.cancelRequestedAt(),
                job.attempt().filter(Attempt::holding).flatMap(Attempt::stop).map(AttemptViews::stop),
                Stream.concat(why.quota().map(QuotaUse::note).stream(), why.notes().stream())
                        .map(Finding::of)
                        .toList(),
                array);
    }

    static ClaimView claim(Claim claim) {
        return new ClaimView(
                claim.priority().word(),
                claim.counts().word(),
                claim.risesAt(),
                claim.project(),
                claim.weight(),
                gpuHours(claim.projectUse()),
                gpuHours(claim.userUse()),
                BigDecimal.valueOf(1000 * claim.projectUse() / Math.max(1, claim.allUse()), 1));
    }

    private static BigDecimal gpuHours(long milliGpuSeconds) {
        return BigDecimal.valueOf(milliGpuSeconds).divide(MILLI_GPU_SECONDS_IN_HOUR, 2, RoundingMode.HALF_UP);
    }

    private static String sentence(Job job, Optional<Desk.Waiting> waiting, Optional<Problem> reason) {
        String because = reason.map(problem -> ": " + problem.message()).orElse("");
        boolean stopping = job.cancelRequestedAt().isPresent();
        return switch (job.state()) {
            case ONHOLD -> "on hold until somebody releases it: fairlead release " + job.id();
            case QUEUED ->
                waiting.map(it -> "waits at position " + it.position() + " of the queue")
                                .orElse("waits")
                        + because;
            case ASSIGNED -> "has its place and is about to start" + because;
            case STARTING -> "its container is being created and started" + because;
            case RUNNING -> (stopping ? "is being stopped" : "is running") + because;
            case MUSTHALT, HALTING -> "is being halted" + because;
            case FINISHED -> "finished" + because;
            case FAILED -> "failed" + because;
            case CANCELLED -> "was cancelled" + because;
        };
    }
}
