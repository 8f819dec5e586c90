package io.fairlead.cli.command;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.ClaimView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.WhyView;
import io.fairlead.wire.client.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says why a job is where it is. */
final class WhyCommand implements Command {
    private static final String ROUGH =
            "; too many come first to reckon each, so nodes, limits and quotas are left out";

    @Override
    public void declare(Flags flags) {
        flags.argument("JOB", "an id, or four or more characters that one id alone begins with");
        Output.ofOne(flags);
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.one(given);
        WhyView why = session.server().why(given.argument());
        Shell shell = session.shell();
        switch (output) {
            case JSON, YAML -> output.tree(shell, why);
            case NAME -> shell.out().println(why.id());
            case TABLE, WIDE -> print(shell, why);
        }
        return ExitCode.DONE;
    }

    private static void print(Shell shell, WhyView why) {
        Duration since = Duration.between(why.since(), shell.world().clock().instant());
        String code = why.reason().map(it -> "  [" + it.code() + "]").orElse("");
        line(shell, why.state() + " " + Ago.length(since) + " · " + why.summary() + code);
        why.reason().ifPresent(reason -> fix(shell, reason));
        why.array()
                .ifPresent(array ->
                        line(shell, "  its array: " + JobWords.counts(array) + ", of " + array.size() + " members"));
        Instant now = shell.world().clock().instant();
        start(why, now).ifPresent(text -> line(shell, text));
        why.claim().ifPresent(claim -> claim(shell, claim, now));
        why.cancelRequestedAt()
                .ifPresent(at -> line(
                        shell,
                        "  its end was asked for "
                                + Ago.ago(at, shell.world().clock().instant())));
        why.stop().ifPresent(stop -> {
            String done = stop.killedAt().isPresent()
                    ? "killed, not yet seen gone"
                    : stop.signalledAt().isPresent()
                            ? "asked to stop, in its grace period"
                            : why.state().equals("HALTING")
                                    ? "told to save its state, in its grace period"
                                    : "about to be asked to stop";
            line(shell, "  its container: " + done);
        });
        for (Finding note : why.notes()) {
            line(shell, "  also: " + note.message() + "  [" + note.code() + "]");
            fix(shell, note);
        }
    }

    private static Optional<String> start(WhyView why, Instant now) {
        Optional<Instant> start = why.early().or(why::promised);
        if (start.isPresent()) {
            return start.map(at -> (why.rough() ? "  starts roughly in " : "  starts probably in ")
                    + Ago.length(Duration.between(now, at))
                    + later(why, at, now)
                    + (why.rough() ? ROUGH : ""));
        }
        return switch (why.state()) {
            case "ONHOLD" -> Optional.of("  when it starts nobody knows while it is on hold");
            case "QUEUED" -> Optional.of("  when it starts nobody knows yet");
            default -> Optional.empty();
        };
    }

    private static void claim(Shell shell, ClaimView claim, Instant now) {
        line(
                shell,
                "  its turn: project " + claim.project() + " counts " + claim.projectGpuHours()
                        + " GPU-hours, with the next of what runs (" + claim.projectPercent() + " % of all, weight "
                        + claim.weight() + "), its owner " + claim.userGpuHours() + " of them");
        String risen = claim.countsAs().equals(claim.priority())
                ? ""
                : ", counts as " + claim.countsAs() + " since it has waited";
        String rises = claim.risesAt()
                .map(at -> ", as " + (claim.countsAs().equals("low") ? "normal" : "high") + " in "
                        + Ago.length(Duration.between(now, at)))
                .orElse("");
        line(shell, "  its class: " + claim.priority() + risen + rises);
    }

    private static String later(WhyView why, Instant early, Instant now) {
        if (why.promised().isPresent()) {
            return ", promised in "
                    + Ago.length(Duration.between(now, why.promised().get())) + " at the latest";
        }
        return why.late()
                .map(late -> late.isAfter(early)
                        ? ", in " + Ago.length(Duration.between(now, late)) + " if everybody runs up to their limit"
                        : "")
                .orElse(", if what runs without a limit ends as its owner's last jobs did");
    }

    private static void fix(Shell shell, Finding finding) {
        if (!finding.fix().isEmpty()) {
            line(shell, "  fix: " + finding.fix());
        }
    }

    private static void line(Shell shell, String text) {
        shell.out().println(Inert.line(text));
    }
}
