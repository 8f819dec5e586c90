package io.fairlead.server.config;

import io.fairlead.core.cluster.Site;
import io.fairlead.core.image.Frameworks.Framework;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.volume.Volume;
import io.fairlead.wire.jobfile.keys.Durations;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code fairlead config check [FILE]}: every mistake, or what holds because of the file. Starts nothing. */
public final class ConfigCheck {
    private static final int DONE = 0;
    private static final int WRONG = 2;
    private static final String USAGE = "usage: fairlead config check [FILE]";

    private ConfigCheck() {}

    /**
     * Runs the command.
     *
     * @param arguments what follows {@code config check}: nothing, or a file
     * @return the exit code
     */
    public static int run(List<String> arguments, Surroundings surroundings, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
            out.println(USAGE);
            out.println("Says what is wrong with the configuration, or what holds because of it.");
            return DONE;
        }
        if (arguments.size() > 1 || arguments.stream().anyMatch(it -> it.startsWith("-"))) {
            err.println(USAGE);
            return WRONG;
        }
        Optional<Path> named = arguments.stream().findFirst().map(Path::of);
        return show(Configuration.load(named, surroundings), out, err);
    }

    private static int show(Configuration configuration, PrintStream out, PrintStream err) {
        configuration.findings().problems().forEach(it -> print(configuration.file(), it, err));
        configuration.findings().notices().forEach(it -> print(configuration.file(), it, err));
        if (configuration.settings().isEmpty()) {
            return WRONG;
        }
        out.println(
                configuration.found()
                        ? configuration.file() + ": ok"
                        : "no file " + configuration.file() + ": the defaults hold");
        summary(configuration.settings().get(), out);
        return DONE;
    }

    private static void print(Path file, Problem problem, PrintStream err) {
        String place = problem.position().isKnown() ? file + ":" + problem.position() : file.toString();
        String key = problem.path().toString();
        err.println(place + ": " + (key.isEmpty() ? "" : key + ": ") + problem.message()
                + (problem.given().isEmpty() || problem.message().contains(problem.given())
                        ? ""
                        : " (given: " + problem.given() + ")")
                + "  [" + problem.code() + "]");
        if (!problem.fix().isEmpty()) {
            err.println("  fix: " + problem.fix());
        }
    }

    private static void summary(Settings settings, PrintStream out) {
        Places places = settings.places();
        line(out, "state", places.state() + ", run " + places.run() + ", socket " + places.socket());
        line(
                out,
                "sites",
                settings.topology().sites().stream().map(Site::toString).collect(Collectors.joining(", ")));
        for (Station station : settings.stations()) {
            line(out, "cluster " + station.cluster().id(), shown(station));
        }
        for (Volume volume : settings.volumes().volumes()) {
            String where = volume.sites().isEmpty() ? "" : " (" + String.join(", ", volume.sites()) + ")";
            line(out, "volume " + volume.shown(), volume.promiseWords() + where);
        }
        if (settings.volumes().anyShare()) {
            line(out, "volume /project_NAME", "any name, a folder of this machine");
        }
        Access access = settings.access();
        line(out, "may submit", access.groups().isEmpty() ? "everyone with a login" : names(access.groups()));
        line(out, "administer", access.admins().isEmpty() ? "root" : "root, " + names(access.admins()));
        line(
                out,
                "jobs",
                "network " + settings.network().name().toLowerCase(Locale.ROOT)
                        + ", " + settings.bounds().pids() + " pids, "
                        + settings.bounds().openFiles() + " open files, log "
                        + settings.bounds().keptLog() + ", "
                        + "root " + (settings.admission().rootMaySubmit() ? "may" : "may not") + " submit");
        line(out, "limits", limits(settings.admission().limits()));
        line(out, "shares", shares(settings.shares()));
        quotas(settings, out);
        line(out, "frameworks", frameworks(settings));
        line(
                out,
                "free space",
                "no job starts below " + percent(settings.floors().placing()) + ", none is accepted below "
                        + percent(settings.floors().accepting()));
    }

    private static String frameworks(Settings settings) {
        List<Framework> all = settings.frameworks().all();
        return all.isEmpty()
                ? "none"
                : all.stream().map(Framework::word).distinct().collect(Collectors.joining(", "));
    }

    private static void quotas(Settings settings, PrintStream out) {
        Quotas quotas = settings.shares().quotas();
        if (!quotas.apply()) {
            line(out, "quotas", "none, nothing is ever preempted");
            return;
        }
        quotas.of().forEach((project, quota) -> line(out, "quota of " + project, quota.toString()));
        line(
                out,
                "quota of any other",
                Quota.NOTHING + "; minDuration " + Durations.text(quotas.minDuration()) + ", at most "
                        + Durations.text(quotas.minDurationMost()));
    }

    private static String shares(Shares shares) {
        String weights = shares.weights().entrySet().stream()
                .map(it -> ", project " + it.getKey() + " weighs " + it.getValue())
                .collect(Collectors.joining());
        return "half-life " + Durations.text(shares.halfLife()) + ", a class up after "
                + Durations.text(shares.ageing()) + weights + ", backfill "
                + shares.backfill().word();
    }

    private static String limits(LimitTable table) {
        List<String> parts = new ArrayList<>();
        table.defaults().user().submitted().most().ifPresent(most -> parts.add(most + " jobs per user"));
        if (!table.groups().isEmpty()) {
            parts.add("groups " + names(List.copyOf(table.groups().keySet())));
        }
        table.membership().otherwise().ifPresent(group -> parts.add("usually " + group));
        if (!table.projects().isEmpty()) {
            parts.add("projects " + names(List.copyOf(table.projects().keySet())));
        }
        if (!table.users().isEmpty()) {
            parts.add("exceptions for " + names(List.copyOf(table.users().keySet())));
        }
        return String.join(", ", parts);
    }

    private static String shown(Station station) {
        String engine = switch (station.engine()) {
            case Station.Engine.Docker docker -> "docker at " + docker.socket();
            case Station.Engine.Fake _ -> "fake";
        };
        String gpus = station.node().simulated().stream()
                .map(it -> it.count() + " x " + it.model())
                .collect(Collectors.joining(", "));
        return station.cluster().name() + " at " + station.cluster().site() + ", " + engine
                + (gpus.isEmpty() ? "" : ", SIMULATED: " + gpus);
    }

    private static String names(List<String> names) {
        return String.join(", ", names);
    }

    private static String percent(int permille) {
        return permille / 10 + " %";
    }

    private static void line(PrintStream out, String what, String value) {
        out.println("  " + what + ": " + value);
    }
}
