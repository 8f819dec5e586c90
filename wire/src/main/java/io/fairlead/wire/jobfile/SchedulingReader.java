package io.fairlead.wire.jobfile;

import io.fairlead.core.job.Priority;
import io.fairlead.core.job.Scheduling;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.jobfile.keys.Durations;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads {@code request.scheduling}. */
final class SchedulingReader {
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
        boolean restartable = bool(fields, "restartable");
        boolean silentHalt = bool(fields, "allowHaltWithoutSignal");
        Duration grace = fields.find("gracePeriod")
                .flatMap(node -> duration(node, Duration.ZERO, Limits.GRACE_MOST))
                .orElse(Scheduling.GRACE_DEFAULT);
        fields.find("idleTimeout").ifPresent(node -> duration(node, Limits.MAX_DURATION_LEAST, Limits.DURATION_MOST));
        new NotYetForms(context).scheduling(fields);
        WhenReader when = new WhenReader(context);
        return new Scheduling(
                interactive,
                session,
                min,
                max,
                restartable,
                silentHalt,
                grace,
                when.window(fields, interactive),
                when.bucket(fields),
                priority(fields),
                when.dependencies(fields, interactive));
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
