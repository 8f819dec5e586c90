package io.fairlead.cli.command.limits;

import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Bar;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.wire.api.LimitsView;
import io.fairlead.wire.api.LimitsView.BoundView;
import io.fairlead.wire.api.LimitsView.UseView;
import io.fairlead.wire.api.QuotaView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Limits for people: a section for each kind of thing, with a bar where something of it is used. */
final class LimitsText {
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int MINUTES_PER_HOUR = 60;

    private final Shell shell;
    private final LimitsView limits;
    private final List<String> warnings = new ArrayList<>();

    LimitsText(Shell shell, LimitsView limits) {
        this.shell = shell;
        this.limits = limits;
    }

    void print(boolean verbose) {
        line(limits.user() + limits.group().map(it -> " (" + it + ")").orElse("") + ", project " + limits.project());
        LimitsView.Together together = limits.together();
        LimitsView.OneJob one = limits.oneJob();
        section("Containers");
        use("running", together.containers(), Amount::plain);
        section("GPUs");
        use("in use", together.gpus(), Amount::plain);
        available(together.gpus());
        bound("per container", one.gpus(), Amount::plain);
        section("CPUs");
        use("in use", together.cpus(), Amount::plain);
        bound("per container", one.cpus(), Amount::plain);
        section("Memory");
        use("in use", together.memoryBytes(), LimitsText::bytes);
        bound("per container", one.memoryBytes(), LimitsText::bytes);
        bound("shared memory", one.shmBytes(), LimitsText::bytes);
        section("tmpfs");
        use("in use", together.tmpfsBytes(), LimitsText::bytes);
        bound("per container", one.tmpfsBytes(), LimitsText::bytes);
        limits.quota().ifPresent(this::quota);
        if (verbose) {
            section("Tasks");
            entry("per container", "as the configuration of the server says in jobs.pids");
            section("Storage");
            entry("volumes", "not bounded; what lies in a container goes with it");
        }
        section("Lifecycle");
        bound("max runtime", one.runTimeSeconds(), LimitsText::time);
        bound("idle timeout", one.idleSeconds(), LimitsText::time);
        entry("GPU hold", "none: a GPU is free once its container is gone");
        entry("container hold", "none: a container goes when it has ended");
        section("Jobs");
        use("submitted", together.submitted(), Amount::plain);
        entry("waiting", waiting());
        warnings.forEach(warning -> line(warning));
    }

    private void quota(QuotaView quota) {
        section("Quota of project " + quota.project());
        entry("GPUs", Amount.plain(quota.heldGpus()) + " held, sure of " + Amount.plain(quota.gpus()));
        quota.cpus()
                .ifPresent(
                        most -> entry("CPUs", Amount.plain(quota.heldCpus()) + " held, sure of " + Amount.plain(most)));
        entry("over it", "only jobs that may be preempted: restartable ones");
    }

    private String waiting() {
        return limits.position()
                .map(at -> limits.waiting() + ", the first at position " + at + " of the queue")
                .orElse("none");
    }

    private void line(String text) {
        shell.out().println(Inert.line(text));
    }

    private void section(String name) {
        shell.out().println();
        line(name);
    }

    private void entry(String what, String text) {
        shell.out().println("  " + what + " ".repeat(Math.max(1, 16 - what.length())) + Inert.line(text));
    }

    private void bound(String what, BoundView bound, Function<BigDecimal, String> shown) {
        entry(what, bound.most().map(shown).orElse("unlimited") + by(bound.source()));
    }

    private void use(String what, UseView use, Function<BigDecimal, String> shown) {
        if (use.most().isEmpty()) {
            entry(what, shown.apply(use.used()) + " of unlimited" + by(use.source()));
            return;
        }
        BigDecimal most = use.most().get();
        Bar bar = Bar.of(use.used(), most);
        String numbers = shown.apply(use.used()) + " of " + shown.apply(most) + by(use.source());
        shell.out()
                .println("  " + what + " ".repeat(16 - what.length()) + bar.text(shell.colours()) + "  "
                        + Inert.line(numbers));
        if (use.used().compareTo(most) >= 0 && most.signum() > 0) {
            warnings.add("");
            warnings.add(
                    "You are at your limit of " + shown.apply(most) + " " + what(use) + ": the next one waits, or is"
                            + " refused where it must start at once, until one of yours has ended.");
        }
    }

    /** Which of them it is: two may be equal in value. */
    @SuppressWarnings("ReferenceEquality")
    private String what(UseView use) {
        LimitsView.Together together = limits.together();
        if (use == together.containers()) {
            return "containers";
        }
        if (use == together.gpus()) {
            return "GPUs";
        }
        if (use == together.memoryBytes()) {
            return "of memory";
        }
        return use == together.cpus() ? "CPUs" : use == together.tmpfsBytes() ? "of tmpfs" : "jobs";
    }

    private void available(UseView use) {
        use.most()
                .ifPresent(most -> entry(
                        "available", Amount.plain(most.subtract(use.used()).max(BigDecimal.ZERO))));
    }

    private static String by(Optional<String> source) {
        return source.map(it -> "  (" + it + ")").orElse("");
    }

    private static String bytes(BigDecimal count) {
        return Amount.bytes(count.longValue());
    }

    private static String time(BigDecimal seconds) {
        if (seconds.longValue() % SECONDS_PER_MINUTE != 0) {
            return seconds.longValue() + " s";
        }
        long minutes = seconds.longValue() / SECONDS_PER_MINUTE;
        return minutes % MINUTES_PER_HOUR == 0 ? minutes / MINUTES_PER_HOUR + " h" : minutes + " min";
    }
}
