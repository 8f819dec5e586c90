package io.fairlead.server.simulate;

import io.fairlead.simulator.queueing.Log;
import io.fairlead.simulator.queueing.QueueFigures;
import io.fairlead.simulator.queueing.Queueing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A queueing simulation for programs; the names are those of the documents.
 *
 * @param filter what became of the log's lines
 * @param revokedReservations 0: nothing revokes a promise here
 * @param backfill {@code strict}, or {@code none} where the policy has none or its own
 * @param byRequest the start errors had nothing but requested times been known
 * @param byLimits where predictions make promises: what the server does, whose promises are made of limits alone
 * @param seconds by the clock on the wall
 */
public record QueueReport(
        String policy,
        String backfill,
        int processors,
        String predict,
        boolean predictionsReserve,
        boolean clairvoyant,
        Filter filter,
        int jobs,
        BigDecimal averageBoundedSlowdown,
        BigDecimal maxBoundedSlowdown,
        BigDecimal meanWaitSeconds,
        BigDecimal meanFlowSeconds,
        BigDecimal utilisationPercent,
        long reservations,
        long lateReservations,
        long revokedReservations,
        Optional<BigDecimal> promiseSlackMedianSeconds,
        Optional<Long> startErrorJobs,
        Optional<BigDecimal> startErrorMedianSeconds,
        Optional<BigDecimal> startErrorMeanSeconds,
        Optional<ByRequest> byRequest,
        Optional<ByLimits> byLimits,
        BigDecimal seconds) {

    /** @param cut jobs whose run time was cut to what they had asked for */
    public record Filter(int read, int tooLarge, int withoutRun, int cut) {}

    /** Start errors of estimates from requested times. */
    public record ByRequest(BigDecimal startErrorMedianSeconds, BigDecimal startErrorMeanSeconds) {}

    /** What came of the server's own way, beside another. */
    public record ByLimits(BigDecimal averageBoundedSlowdown, long reservations, long lateReservations) {}

    static QueueReport of(
            Queueing queueing, Log log, QueueFigures figures, Optional<QueueFigures> byLimits, double seconds) {
        Optional<QueueFigures.Errors> errors = figures.startErrors();
        return new QueueReport(
                queueing.policy().word(),
                queueing.strict() ? "strict" : "none",
                queueing.processors(),
                queueing.predict().word(),
                queueing.predictionsReserve(),
                queueing.clairvoyant(),
                new Filter(log.read(), log.tooLarge(), log.withoutRun(), log.cut()),
                figures.jobs(),
                Numbers.of(figures.averageBoundedSlowdown()),
                Numbers.of(figures.maxBoundedSlowdown()),
                Numbers.of(figures.meanWaitSeconds()),
                Numbers.of(figures.meanFlowSeconds()),
                Numbers.of(figures.utilisationPercent()),
                figures.reservations(),
                figures.lateReservations(),
                0,
                Numbers.of(figures.promiseSlackMedianSeconds()),
                errors.map(QueueFigures.Errors::jobs),
                errors.map(it -> Numbers.of(it.medianSeconds())),
                errors.map(it -> Numbers.of(it.meanSeconds())),
                figures.startErrorsByRequest()
                        .map(it -> new ByRequest(Numbers.of(it.medianSeconds()), Numbers.of(it.meanSeconds()))),
                byLimits.map(it -> new ByLimits(
                        Numbers.of(it.averageBoundedSlowdown()), it.reservations(), it.lateReservations())),
                Numbers.of(seconds));
    }

    /** The policy, for people. */
    String named() {
        return policy + (backfill.equals("strict") ? " with strict backfilling" : "");
    }

    /** Name and value of each figure, for people. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("policy", named()));
        rows.add(List.of("processors, jobs", processors + ", " + jobs));
        rows.add(List.of("run times known as", clairvoyant ? "they are" : predict));
        if (predictionsReserve) {
            rows.add(List.of("promises made of", "predictions, which is never the server's way"));
        }
        rows.add(List.of("jobs dropped", filter.tooLarge() + " too large, " + filter.withoutRun() + " did not run"));
        rows.add(List.of("bounded slowdown, mean", averageBoundedSlowdown.toString()));
        rows.add(List.of("bounded slowdown, worst", maxBoundedSlowdown.toString()));
        rows.add(List.of("wait, mean", meanWaitSeconds + " s"));
        rows.add(List.of("wait and run, mean", meanFlowSeconds + " s"));
        rows.add(List.of("processors used", utilisationPercent + " %"));
        rows.add(List.of("promises, late", reservations + ", " + lateReservations));
        promiseSlackMedianSeconds.ifPresent(it -> rows.add(List.of("promised before actual start, median", it + " s")));
        startErrorMedianSeconds.ifPresent(it -> rows.add(List.of("start error, median", it + " s")));
        startErrorMeanSeconds.ifPresent(it -> rows.add(List.of("start error, mean", it + " s")));
        byRequest.ifPresent(it -> rows.add(List.of(
                "the same by requested times",
                it.startErrorMedianSeconds() + " s, " + it.startErrorMeanSeconds() + " s")));
        byLimits.ifPresent(it -> rows.add(List.of(
                "the server's way, promises of limits",
                "bounded slowdown, mean " + it.averageBoundedSlowdown() + "; promises, late " + it.reservations() + ", "
                        + it.lateReservations())));
        rows.add(List.of("took", seconds + " s"));
        return rows;
    }
}
