package io.fairlead.wire.jobfile;

import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobArray.Member;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.jobfile.keys.Section;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Reads {@code request.scheduling.array}: which members there are, and what each is told. */
final class ArrayReader {
    private static final NumberRule SIZE = NumberRule.whole(1, JobArray.MEMBERS_MOST);
    private static final NumberRule INDEX = NumberRule.whole(0, JobArray.INDEX_MOST);
    private static final NumberRule PARALLEL = NumberRule.whole(1, 1_000_000);
    private static final String VALUE = "{\"LR\": \"0.1\"}";

    private final Context context;

    ArrayReader(Context context) {
        this.context = context;
    }

    /** Empty where there is none, and where what there is was reported. */
    Optional<JobArray> read(Fields scheduling, boolean interactive, boolean session) {
        Optional<Node> given = scheduling.find("array");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (interactive) {
            context.report().problem(given.get(), JobFileProblems.INTERACTIVE_WINDOW, "key", "array");
        }
        if (session) {
            context.report().problem(given.get(), JobFileProblems.ARRAY_SESSION);
        }
        return context.values().map(given.get(), "{\"size\": 10}").flatMap(this::array);
    }

    private Optional<JobArray> array(MapNode map) {
        Fields fields = new Fields(context, map, Section.ARRAY);
        Optional<Node> size = fields.find("size");
        Optional<Node> values = fields.find("values");
        Optional<Node> indexes = fields.find("indexes");
        Optional<Integer> counted = size.flatMap(node -> number(node, SIZE));
        List<SequencedMap<String, String>> told = values.map(this::values).orElse(List.of());
        List<Integer> numbered = indexes.map(this::indexes).orElse(List.of());
        Optional<Integer> parallel = fields.find("maxParallel").flatMap(node -> number(node, PARALLEL));
        boolean others = values.isPresent() || indexes.isPresent();
        if (size.isPresent() == others) {
            context.report().problem(map, JobFileProblems.ONE_OF, "keys", "size, values and indexes");
            return Optional.empty();
        }
        if (counted.isPresent()) {
            return Optional.of(JobArray.ofSize(counted.get(), parallel));
        }
        boolean unequal = values.isPresent() && indexes.isPresent() && told.size() != numbered.size();
        if (unequal && !told.isEmpty() && !numbered.isEmpty()) {
            context.report()
                    .problem(
                            indexes.get(),
                            "",
                            JobFileProblems.ARRAY_LENGTH,
                            "indexes",
                            numbered.size(),
                            "values",
                            told.size());
        }
        return unequal ? Optional.empty() : members(told, numbered).map(all -> new JobArray(all, parallel));
    }

    private static Optional<List<Member>> members(List<SequencedMap<String, String>> told, List<Integer> numbered) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < Math.max(told.size(), numbered.size()); i++) {
            members.add(new Member(
                    numbered.isEmpty() ? i : numbered.get(i), told.isEmpty() ? new LinkedHashMap<>() : told.get(i)));
        }
        members.sort(Comparator.comparingInt(Member::index));
        return members.isEmpty() ? Optional.empty() : Optional.of(members);
    }

    private Optional<Integer> number(Node node, NumberRule rule) {
        return context.values().number(node, rule).map(BigDecimal::intValueExact);
    }

    /** Each has the same variables as the first. */
    private List<SequencedMap<String, String>> values(Node node) {
        List<SequencedMap<String, String>> all = new ArrayList<>();
        Optional<Set<String>> first = Optional.empty();
        for (Node item : entries(node, "[" + VALUE + ", {\"LR\": \"0.01\"}]")) {
            Optional<MapNode> map = context.values().map(item, VALUE);
            if (map.isEmpty()) {
                continue;
            }
            Set<String> names = map.get().members().keySet();
            if (first.isEmpty()) {
                first = Optional.of(names);
            } else if (!first.get().equals(names)) {
                context.report()
                        .problem(
                                item,
                                "",
                                JobFileProblems.ARRAY_VALUES,
                                "names",
                                words(names),
                                "first",
                                words(first.get()));
            }
            all.add(new EnvironmentReader(context).read(item));
        }
        return all;
    }

    private static String words(Set<String> names) {
        return names.isEmpty()
                ? "none"
                : String.join(", ", names.stream().sorted().toList());
    }

    private List<Integer> indexes(Node node) {
        List<Integer> all = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (Node item : entries(node, "[1, 3, 7]")) {
            number(item, INDEX).ifPresent(index -> {
                all.add(index);
                if (!seen.add(index)) {
                    context.report().problem(item, JobFileProblems.ARRAY_INDEX_TWICE, "index", index);
                }
            });
        }
        return all;
    }

    private List<Node> entries(Node node, String hint) {
        List<Node> entries = context.values().list(node, JobArray.MEMBERS_MOST, hint);
        if (node instanceof Node.ListNode list && list.items().isEmpty()) {
            context.report().problem(node, JobFileProblems.ARRAY_EMPTY, "key", node.name());
        }
        return entries;
    }
}
