package io.fairlead.server.whatif;

import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Nearest;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.share.Shares;
import io.fairlead.server.config.Tried;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Settings that are to be tried, taken apart and handed to the readers of the configuration. */
final class Sets {
    private static final String LIMITS = "limits";
    private static final String DEFAULTS = "defaults";
    private static final String GROUPS = "groups";
    private static final String PROJECTS = "projects";
    private static final String USERS = "users";
    private static final String MOST = "max";
    private static final List<String> SHARES =
            List.of("halfLife", "ageing", "backfill", "minDuration", "minDurationMost");

    private final Tried tried;
    private final LimitTable before;
    private final Known known;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    /** Who is known at the site, by configuration or by jobs. */
    record Known(Collection<String> projects, Collection<String> users) {}

    Sets(LimitTable limits, Shares shares, Known known) {
        this.tried = new Tried(limits, shares);
        this.before = limits;
        this.known = known;
    }

    LimitTable limits() {
        return tried.limits();
    }

    Shares shares() {
        return tried.shares();
    }

    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(tried.problems());
        return all;
    }

    List<String> changes() {
        return changes;
    }

    void set(List<String> settings) {
        for (int i = 0; i < settings.size(); i++) {
            String given = settings.get(i);
            int equals = given.indexOf('=');
            if (equals < 1 || given.chars().anyMatch(Character::isISOControl)) {
                problems.add(WhatIfProblems.SETTING.problem(FieldPath.of("set").index(i), given, "given", given));
            } else if (!keys.add(given.substring(0, equals).strip())) {
                String key = given.substring(0, equals).strip();
                problems.add(WhatIfProblems.TWICE.problem(path(key), given, "key", key));
            } else {
                set(
                        given.substring(0, equals).strip(),
                        given.substring(equals + 1).strip());
            }
        }
    }

    private void set(String key, String value) {
        List<String> words = List.of(key.split("\\.", -1));
        int before = problems().size();
        boolean known = switch (words.getFirst()) {
            case LIMITS -> limit(words, key, value);
            case "shares" -> share(words, key, value);
            default -> false;
        };
        if (!known) {
            problems.add(WhatIfProblems.KEY.problem(path(key), key, "key", key, "near", near(key)));
        } else if (problems().size() == before) {
            changes.add(key + " = " + value);
        }
    }

    private static FieldPath path(String key) {
        return FieldPath.of(key.split("\\.", -1));
    }

    /** The name stands between the first two words and the last two, and may have dots. */
    private boolean limit(List<String> words, String key, String value) {
        int size = words.size();
        if (size == 3 && words.get(2).startsWith(MOST)) {
            return shortForm(words.get(1), words.get(2).substring(MOST.length()), key, value);
        }
        if (size < 4 || !isBound(words.get(size - 2), words.get(size - 1))) {
            return false;
        }
        String layer = words.get(1);
        String name = String.join(".", words.subList(2, size - 2));
        List<String> bound = words.subList(size - 2, size);
        if (layer.equals(DEFAULTS)) {
            return name.isEmpty() && apply(List.of(DEFAULTS, bound.get(0), bound.get(1)), value);
        }
        if (name.isEmpty() || !List.of(GROUPS, PROJECTS, USERS).contains(layer)) {
            return false;
        }
        return !isSomebody(layer, name, key) || apply(List.of(layer, name, bound.get(0), bound.get(1)), value);
    }

    private boolean apply(List<String> path, String value) {
        tried.limit(path, value);
        return true;
    }

    private static boolean isBound(String of, String name) {
        return Tried.bounds().getOrDefault(of, List.of()).contains(name);
    }

    /** {@code limits.student.maxGpus}: of a group, or of everybody. */
    private boolean shortForm(String group, String rest, String key, String value) {
        String bound = rest.isEmpty() ? "" : Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
        Optional<String> of =
                List.of("user", "job").stream().filter(it -> isBound(it, bound)).findFirst();
        if (of.isEmpty()) {
            return false;
        }
        if (group.equals(DEFAULTS)) {
            return apply(List.of(DEFAULTS, of.get(), bound), value);
        }
        return !isSomebody(GROUPS, group, key) || apply(List.of(GROUPS, group, of.get(), bound), value);
    }

    private boolean isSomebody(String layer, String name, String key) {
        return switch (layer) {
            case GROUPS -> isKnown("group", name, before.groups().keySet(), key);
            case PROJECTS -> isKnown("project", name, projects(), key);
            default -> isKnown("user", name, joined(before.users().keySet(), known.users()), key);
        };
    }

    private Set<String> projects() {
        Set<String> all = joined(before.projects().keySet(), known.projects());
        all.addAll(shares().weights().keySet());
        all.addAll(shares().quotas().of().keySet());
        return all;
    }

    private static Set<String> joined(Collection<String> some, Collection<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private boolean isKnown(String what, String name, Collection<String> all, String key) {
        if (!all.contains(name)) {
            problems.add(WhatIfProblems.NAME.problem(
                    path(key),
                    name,
                    "name",
                    name,
                    "what",
                    what,
                    "known",
                    all.isEmpty() ? "(there is none)" : String.join(", ", all),
                    "near",
                    Nearest.of(name, all)
                            .map(it -> "; did you mean " + it + "?")
                            .orElse("")));
        }
        return all.contains(name);
    }

    private boolean share(List<String> words, String key, String value) {
        int size = words.size();
        if (size == 2 && SHARES.contains(words.get(1))) {
            tried.share(words.get(1), value);
            return true;
        }
        if (size < 3) {
            return false;
        }
        if (words.get(1).equals("weights")) {
            String project = String.join(".", words.subList(2, size));
            if (isKnown("project", project, projects(), key)) {
                tried.weight(project, value);
            }
            return true;
        }
        String bound = words.get(size - 1);
        if (!words.get(1).equals("quotas") || size < 4 || !Tried.quotaBounds().contains(bound)) {
            return false;
        }
        String project = String.join(".", words.subList(2, size - 1));
        if (isKnown("project", project, projects(), key)) {
            tried.quota(project, bound, value);
        }
        return true;
    }

    /** The nearest key, with the names that were written in their places. */
    private static String near(String key) {
        List<String> keys = new ArrayList<>();
        SHARES.forEach(it -> keys.add("shares." + it));
        String[] words = key.split("\\.", -1);
        String layer = words.length > 4 ? words[1] + "." + words[2] : DEFAULTS;
        String group = words.length == 3 ? words[1] : DEFAULTS;
        Tried.bounds()
                .forEach((of, names) -> names.forEach(it -> {
                    keys.add(LIMITS + "." + layer + "." + of + "." + it);
                    keys.add(LIMITS + "." + group + "." + MOST + Character.toUpperCase(it.charAt(0)) + it.substring(1));
                }));
        return Nearest.of(key, keys).map(it -> "; did you mean " + it + "?").orElse("");
    }
}
