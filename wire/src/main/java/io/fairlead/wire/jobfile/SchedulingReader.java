package io.fairlead.wire.jobfile;

import io.fairlead.core.job.Priority;
import io.fairlead.core.job.Retries;
import io.fairlead.core.job.Scheduling;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.jobfile.keys.Durations;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Reads {@code request.scheduling}. */
final class SchedulingReader {
    private static final NumberRule RETRIES = NumberRule.whole(1, Retries.MAX_MOST);
    private static final int CAUSES_MAX = 32;

    private final Context context;

    SchedulingReader(Context context) {
        this.context = context;
    }

    /** What can be read; the rest was reported. */
    Scheduling read(MapNode map) {
        Fields fields = new Fields(context, map, Section.SCHEDULING);
        boolean interactive = bool(fields, "interactive");
        boolean session = bool(fields, "session");
        Optional<Duration> min = fields.find("minDuration", "killableAfter")
                .flatMap(node -> duration(node, Duration.ZERO, Limits.DURATION_MOST));
        Optional<Duration> max = fields.find("maxDuration")
                .flatMap(node -> duration(node, Limits.MAX_DURATION_LEAST, Limits.DURATION_MOST));
        Optional<Duration> idle =
                fields.find("idleTimeout").flatMap(node -> duration(node, Limits.IDLE_LEAST, Limits.DURATION_MOST));
        boolean restartable = bool(fields, "restartable");
        boolean silentHalt = bool(fields, "allowHaltWithoutSignal");
        Duration grace = fields.find("gracePeriod")
                .flatMap(node -> duration(node, Duration.ZERO, Limits.GRACE_MOST))
                .orElse(Scheduling.GRACE_DEFAULT);
        WhenReader when = new WhenReader(context);
        return new Scheduling(
                interactive,
                session,
                min,
                max,
                idle,
                restartable,
                silentHalt,
                grace,
                when.window(fields, interactive),
                when.bucket(fields),
                priority(fields),
                when.dependencies(fields, interactive),
                retries(fields),
                new ArrayReader(context).read(fields, interactive, session),
                when.reservations(fields));
    }

    private Retries retries(Fields scheduling) {
        return scheduling
                .find("retries")
                .flatMap(node -> context.values().map(node, "{\"max\": 2}"))
                .flatMap(this::retries)
                .orElse(Retries.NONE);
    }

    private Optional<Retries> retries(MapNode map) {
        Fields fields = new Fields(context, map, Section.RETRIES);
        Optional<Integer> max = fields.required("max", "how many further attempts")
                .flatMap(node -> context.values().number(node, RETRIES))
                .map(BigDecimal::intValueExact);
        Set<Retries.Cause> on = fields.find("on")
                .map(this::causes)
                .filter(named -> !named.isEmpty())
                .orElse(Retries.Cause.NOT_ITS_OWN);
        return max.map(most -> new Retries(most, on));
    }

    private Set<Retries.Cause> causes(Node node) {
        SequencedMap<String, Retries.Cause> words = new LinkedHashMap<>();
        for (Retries.Cause cause : Retries.Cause.values()) {
            words.put(cause.word(), cause);
        }
        Set<Retries.Cause> causes = EnumSet.noneOf(Retries.Cause.class);
        for (Node item : context.values().list(node, CAUSES_MAX, "[\"node-loss\"]")) {
            context.values().word(item, words).ifPresent(causes::add);
        }
        return causes;
    }

    private Priority priority(Fields fields) {
        SequencedMap<String, Priority> words = new LinkedHashMap<>();
        for (Priority priority : Priority.values()) {
            words.put(priority.word(), priority);
        }
        return fields.find("priority")
                .flatMap(node -> context.values().word(node, words))
                .orElse(Priority.NORMAL);
    }

    private boolean bool(Fields fields, String key) {
        return fields.find(key).flatMap(node -> context.values().bool(node)).orElse(false);
    }

    private Optional<Duration> duration(Node node, Duration least, Duration most) {
        if (!(node instanceof TextNode text)) {
            return context.values()
                    .wrongType(node, "a text, a number and a unit", "for example \"" + example(node) + "\"");
        }
        Optional<Duration> duration = Durations.parse(text.text());
        if (duration.isEmpty()) {
            context.report().problem(node, JobFileProblems.DURATION, "example", "\"" + example(node) + "\"");
            return duration;
        }
        boolean inside = duration.get().compareTo(least) >= 0 && duration.get().compareTo(most) <= 0;
        if (!inside) {
            String range = (least.isZero() ? "" : "at least " + Durations.text(least) + " and ") + "at most "
                    + Durations.text(most);
            context.report().problem(node, JobFileProblems.DURATION_RANGE, "key", node.name(), "range", range);
        }
        return duration.filter(_ -> inside);
    }

    /** A bare number was probably meant in minutes. */
    private static String example(Node node) {
        String shown = node.shown().strip();
        boolean bare = !shown.isEmpty() && shown.length() < 7 && shown.chars().allMatch(c -> c >= '0' && c <= '9');
        return bare ? shown + " minutes" : "90 minutes";
    }
}
