package io.fairlead.server.doctor;

import io.fairlead.engines.docker.EngineDescription;
import io.fairlead.server.config.Configuration;
import io.fairlead.server.config.Settings;
import io.fairlead.server.config.Station;
import io.fairlead.server.config.Surroundings;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code fairlead doctor}: looks whether this machine is fit, with no server needed. */
public final class Doctor {
    private static final int DONE = 0;
    private static final int UNFIT = 1;
    private static final int WRONG_USAGE = 2;
    private static final String USAGE = "usage: fairlead doctor [-o table|json] [--config FILE]";
    private static final Path ROOT = Path.of("/");

    private final Settings settings;
    private final Surroundings surroundings;
    private final Function<Path, EngineLook> engines;
    private final List<Check> checks = new ArrayList<>();

    /** What programs read. */
    public record Findings(List<Row> checks) {
        static Findings of(List<Check> checks) {
            return new Findings(checks.stream()
                    .map(it -> new Row(it.id(), word(it.severity()), it.found(), it.needed(), it.fix()))
                    .toList());
        }
    }

    /** @param severity {@code ok}, {@code warn} or {@code bad} */
    public record Row(String id, String severity, String found, String needed, String fix) {}

    private static String word(Check.Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private Doctor(Settings settings, Surroundings surroundings, Function<Path, EngineLook> engines) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.engines = engines;
    }

    /**
     * Runs the command.
     *
     * @param arguments what follows {@code doctor}
     * @param engines makes what looks at the engine of a socket
     * @return the exit code: 1 where something is bad
     */
    public static int run(
            List<String> arguments,
            Surroundings surroundings,
            Function<Path, EngineLook> engines,
            PrintStream out,
            PrintStream err) {
        if (arguments.equals(List.of("-h")) || arguments.equals(List.of("--help"))) {
            out.println(USAGE);
            return DONE;
        }
        Optional<Options> options = Options.parse(arguments);
        if (options.isEmpty()) {
            err.println(USAGE);
            return WRONG_USAGE;
        }
        Configuration configuration = Configuration.load(options.get().file(), surroundings);
        List<Check> checks = look(configuration, surroundings, engines);
        if (options.get().json()) {
            out.println(new String(RecordJson.write(Findings.of(checks)), StandardCharsets.UTF_8));
        } else {
            table(checks, out);
        }
        return checks.stream().anyMatch(it -> it.severity() == Check.Severity.BAD) ? UNFIT : DONE;
    }

    /** @param file the configuration that was named */
    private record Options(boolean json, Optional<Path> file) {
        /** Empty for what is no option. */
        static Optional<Options> parse(List<String> arguments) {
            Options options = new Options(false, Optional.empty());
            for (int i = 0; i < arguments.size(); i += 2) {
                String option = arguments.get(i);
                String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
                if (option.equals("-o") && (value.equals("json") || value.equals("table"))) {
                    options = new Options(value.equals("json"), options.file());
                } else if (option.equals("--config") && !value.isEmpty()) {
                    options = new Options(options.json(), Optional.of(Path.of(value)));
                } else {
                    return Optional.empty();
                }
            }
            return Optional.of(options);
        }
    }

    /** Everything, in the order in which one thing needs another. With a bad configuration the defaults are looked at. */
    static List<Check> look(
            Configuration configuration, Surroundings surroundings, Function<Path, EngineLook> engines) {
        Settings settings = configuration.settings().orElseGet(() -> Settings.defaults(surroundings));
        Doctor doctor = new Doctor(settings, surroundings, engines);
        doctor.configuration(configuration);
        doctor.rights();
        doctor.engines();
        doctor.host();
        doctor.storage();
        return List.copyOf(doctor.checks);
    }

    private void configuration(Configuration configuration) {
        int mistakes = configuration.findings().problems().size();
        checks.add(
                mistakes == 0
                        ? Check.ok(
                                "configuration",
                                configuration.found() ? configuration.file().toString() : "none: the defaults hold")
                        : Check.bad(
                                "configuration",
                                mistakes + (mistakes == 1 ? " mistake in " : " mistakes in ") + configuration.file(),
                                "none",
                                "fairlead config check " + configuration.file()));
    }

    private void rights() {
        checks.add(
                surroundings.uid() == 0
                        ? Check.ok("rights", "root")
                        : Check.warn(
                                "rights",
                                "uid " + surroundings.uid() + ": a server for this user alone, whole volumes only",
                                "root, for a server that others use",
                                "start it as root"));
    }

    private void engines() {
        Set<Path> sockets = new LinkedHashSet<>();
        for (Station station : settings.stations()) {
            if (station.engine() instanceof Station.Engine.Docker(Path socket)) {
                sockets.add(socket);
            }
        }
        for (Path socket : sockets) {
            EngineChecks engine = new EngineChecks(engines.apply(socket), socket);
            Optional<EngineDescription> description = engine.look(settings.network(), settings.bounds());
            checks.addAll(engine.checks());
            HostChecks host = new HostChecks(ROOT);
            StorageChecks storage = new StorageChecks(surroundings.uid());
            trying("docker-socket", () -> host.socket(socket));
            description.ifPresent(
                    it -> trying("disk-engine", () -> storage.space("disk-engine", it.dataRoot(), settings.floors())));
            checks.addAll(host.checks());
            checks.addAll(storage.checks());
        }
    }

    private void host() {
        HostChecks host = new HostChecks(ROOT);
        trying("docker-tcp", host::tcp);
        trying("kernel", host::kernel);
        host.clock();
        checks.addAll(host.checks());
    }

    private void storage() {
        StorageChecks storage = new StorageChecks(surroundings.uid());
        Path state = settings.places().state();
        trying("disk-state", () -> storage.space("disk-state", state, settings.floors()));
        trying("store-disk", () -> storage.local(state));
        settings.volumes().volumes().forEach(volume -> trying("volume-" + volume.name(), () -> storage.volume(volume)));
        checks.addAll(storage.checks());
    }

    @FunctionalInterface
    private interface Look {
        void look() throws IOException;
    }

    private void trying(String id, Look look) {
        try {
            look.look();
        } catch (IOException e) {
            checks.add(Check.warn(id, "could not be looked at: " + e, "", "run it as root"));
        }
    }

    private static void table(List<Check> checks, PrintStream out) {
        int width = checks.stream().mapToInt(it -> it.id().length()).max().orElse(0);
        for (Check check : checks) {
            out.println(String.format(
                    Locale.ROOT, "%-4s  %-" + width + "s  %s", word(check.severity()), check.id(), check.found()));
            String indent = " ".repeat(width + 8);
            if (!check.needed().isEmpty()) {
                out.println(indent + "needed: " + check.needed());
            }
            if (!check.fix().isEmpty()) {
                out.println(indent + "fix: " + check.fix());
            }
        }
        long bad = checks.stream()
                .filter(it -> it.severity() == Check.Severity.BAD)
                .count();
        long warn = checks.stream()
                .filter(it -> it.severity() == Check.Severity.WARN)
                .count();
        out.println(checks.size() + " checks, " + bad + " bad, " + warn + " to look at");
    }
}
