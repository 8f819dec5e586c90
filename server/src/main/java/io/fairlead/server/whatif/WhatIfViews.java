package io.fairlead.server.whatif;

import io.fairlead.core.problem.Problem;
import io.fairlead.simulator.chart.Chart;
import io.fairlead.simulator.chart.Curve;
import io.fairlead.simulator.chart.Panel;
import io.fairlead.simulator.replay.Comparison;
import io.fairlead.simulator.replay.PastJob;
import io.fairlead.simulator.replay.Replayed;
import io.fairlead.simulator.replay.Waits;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.WhatIfView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Two replays and their difference, as they are told. */
record WhatIfViews(Trial.Setting setting, Replayed before, Replayed after, Comparison found) {
    /** Jobs that are named of each kind. */
    private static final int NAMED_MOST = 50;

    private static final int PLACES = 1;
    private static final double MILLI = 1000;
    private static final double NANOS = 1e9;

    WhatIfView view(boolean svg, long nanos) {
        Look look = setting.look();
        int counted = (int) look.jobs().stream().filter(PastJob::counted).count();
        return new WhatIfView(
                look.since(),
                look.until(),
                setting.changes(),
                counted,
                look.cut() ? Optional.of(Look.JOBS_MOST) : Optional.empty(),
                pair(found.overall()),
                found.projects().stream().map(WhatIfViews::named).toList(),
                found.users().stream().map(WhatIfViews::named).toList(),
                new WhatIfView.UsePair(
                        number(before.gpusPercent()),
                        number(after.gpusPercent()),
                        number(before.coresPercent()),
                        number(after.coresPercent())),
                counts(),
                found.moved().stream().limit(NAMED_MOST).map(WhatIfViews::moved).toList(),
                only(found.lost(), after.refused()),
                only(found.won(), before.refused()),
                new WhatIfView.ReplayError(
                        found.error().jobs(),
                        counted - found.error().jobs(),
                        number(found.error().medianSeconds()),
                        number(found.error().meanSeconds()),
                        waited(found.recorded())),
                new WhatIfView.SiteRecord(
                        look.said().drains(look.since(), look.until()),
                        look.said().reservations(look.since(), look.until()),
                        look.said().unknown(setting.before().nodes(), look.since(), look.until())),
                curve(),
                svg ? Optional.of(picture()) : Optional.empty(),
                number(nanos / NANOS));
    }

    private WhatIfView.StartCounts counts() {
        int earlier =
                (int) found.moved().stream().filter(it -> it.by().isNegative()).count();
        int later = found.moved().size() - earlier;
        return new WhatIfView.StartCounts(
                earlier,
                later,
                found.overall().before().jobs() - found.moved().size(),
                found.lost().size(),
                found.won().size());
    }

    private static WhatIfView.NamedWaits named(Comparison.Named named) {
        return new WhatIfView.NamedWaits(named.name(), pair(named.waits()));
    }

    private static WhatIfView.WaitPair pair(Comparison.Pair pair) {
        return new WhatIfView.WaitPair(pair.before().jobs(), waited(pair.before()), waited(pair.after()));
    }

    private static WhatIfView.Waited waited(Waits waits) {
        return new WhatIfView.Waited(
                number(waits.medianSeconds()), number(waits.meanSeconds()), number(waits.p90Seconds()));
    }

    private static WhatIfView.MovedStart moved(Comparison.Moved moved) {
        PastJob job = moved.job();
        return new WhatIfView.MovedStart(
                job.id().text(),
                job.candidate().owner().name(),
                job.candidate().project().name(),
                number(Duration.between(job.enters(), moved.before()).toMillis() / MILLI),
                number(Duration.between(job.enters(), moved.after()).toMillis() / MILLI));
    }

    private static List<WhatIfView.OnlyIn> only(List<PastJob> jobs, Map<?, Problem> refused) {
        return jobs.stream()
                .limit(NAMED_MOST)
                .map(job -> new WhatIfView.OnlyIn(
                        job.id().text(),
                        job.candidate().owner().name(),
                        job.candidate().project().name(),
                        Optional.ofNullable(refused.get(job.id())).map(Finding::of)))
                .toList();
    }

    private List<WhatIfView.CurvePoint> curve() {
        List<WhatIfView.CurvePoint> curve = new ArrayList<>();
        for (int i = 0; i < before.parts().size(); i++) {
            Replayed.Part one = before.parts().get(i);
            Replayed.Part other = after.parts().get(i);
            curve.add(new WhatIfView.CurvePoint(
                    one.from(),
                    number(one.waiting()),
                    number(other.waiting()),
                    number(one.gpusMilli() / MILLI),
                    number(other.gpusMilli() / MILLI)));
        }
        return curve;
    }

    private String picture() {
        return new Chart(
                        String.join("; ", setting.changes()),
                        List.of(
                                panel("jobs waiting", Replayed.Part::waiting),
                                setting.after().gpusMilli() > 0
                                        ? panel("GPUs held", part -> part.gpusMilli() / MILLI)
                                        : panel("CPUs held", part -> part.coresMilli() / MILLI)))
                .svg();
    }

    private Panel panel(String title, ToDoubleFunction<Replayed.Part> of) {
        return new Panel(
                title,
                Panel.Scale.TIME,
                "",
                List.of(curve("as it is", before.parts(), of), curve("with the change", after.parts(), of)));
    }

    private static Curve curve(String name, List<Replayed.Part> parts, ToDoubleFunction<Replayed.Part> of) {
        return new Curve(
                name,
                parts.stream()
                        .map(part -> new Curve.Point((double) part.from().getEpochSecond(), of.applyAsDouble(part)))
                        .toList());
    }

    private static BigDecimal number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(PLACES, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(rounded.stripTrailingZeros().toPlainString());
    }
}
