package io.fairlead.core.schedule;

import io.fairlead.core.limits.Aggregate;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.problem.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * What the limits still leave to each user during a pass, after the starts that the pass has already decided. What one job
 * of a user lacks is kept for it: later ones of the same user that need it too wait behind it.
 */
final class Allowances {
    private final LimitTable table;
    private final LongFunction<UserUse> before;
    private final Map<Owner, Limits> limits = new HashMap<>();
    private final Map<String, Boolean> mayBound = new HashMap<>();
    private final Map<Long, UserUse> used = new HashMap<>();
    private final Map<Long, Map<Aggregate, Problem>> wanting = new HashMap<>();

    /** @param before what each user has when the pass begins */
    Allowances(LongFunction<UserUse> before, LimitTable table) {
        this.before = before;
        this.table = table;
    }

    /** The same for these users, on its own: nothing outside is asked any more. */
    Allowances copy(Collection<Long> users) {
        Map<Long, UserUse> now = new HashMap<>();
        users.forEach(uid -> now.put(uid, used(uid)));
        return new Allowances(uid -> now.getOrDefault(uid, UserUse.NONE), table);
    }

    /** Whether a limit may ever keep a job of this owner, or another of the same user, from starting. */
    boolean mayBound(Owner owner) {
        return mayBound.computeIfAbsent(owner.login(), table::mayBoundWhatRuns);
    }

    /** The limit of its owner that keeps a job from starting now; empty where there is none. */
    Optional<Problem> obstacle(Owner owner, UserUse more) {
        if (!mayBound(owner)) {
            return Optional.empty();
        }
        Optional<Problem> behind = Plan.behindOwn(wanting.getOrDefault(owner.uid(), Map.of()), more);
        if (behind.isPresent()) {
            return behind;
        }
        Optional<Limits.Shortfall> shortfall = shortfall(owner, more);
        shortfall.ifPresent(
                it -> wanting.computeIfAbsent(owner.uid(), _ -> new TreeMap<>()).put(it.what(), it.reason()));
        return shortfall.map(Limits.Shortfall::reason);
    }

    /** The same, whatever earlier ones of the same user lack. */
    Optional<Limits.Shortfall> shortfall(Owner owner, UserUse more) {
        return limits(owner).shortfall(used(owner.uid()), more);
    }

    private UserUse used(long uid) {
        return used.computeIfAbsent(uid, before::apply);
    }

    private Limits limits(Owner owner) {
        return limits.computeIfAbsent(owner, it -> table.of(it.login(), it.project()));
    }

    void take(Owner owner, UserUse more) {
        used.put(owner.uid(), used(owner.uid()).plus(more));
    }

    void giveBack(Owner owner, UserUse less) {
        used.put(owner.uid(), used(owner.uid()).minus(less));
    }

    /** Forgets what jobs lacked; somebody may have given back what they need. */
    void askAgain() {
        wanting.clear();
    }

    /** By uid, what some waiting job of that user lacks. */
    Map<Long, Map<Aggregate, Problem>> wanting() {
        return wanting;
    }
}
