package io.fairlead.server.http.view;

import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.schedule.QuotaUse;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.server.control.Desk;
import io.fairlead.wire.api.LimitsView;
import io.fairlead.wire.api.LimitsView.BoundView;
import io.fairlead.wire.api.LimitsView.UseView;
import io.fairlead.wire.api.QuotaView;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;

/** Limits as the API shows them. */
public final class LimitViews {
    private LimitViews() {}

    public static LimitsView of(Desk.LimitsNow now) {
        JobLimits job = now.limits().job();
        return new LimitsView(
                now.user(),
                now.group(),
                now.project(),
                now.waiting(),
                now.position(),
                now.quota().map(LimitViews::quota),
                new LimitsView.OneJob(
                        bound(job.gpus(), Gpus::amount),
                        bound(job.cpus(), Cores::amount),
                        bound(job.memory(), LimitViews::bytes),
                        bound(job.shm(), LimitViews::bytes),
                        bound(job.tmpfs(), LimitViews::bytes),
                        bound(job.runTime(), LimitViews::seconds),
                        bound(job.idle(), LimitViews::seconds)),
                together(now.limits().user(), now.use()));
    }

    private static QuotaView quota(QuotaUse use) {
        return new QuotaView(
                use.project(),
                use.quota().gpus().amount(),
                use.quota().cpus().map(Cores::amount),
                new Gpus((int) use.held().gpus()).amount(),
                new Cores((int) use.held().cpus()).amount());
    }

    private static LimitsView.Together together(UserLimits limits, UserUse use) {
        return new LimitsView.Together(
                use(use.containers(), limits.containers(), BigDecimal::valueOf),
                use(use.gpus(), limits.gpus(), Gpus::amount),
                use(use.cpus(), limits.cpus(), Cores::amount),
                use(use.memory(), limits.memory(), LimitViews::bytes),
                use(use.tmpfs(), limits.tmpfs(), LimitViews::bytes),
                use(use.submitted(), limits.submitted(), BigDecimal::valueOf));
    }

    private static <T extends Comparable<T>> BoundView bound(Bound<T> bound, Function<T, BigDecimal> number) {
        return new BoundView(bound.most().map(number), bound.source().map(LimitSource::toString));
    }

    private static <T extends Comparable<T>> UseView use(T used, Bound<T> bound, Function<T, BigDecimal> number) {
        return new UseView(
                number.apply(used), bound.most().map(number), bound.source().map(LimitSource::toString));
    }

    private static BigDecimal bytes(Bytes bytes) {
        return BigDecimal.valueOf(bytes.count());
    }

    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toSeconds());
    }
}
