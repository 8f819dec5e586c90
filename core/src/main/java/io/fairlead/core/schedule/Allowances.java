package io.fairlead.core.schedule;

import io.fairlead.core.job.Job;
import io.fairlead.core.ledger.Snapshot;
import io.fairlead.core.limits.Aggregate;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.problem.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the limits still leave to each user during a pass, after the starts that the pass has already decided. What one job
 * of a user lacks is kept for it: later ones of the same user that need it too wait behind it.
 */
final class Allowances {
    private final Snapshot snapshot;
    private final LimitTable table;
    private final Map<Whose, Limits> limits = new HashMap<>();
    private final Map<Long, UserUse> taken = new HashMap<>();
    private final Map<Long, Map<Aggregate, Problem>> wanting = new HashMap<>();

    private record Whose(String login, String project) {}

    Allowances(Snapshot snapshot, LimitTable table) {
        this.snapshot = snapshot;
        this.table = table;
    }

    /** The limit of its owner that keeps the job from starting now; empty where there is none. */
    Optional<Problem> obstacle(Job job) {
        UserUse more = UserUse.of(job.submission().definition());
        long uid = job.submission().owner().uid();
        Optional<Problem> behind = Plan.behindOwn(wanting.getOrDefault(uid, Map.of()), more);
        if (behind.isPresent()) {
            return behind;
        }
        UserUse used = snapshot.useOf(uid).plus(taken.getOrDefault(uid, UserUse.NONE));
        Optional<Limits.Shortfall> shortfall = limits(job).shortfall(used, more);
        shortfall.ifPresent(
                it -> wanting.computeIfAbsent(uid, _ -> new TreeMap<>()).put(it.what(), it.reason()));
        return shortfall.map(Limits.Shortfall::reason);
    }

    private Limits limits(Job job) {
        Whose whose = new Whose(
                job.submission().owner().name(), job.submission().project().name());
        return limits.computeIfAbsent(whose, it -> table.of(it.login(), it.project()));
    }

    void take(Job job) {
        UserUse more = UserUse.of(job.submission().definition());
        taken.merge(job.submission().owner().uid(), more, UserUse::plus);
    }

    /** By uid, what some waiting job of that user lacks. */
    Map<Long, Map<Aggregate, Problem>> wanting() {
        return wanting;
    }
}
