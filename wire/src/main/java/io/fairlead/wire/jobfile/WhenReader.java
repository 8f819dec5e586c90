package io.fairlead.wire.jobfile;

import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.Window;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.jobfile.keys.Section;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads when a job may start and beside how many others of its kind. */
final class WhenReader {
    private static final NumberRule COUNT = NumberRule.whole(1, 1_000_000);
    private static final int BUCKET_NAME_MAX = 128;

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
