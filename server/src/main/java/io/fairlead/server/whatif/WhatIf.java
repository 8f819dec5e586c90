package io.fairlead.server.whatif;

import io.fairlead.core.cluster.Node;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.simulator.replay.PastJob;
import io.fairlead.simulator.replay.Terms;
import io.fairlead.wire.api.WhatIfWish;
import io.fairlead.wire.jobfile.keys.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tries changes on the site's jobs of the past. Reads the store and copies; never asks the writer for anything but the
 * machines, which it is given, and changes nothing.
 */
public final class WhatIf {
    private static final Duration SINCE_DEFAULT = Duration.ofDays(30);
    private static final Instant LONG_AGO = Instant.EPOCH;

    private final Records records;
    private final LimitTable limits;
    private final Shares shares;
    private final InstantSource clock;
    private final Semaphore one = new Semaphore(1);

    /** @param limits as configured, as are {@code shares} */
    public WhatIf(Records records, LimitTable limits, Shares shares, InstantSource clock) {
        this.records = records;
        this.limits = limits;
        this.shares = shares;
        this.clock = clock;
    }

    /** What was wished, as wide as it is. */
    private record Change(Terms terms, List<String> lines) {}

    /**
     * Reads the wish and the past.
     *
     * @param nodes as they are now
     * @throws ProblemException with everything that is wrong with the wish
     */
    public Trial prepare(WhatIfWish wish, List<Node> nodes) {
        Instant now = clock.instant();
        List<Problem> problems = new ArrayList<>();
        Optional<Instant> since = since(wish.since(), now);
        if (since.isEmpty()) {
            String given = wish.since().orElse("");
            problems.add(WhatIfProblems.SINCE.problem(FieldPath.of("since"), given, "given", given));
        }
        Look look = Look.of(records, since.orElse(now.minus(SINCE_DEFAULT)), now, limits);
        Change change = change(wish, nodes, look, problems);
        if (change.lines().isEmpty() && problems.isEmpty()) {
            problems.add(WhatIfProblems.NOTHING.reason());
        }
        if (problems.isEmpty() && look.jobs().stream().noneMatch(PastJob::counted)) {
            problems.add(WhatIfProblems.NO_JOBS.reason("since", look.since().truncatedTo(ChronoUnit.SECONDS)));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        Terms before = new Terms(nodes, limits, shares, used(look, now));
        return new Trial(new Trial.Setting(look, before, change.terms(), change.lines()), wish.svg(), one);
    }

    private Change change(WhatIfWish wish, List<Node> nodes, Look look, List<Problem> problems) {
        Machines machines = new Machines(nodes);
        machines.copies(wish.addNodes());
        machines.add(wish.addGpus());
        machines.remove(wish.removeGpus());
        Sets sets = new Sets(
                limits,
                shares,
                new Sets.Known(
                        names(look, job -> job.candidate().project().name()),
                        names(look, job -> job.candidate().owner().name())));
        sets.set(wish.set());
        problems.addAll(machines.problems());
        problems.addAll(sets.problems());
        List<String> lines = new ArrayList<>(machines.changes());
        lines.addAll(sets.changes());
        return new Change(new Terms(machines.nodes(), sets.limits(), sets.shares(), used(look, look.until())), lines);
    }

    private static Set<String> names(Look look, java.util.function.Function<PastJob, String> name) {
        return look.jobs().stream().map(name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What was used before the span: what ends in it is played. */
    private Consumer<Usage> used(Look look, Instant now) {
        Usage probe = new Usage(shares);
        List<Records.Use> uses = records.used(now.minus(probe.reach()), look.since(), probe.step());
        return usage -> uses.forEach(it -> usage.ended(it.by(), it.span()));
    }

    private static Optional<Instant> since(Optional<String> given, Instant now) {
        if (given.isEmpty()) {
            return Optional.of(now.minus(SINCE_DEFAULT));
        }
        String text = given.get().strip();
        return Durations.parse(text)
                .map(now::minus)
                .or(() -> moment(text))
                .filter(at -> at.isBefore(now) && !at.isBefore(LONG_AGO));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
