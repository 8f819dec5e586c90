package io.fairlead.bench.tables;

import io.fairlead.simulator.queueing.Log;
import io.fairlead.simulator.queueing.Prediction;
import io.fairlead.simulator.queueing.QueueFigures;
import io.fairlead.simulator.queueing.QueuePolicy;
import io.fairlead.simulator.queueing.Queueing;
import java.util.List;
import java.util.Locale;

/** Backfilling on KTH-SP2 (predictsim, the artefact of SC 2015; Tsafrir et al. 2007), and how far estimates of starts are off. */
final class KthTables {
    static final int PROCESSORS = 100;

    private static final double WITHIN = 0.005;
    private static final double CLAIRVOYANT_WITHIN = 0.008;
    private static final double OWN_MOST = 66;
    private static final double RESERVING_MOST = 63.5;
    private static final double MINUTE = 60;
    private static final double PERCENT = 100;

    private final Sheet sheet;
    private final Log log;

    KthTables(Sheet sheet, Log log) {
        this.sheet = sheet;
        this.log = log;
    }

    /** A policy and what is known of run times. */
    private record Case(QueuePolicy policy, Prediction predict, boolean reserve, boolean clairvoyant) {
        static Case of(QueuePolicy policy, boolean clairvoyant) {
            return new Case(policy, Prediction.REQUESTED, false, clairvoyant);
        }

        Queueing queueing(boolean estimates) {
            return new Queueing(PROCESSORS, policy, false, predict, reserve, clairvoyant, estimates, List.of());
        }
    }

    void print() {
        sheet.head("KTH-SP2, 100 processors, mean bounded slowdown; worst; mean flow, s");
        slowdown(Case.of(QueuePolicy.EASY, false), 92.5765, "14,805.2; 15,696.8", WITHIN);
        slowdown(Case.of(QueuePolicy.EASY_SJBF, false), 69.4054, "14,805.2; 14,764.0", WITHIN);
        slowdown(Case.of(QueuePolicy.EASY, true), 71.7224, "10,017.2; 15,187.6", CLAIRVOYANT_WITHIN);
        slowdown(Case.of(QueuePolicy.EASY_SJBF, true), 49.8477, "9,941.7; 14,295.9", CLAIRVOYANT_WITHIN);
        sheet.text("  not published; another simulator of the same protocol gave:");
        reference(Case.of(QueuePolicy.FCFS, false), "6,815");
        reference(Case.of(QueuePolicy.CONSERVATIVE, false), "101.8");
        reference(Case.of(QueuePolicy.CONSERVATIVE, true), "67.1");
        reference(Case.of(QueuePolicy.SJF, false), "137.0 (chosen anew at each event)");
        waits();
        server();
        promises();
    }

    private QueueFigures of(Case it) {
        return it.queueing(false).run(log);
    }

    private static String name(Case it) {
        return it.policy().word() + (it.clairvoyant() ? ", clairvoyant" : "");
    }

    private static String three(QueueFigures figures) {
        return Sheet.four(figures.averageBoundedSlowdown()) + "; " + Sheet.one(figures.maxBoundedSlowdown()) + "; "
                + Sheet.one(figures.meanFlowSeconds());
    }

    private void slowdown(Case it, double published, String more, double within) {
        QueueFigures figures = of(it);
        boolean met = Sheet.near(figures.averageBoundedSlowdown(), published, within);
        sheet.row(name(it), three(figures), published + "; " + more, met);
    }

    private void reference(Case it, String other) {
        sheet.row(name(it), three(of(it)), other);
    }

    /** Theirs are of the log as it is, ours of the filtered one. */
    private void waits() {
        sheet.head("KTH-SP2, mean wait in minutes; mean bounded slowdown (Tsafrir et al. 2007, Table 3)");
        wait("easy", Case.of(QueuePolicy.EASY, false), "114; 90");
        wait("easy-sjbf", Case.of(QueuePolicy.EASY_SJBF, false), "102; 73");
        wait(
                "easy-sjbf, history, predictions reserve (EASY++)",
                new Case(QueuePolicy.EASY_SJBF, Prediction.HISTORY, true, false),
                "94; 57");
        wait("easy-sjbf, clairvoyant (PERFECT++)", Case.of(QueuePolicy.EASY_SJBF, true), "91; 50");
    }

    private void wait(String name, Case it, String published) {
        QueueFigures figures = of(it);
        sheet.row(
                name,
                Sheet.one(figures.meanWaitSeconds() / MINUTE) + "; " + Sheet.one(figures.averageBoundedSlowdown()),
                published);
    }

    private void server() {
        sheet.head("KTH-SP2, as the server does it, mean bounded slowdown; promises; start error, median and mean");
        for (Prediction prediction : Prediction.values()) {
            QueueFigures figures = new Case(QueuePolicy.DEFAULT, prediction, false, false)
                    .queueing(true)
                    .run(log);
            QueueFigures.Errors errors = figures.startErrors().orElseThrow();
            QueueFigures.Errors plain = figures.startErrorsByRequest().orElseThrow();
            boolean gated = prediction == Prediction.HISTORY;
            String name = "default, run times by " + prediction.word();
            String promised = Sheet.two(figures.averageBoundedSlowdown()) + "; " + late(figures);
            boolean kept = figures.averageBoundedSlowdown() <= OWN_MOST && figures.lateReservations() == 0;
            boolean better =
                    errors.medianSeconds() < plain.medianSeconds() && errors.meanSeconds() < plain.meanSeconds();
            String told = minutes(errors) + "; by request " + minutes(plain);
            if (gated) {
                sheet.row(name, promised, "", kept);
                sheet.row("  start error", told, "", better);
            } else {
                sheet.row(name, promised, "");
                sheet.row(prediction == Prediction.PERFECT ? "  start error: the floor" : "  start error", told, "");
            }
        }
        QueueFigures reserving = of(new Case(QueuePolicy.DEFAULT, Prediction.HISTORY, true, false));
        sheet.row(
                "default, history, predictions reserve (never the server's way)",
                Sheet.two(reserving.averageBoundedSlowdown()) + "; " + late(reserving),
                "63.50",
                reserving.averageBoundedSlowdown() <= RESERVING_MOST);
    }

    private static String late(QueueFigures figures) {
        return String.format(
                Locale.ROOT, "%,d of %,d promises late", figures.lateReservations(), figures.reservations());
    }

    private static String minutes(QueueFigures.Errors errors) {
        return String.format(
                Locale.ROOT, "%.0f and %.0f min", errors.medianSeconds() / MINUTE, errors.meanSeconds() / MINUTE);
    }

    /** The published ones are of the log as it is, and count more promises of nearly no length. */
    private void promises() {
        sheet.head("KTH-SP2, promised before actual start under easy, mean and median, min; of so many jobs");
        QueueFigures easy = of(Case.of(QueuePolicy.EASY, false));
        sheet.row(
                "easy: " + late(easy),
                String.format(
                        Locale.ROOT,
                        "%.1f; %.1f; %.1f %%",
                        easy.promiseSlackMeanSeconds().orElseThrow() / MINUTE,
                        easy.promiseSlackMedianSeconds().orElseThrow() / MINUTE,
                        PERCENT * easy.reservations() / easy.jobs()),
                "38; 6; 15 %",
                easy.lateReservations() == 0);
    }
}
