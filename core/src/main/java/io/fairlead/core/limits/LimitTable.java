package io.fairlead.core.limits;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What everybody may have: defaults, over them what a group, a project and a user is given, each layer bound by bound.
 *
 * @param groups by name
 * @param projects by name
 * @param users by login
 */
public record LimitTable(
        Limits defaults,
        Map<String, Limits> groups,
        Map<String, Limits> projects,
        Map<String, Limits> users,
        Membership membership) {
    /** Enough for any sweep by hand, and a bound on what one user can make the server remember. */
    public static final int SUBMITTED_DEFAULT = 20_000;

    public static final LimitTable SHIPPED = of(submitted(SUBMITTED_DEFAULT));

    public LimitTable {
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
        projects = Collections.unmodifiableMap(new TreeMap<>(projects));
        users = Collections.unmodifiableMap(new TreeMap<>(users));
    }

    /**
     * Who is in which group.
     *
     * @param groupOf by login
     * @param otherwise the group of everybody else
     * @param shortened whether a login may stand there in DS01's short form too
     */
    public record Membership(Map<String, String> groupOf, Optional<String> otherwise, boolean shortened) {
        public static final Membership NONE = new Membership(Map.of(), Optional.empty(), false);

        public Membership {
            groupOf = Collections.unmodifiableMap(new TreeMap<>(groupOf));
        }
    }

    /** The same for everybody. */
    public static LimitTable of(Limits defaults) {
        return new LimitTable(defaults, Map.of(), Map.of(), Map.of(), Membership.NONE);
    }

    /** The same table with more beneath its defaults. */
    public LimitTable upon(Limits shipped) {
        return new LimitTable(defaults.over(shipped), groups, projects, users, membership);
    }

    /** The same table with what another one says in place of what it says itself, layer by layer; who is in which group stays. */
    public LimitTable with(LimitTable other) {
        return new LimitTable(
                other.defaults.over(defaults),
                with(groups, other.groups),
                with(projects, other.projects),
                with(users, other.users),
                membership);
    }

    private static Map<String, Limits> with(Map<String, Limits> mine, Map<String, Limits> others) {
        Map<String, Limits> both = new TreeMap<>(mine);
        others.forEach((name, limits) -> both.merge(name, limits, (before, after) -> after.over(before)));
        return both;
    }

    /** A bound on waiting and running jobs together, and no other. */
    public static Limits submitted(int most) {
        UserLimits none = UserLimits.NONE;
        return new Limits(
                JobLimits.NONE,
                new UserLimits(
                        none.gpus(),
                        none.cpus(),
                        none.memory(),
                        none.tmpfs(),
                        none.containers(),
                        Bound.of(most, LimitSource.DEFAULTS)));
    }

    /** What holds for this user in this project, with where each bound comes from. */
    public Limits of(String login, String project) {
        Limits group =
                groupOf(login).map(it -> groups.getOrDefault(it, Limits.NONE)).orElse(Limits.NONE);
        return found(users, login)
                .orElse(Limits.NONE)
                .over(projects.getOrDefault(project, Limits.NONE))
                .over(group)
                .over(defaults);
    }

    /** Whether any layer bounds what runs of this user, in whatever project. */
    public boolean mayBoundWhatRuns(String login) {
        return defaults.user().boundsWhatRuns()
                || projects.values().stream().anyMatch(it -> it.user().boundsWhatRuns())
                || found(users, login).filter(it -> it.user().boundsWhatRuns()).isPresent()
                || groupOf(login)
                        .flatMap(it -> Optional.ofNullable(groups.get(it)))
                        .filter(it -> it.user().boundsWhatRuns())
                        .isPresent();
    }

    /** The group of this user. */
    public Optional<String> groupOf(String login) {
        return found(membership.groupOf, login).or(membership::otherwise);
    }

    private <T> Optional<T> found(Map<String, T> byLogin, String login) {
        Optional<T> whole = Optional.ofNullable(byLogin.get(login));
        return whole.isPresent() || !membership.shortened
                ? whole
                : ShortLogin.of(login).stream()
                        .flatMap(form -> Optional.ofNullable(byLogin.get(form)).stream())
                        .findFirst();
    }
}
