package io.fairlead.simulator.queueing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * What came of all jobs. Of several sequences the mean of their means.
 *
 * @param utilisationPercent of the processors, from the first submit to the last end
 * @param reservations jobs that were promised a start when they became the head
 * @param lateReservations of these the ones that started later
 * @param promiseSlackMedianSeconds promised minus actual start; empty without a promise, as is {@code promiseSlackMeanSeconds}
 * @param startErrors of what was told at the submit; empty where nothing was asked for or nobody waited
 * @param startErrorsByRequest the same, had nothing but requested times been known
 */
public record QueueFigures(
        int jobs,
        double averageBoundedSlowdown,
        double maxBoundedSlowdown,
        double meanWaitSeconds,
        double meanFlowSeconds,
        double utilisationPercent,
        long reservations,
        long lateReservations,
        OptionalDouble promiseSlackMedianSeconds,
        OptionalDouble promiseSlackMeanSeconds,
        Optional<Errors> startErrors,
        Optional<Errors> startErrorsByRequest) {
    private static final double PERCENT = 100;

    /** How far the estimates were off. */
    public record Errors(long jobs, double medianSeconds, double meanSeconds) {
        static Optional<Errors> of(LongStream seconds) {
            long[] errors = seconds.map(Math::abs).sorted().toArray();
            return errors.length == 0
                    ? Optional.empty()
                    : Optional.of(new Errors(
                            errors.length,
                            median(errors),
                            LongStream.of(errors).average().orElse(0)));
        }
    }

    static QueueFigures of(List<List<Outcome>> sequences, int processors) {
        List<Outcome> all = sequences.stream().flatMap(List::stream).toList();
        long[] slack = all.stream()
                .filter(it -> it.promise() >= 0)
                .mapToLong(it -> it.promise() - it.start())
                .sorted()
                .toArray();
        return new QueueFigures(
                all.size(),
                mean(sequences, Outcome::boundedSlowdown),
                all.stream().mapToDouble(Outcome::boundedSlowdown).max().orElse(0),
                mean(sequences, Outcome::waited),
                mean(sequences, it -> it.waited() + it.job().run()),
                sequences.stream()
                        .mapToDouble(sequence -> utilisation(sequence, processors))
                        .average()
                        .orElse(0),
                slack.length,
                all.stream().filter(Outcome::late).count(),
                slack.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(slack)),
                LongStream.of(slack).average(),
                Errors.of(all.stream().filter(it -> it.estimate() >= 0).mapToLong(it -> it.start() - it.estimate())),
                Errors.of(all.stream()
                        .filter(it -> it.estimateByRequest() >= 0)
                        .mapToLong(it -> it.start() - it.estimateByRequest())));
    }

    private static double mean(List<List<Outcome>> sequences, ToDoubleFunction<Outcome> of) {
        return sequences.stream()
                .mapToDouble(it -> it.stream().mapToDouble(of).average().orElse(0))
                .average()
                .orElse(0);
    }

    private static double utilisation(List<Outcome> sequence, int processors) {
        long first = sequence.stream().mapToLong(it -> it.job().submit()).min().orElse(0);
        long last = sequence.stream()
                .mapToLong(it -> it.start() + it.job().run())
                .max()
                .orElse(0);
        double used = sequence.stream()
                .mapToDouble(it -> (double) it.job().run() * it.job().processors())
                .sum();
        return last == first ? 0 : PERCENT * used / ((double) (last - first) * processors);
    }

    private static double median(long[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }
}
