package io.fairlead.wire.jobfile;

import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.Dependency.On;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Window;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads when a job may start, after which others and beside how many of its kind. */
final class WhenReader {
    private static final NumberRule COUNT = NumberRule.whole(1, 1_000_000);
    private static final int BUCKET_NAME_MAX = 128;
    private static final int RESERVATIONS_MAX = 16;
    private static final String DEPENDENCY = "{\"job\": \"4x9k2m7q1d\", \"on\": \"succeeded\"}";
    private static final SequencedMap<String, On> ENDS = ends();

    private final Context context;

    WhenReader(Context context) {
        this.context = context;
    }

    Optional<Bucket> bucket(Fields scheduling) {
        Optional<Node> given = scheduling.find("maxSimultaneousJobs");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (!(given.get() instanceof MapNode map)) {
            return context.values()
                    .wrongType(given.get(), "an object", "{\"bucketName\": \"sweep\", \"bucketMax\": 3}");
        }
        Fields fields = new Fields(context, map, Section.BUCKET);
        Optional<String> name = fields.required("bucketName", "\"sweep\"").flatMap(this::name);
        Optional<Integer> max = fields.required("bucketMax", "how many run at once")
                .flatMap(node -> context.values().number(node, COUNT))
                .map(BigDecimal::intValueExact);
        return name.flatMap(it -> max.map(most -> new Bucket(it, most)));
    }

    private Optional<String> name(Node node) {
        String text = node instanceof TextNode written ? written.text() : "";
        if (!isBucketName(text)) {
            context.report()
                    .problem(
                            node,
                            JobFileProblems.PATTERN,
                            "key",
                            node.name(),
                            "form",
                            "letters, digits, _ - @ and ., beginning with a letter, digit or _",
                            "example",
                            "\"sweep@birds\"");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static boolean isBucketName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && (i == 0 || "-@.".indexOf(c) < 0)) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= BUCKET_NAME_MAX;
    }

    /** By name, each once. */
    List<String> reservations(Fields scheduling) {
        List<String> names = new ArrayList<>();
        scheduling.find("reservationIds", "reservationId").ifPresent(node -> {
            for (Node item : context.values().oneOrMany(node, RESERVATIONS_MAX)) {
                context.values()
                        .text(item, Limits.WORD)
                        .filter(it -> !names.contains(it))
                        .ifPresent(names::add);
            }
        });
        return names;
    }

    /** Each job once. */
    List<Dependency> dependencies(Fields scheduling, boolean interactive) {
        SequencedMap<JobId, Dependency> found = new LinkedHashMap<>();
        scheduling.find("dependsOn").ifPresent(node -> {
            List<Node> items = context.values().list(node, Dependency.MOST, DEPENDENCY);
            if (interactive && !items.isEmpty()) {
                context.report().problem(node, JobFileProblems.INTERACTIVE_WINDOW, "key", node.name());
            }
            for (Node item : items) {
                dependency(item).ifPresent(one -> {
                    if (found.putIfAbsent(one.job(), one) != null) {
                        context.report().problem(item, JobFileProblems.DEPENDENCY_TWICE, "job", one.job());
                    }
                });
            }
        });
        return List.copyOf(found.values());
    }

    private Optional<Dependency> dependency(Node item) {
        return context.values().map(item, DEPENDENCY).flatMap(map -> {
            Fields fields = new Fields(context, map, Section.DEPENDENCY);
            Optional<JobId> job = fields.required("job", "the job to wait for").flatMap(this::id);
            On on = fields.find("on")
                    .flatMap(node -> context.values().word(node, ENDS))
                    .orElse(On.SUCCEEDED);
            return job.map(id -> new Dependency(id, on));
        });
    }

    private Optional<JobId> id(Node node) {
        String text = node instanceof TextNode written ? written.text() : "";
        if (!JobId.isWellFormed(text)) {
            context.report()
                    .problem(
                            node,
                            JobFileProblems.PATTERN,
                            "key",
                            node.name(),
                            "form",
                            "the id of a job, as fairlead submit prints it",
                            "example",
                            "\"4x9k2m7q1d\"");
            return Optional.empty();
        }
        return Optional.of(new JobId(text));
    }

    private static SequencedMap<String, On> ends() {
        SequencedMap<String, On> words = new LinkedHashMap<>();
        List.of(On.values()).forEach(on -> words.put(on.word(), on));
        return words;
    }

    Window window(Fields fields, boolean interactive) {
        Optional<Instant> before = time(fields, "notBefore", interactive);
        Optional<Instant> after = time(fields, "notAfter", interactive);
        if (before.isPresent() && after.isPresent() && !before.get().isBefore(after.get())) {
            Node at = fields.find("notAfter").orElseThrow();
            context.report().problem(at, JobFileProblems.TIME_ORDER, "first", before.get(), "second", after.get());
        }
        return new Window(before, after);
    }

    private Optional<Instant> time(Fields fields, String key, boolean interactive) {
        Optional<Node> node = fields.find(key);
        if (node.isPresent() && interactive) {
            context.report().problem(node.get(), JobFileProblems.INTERACTIVE_WINDOW, "key", key);
        }
        return node.flatMap(n -> {
            try {
                return Optional.of(OffsetDateTime.parse(n instanceof TextNode text ? text.text() : "")
                        .toInstant()
                        .truncatedTo(ChronoUnit.MICROS));
            } catch (DateTimeParseException _) {
                context.report().problem(n, JobFileProblems.TIME);
                return Optional.empty();
            }
        });
    }
}
