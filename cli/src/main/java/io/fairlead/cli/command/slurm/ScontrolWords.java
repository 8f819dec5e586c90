package io.fairlead.cli.command.slurm;

import io.fairlead.cli.words.Given;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.api.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code Key=Value} as scontrol takes it for a reservation, in any case; gathers all that is wrong. */
final class ScontrolWords {
    private static final List<String> KEYS = List.of(
            "ReservationName",
            "StartTime",
            "EndTime",
            "Duration",
            "Users",
            "Accounts",
            "Nodes",
            "TRES",
            "CoreCnt",
            "Flags",
            "PartitionName");
    private static final Map<String, String> ALSO = Map.of(
            "reservation", "ReservationName",
            "start", "StartTime",
            "user", "Users",
            "account", "Accounts",
            "node", "Nodes",
            "nodelist", "Nodes",
            "partition", "PartitionName");
    private static final Map<String, String> INSTEAD = Map.of(
            "burstbuffer", "leave it out: there is none",
            "features", "name the machine: Nodes=NAME",
            "groups", "fairlead reservation create NAME --for group:NAME takes groups of the site's limits",
            "licenses", "leave it out: there are none",
            "nodecnt", "name the machine: Nodes=NAME; for whichever is best say TRES=gres/gpu=N",
            "nodename", "fairlead node drain NAME and fairlead node resume NAME; machines are in the configuration",
            "trespernode", "a reservation is of one machine: TRES=gres/gpu=N");

    private final String command;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param given with or without the word reservation before them */
    ScontrolWords(String command, List<String> given) {
        this.command = command;
        boolean noun = given.getFirst().toLowerCase(Locale.ROOT).matches("res|reservation");
        given.subList(noun ? 1 : 0, given.size()).forEach(this::read);
    }

    private void read(String word) {
        String[] parts = word.split("=", 2);
        String lower = parts[0].toLowerCase(Locale.ROOT);
        Optional<String> key = KEYS.stream()
                .filter(it -> it.toLowerCase(Locale.ROOT).equals(lower))
                .findFirst()
                .or(() -> Optional.ofNullable(ALSO.get(lower)));
        if (INSTEAD.containsKey(lower)) {
            wrong(parts[0], "has no meaning here", INSTEAD.getOrDefault(lower, ""));
        } else if (key.isEmpty()) {
            String near = Given.hint(parts[0], KEYS);
            wrong(parts[0], "is not known", near.isEmpty() ? "there are " + String.join(", ", KEYS) : near);
        } else if (parts.length == 1 || parts[1].isBlank()) {
            wrong(parts[0], "needs a value", "write " + key.get() + "=VALUE");
        } else if (values.putIfAbsent(key.get(), parts[1]) != null) {
            wrong(key.get(), "is given twice", "say it once");
        }
    }

    void wrong(String word, String why, String fix) {
        problems.add(
                SlurmCommandProblems.SCONTROL_WORD.reason("command", command, "word", word, "why", why, "fix", fix));
    }

    List<Finding> findings() {
        return problems.stream().map(Finding::of).toList();
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** What stands between commas. */
    List<String> list(String key) {
        return value(key).map(text -> List.of(text.split(",", -1))).orElse(List.of());
    }

    /** @return nothing where it is missing, which is then wrong */
    String needed(String key, String fix) {
        if (!values.containsKey(key)) {
            wrong(key, "is missing", fix);
        }
        return values.getOrDefault(key, "");
    }

    /** Nothing else is said. */
    void others(List<String> meant) {
        values.keySet().stream()
                .filter(it -> !meant.contains(it))
                .toList()
                .forEach(it -> wrong(it, "has no meaning here", "leave it out"));
    }

    /** It may be said where it says nothing new. */
    void only(String key, String known) {
        value(key).filter(it -> !it.equals(known)).ifPresent(it -> wrong(key, "is " + known, "not \"" + it + "\""));
    }
}
