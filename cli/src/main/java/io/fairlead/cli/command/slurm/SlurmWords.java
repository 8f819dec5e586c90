package io.fairlead.cli.command.slurm;

import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Jobs as Slurm speaks of them. */
final class SlurmWords {
    static final String PARTITION = "fairlead";
    static final String UNKNOWN = "Unknown";

    private static final Map<String, String> SHORT = states();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private SlurmWords() {}

    private static Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        states.put("PENDING", "PD");
        states.put("CONFIGURING", "CF");
        states.put("RUNNING", "R");
        states.put("COMPLETING", "CG");
        states.put("COMPLETED", "CD");
        states.put("CANCELLED", "CA");
        states.put("FAILED", "F");
        states.put("TIMEOUT", "TO");
        states.put("OUT_OF_MEMORY", "OOM");
        states.put("NODE_FAIL", "NF");
        return states;
    }

    /** The long word. */
    static String state(JobSummary job) {
        String code = job.reason().map(Finding::code).orElse("");
        return switch (job.state()) {
            case "ONHOLD", "QUEUED" -> "PENDING";
            case "ASSIGNED", "STARTING" -> "CONFIGURING";
            case "RUNNING" -> job.stopping() ? "COMPLETING" : "RUNNING";
            case "MUSTHALT", "HALTING" -> "COMPLETING";
            case "FINISHED" -> "COMPLETED";
            case "CANCELLED" -> "CANCELLED";
            case "FAILED" ->
                switch (code) {
                    case "E-MAX-DURATION" -> "TIMEOUT";
                    case "E-OUT-OF-MEMORY" -> "OUT_OF_MEMORY";
                    case "E-NODE-REBOOTED" -> "NODE_FAIL";
                    default -> "FAILED";
                };
            default -> job.state();
        };
    }

    static String shortState(JobSummary job) {
        String state = state(job);
        return SHORT.getOrDefault(state, state);
    }

    /** Whether a list of states, long or short and in any case, has the job's. @throws WrongUsage for an unknown one */
    static boolean in(String states, JobSummary job) {
        boolean found = false;
        for (String given : states.split(",", -1)) {
            String word = given.toUpperCase(Locale.ROOT);
            if (!word.equals("ALL") && !SHORT.containsKey(word) && !SHORT.containsValue(word)) {
                throw new WrongUsage(
                        "invalid job state specified: " + given, Given.hint(word, List.copyOf(SHORT.keySet())));
            }
            found |= word.equals("ALL") || word.equals(state(job)) || word.equals(shortState(job));
        }
        return found;
    }

    /** Where it runs, or in brackets why it does not. */
    static String nodesOrReason(JobSummary job) {
        return state(job).equals("PENDING") ? "(" + reason(job) + ")" : String.join(",", job.nodes());
    }

    static String reason(JobSummary job) {
        if (job.state().equals("ONHOLD")) {
            return "JobHeldUser";
        }
        return switch (job.reason().map(Finding::code).orElse("")) {
            case "E-QUEUE-BEHIND", "E-WOULD-DELAY" -> "Priority";
            case "E-DEPENDENCY-WAITS" -> "Dependency";
            case "E-NOT-BEFORE" -> "BeginTime";
            case "E-ARRAY-FULL" -> "JobArrayTaskLimit";
            case "E-NO-FREE-GPUS", "E-NO-FREE-CPUS", "E-NO-FREE-MEMORY" -> "Resources";
            case "E-IMAGE-PULLING", "E-IMAGE-ABSENT" -> "BurstBufferStageIn";
            case "E-ENGINE-UNREACHABLE", "E-NODE-DRAINED", "E-DEVICES-DRAINED", "E-RESERVED" -> "ReqNodeNotAvail";
            case "E-RESERVATION-BEGINS", "E-RESERVATION-FULL" -> "Reservation";
            case "" -> "None";
            default -> job.state().equals("QUEUED") ? "Resources" : "None";
        };
    }

    /** Why it waits or how it ended, as {@code scontrol show job} has it. */
    static String cause(JobSummary job) {
        return switch (state(job)) {
            case "PENDING" -> reason(job);
            case "TIMEOUT" -> "TimeLimit";
            case "OUT_OF_MEMORY" -> "OutOfMemory";
            case "NODE_FAIL" -> "NodeDown";
            case "FAILED" -> job.exitCode().filter(code -> code != 0).isPresent() ? "NonZeroExitCode" : "None";
            default -> "None";
        };
    }

    /** How long it runs or ran. */
    static Duration elapsed(JobSummary job, Instant now) {
        return job.startedAt()
                .map(start -> Duration.between(start, job.endedAt().orElse(now)))
                .filter(time -> !time.isNegative())
                .orElse(Duration.ZERO);
    }

    /** {@code M:SS}, {@code H:MM:SS} or {@code D-HH:MM:SS}, as squeue shows it. */
    static String time(Duration time) {
        long days = time.toDays();
        if (days > 0) {
            return "%d-%02d:%02d:%02d".formatted(days, time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
        }
        return time.toHours() > 0
                ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }

    /** {@code HH:MM:SS} or {@code D-HH:MM:SS}, as sacct shows it. */
    static String wholeTime(Duration time) {
        String clock = "%02d:%02d:%02d".formatted(time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
        return time.toDays() > 0 ? time.toDays() + "-" + clock : clock;
    }

    static String moment(Instant time, ZoneId zone) {
        return TIME.format(time.atZone(zone));
    }

    /** {@code code:signal}. */
    static String exitCode(JobSummary job) {
        return switch (state(job)) {
            case "OUT_OF_MEMORY" -> "0:125";
            case "CANCELLED", "TIMEOUT" -> "0:0";
            default -> job.exitCode().orElse(0) + ":0";
        };
    }
}
