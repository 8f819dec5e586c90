package io.fairlead.server.doctor;

import io.fairlead.core.limits.JobBounds;
import io.fairlead.core.port.ContainerSpec.Network;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.docker.EngineDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at one Docker Engine. */
final class EngineChecks {
    private static final String CLOSED = "Permission denied";

    private final EngineLook engine;
    private final Path socket;
    private final List<Check> checks = new ArrayList<>();

    EngineChecks(EngineLook engine, Path socket) {
        this.engine = engine;
        this.socket = socket;
    }

    List<Check> checks() {
        return checks;
    }

    /** Empty where it could not be asked; that is a check, too. */
    Optional<EngineDescription> look(Network network, JobBounds bounds) {
        EngineDescription description;
        try {
            description = engine.describe();
        } catch (ProblemException unfit) {
            unfit.problems().forEach(it -> checks.add(of(it, Check.Severity.BAD)));
            return Optional.empty();
        } catch (IOException away) {
            if (String.valueOf(away.getMessage()).endsWith(CLOSED)) {
                checks.add(Check.bad(
                        "engine",
                        "this account may not ask the engine at " + socket + ", as it should be for a user",
                        "the rights of whoever starts the server",
                        "fairlead doctor as root; users need no engine, their jobs reach it through the server"));
                return Optional.empty();
            }
            checks.add(Check.bad(
                    "engine",
                    "no answer at " + socket + ": " + away.getMessage(),
                    "a running Docker Engine",
                    "start it: systemctl start docker; or name another with dockerSocket in the configuration"));
            return Optional.empty();
        }
        checks.add(Check.ok(
                "engine", "Docker " + description.version() + ", API " + description.apiVersion() + ", at " + socket));
        fitness(description);
        cgroup(description);
        network(network, description.keepsApart());
        checks.add(Check.ok("engine-logs", "json-file, " + bounds.engineLog() + " per container, set for each job"));
        return Optional.of(description);
    }

    private void fitness(EngineDescription description) {
        List<Problem> refusals = description.refusals();
        refusals.forEach(it -> checks.add(of(it, Check.Severity.BAD)));
        if (refusals.isEmpty()) {
            checks.add(Check.ok(
                    "engine-isolation", "own root, no user mapping, seccomp on, bounds memory, CPU and processes"));
        }
        description.notices().forEach(it -> checks.add(of(it, Check.Severity.WARN)));
        if (description.liveRestore()) {
            checks.add(Check.ok("engine-live-restore", "on"));
        }
    }

    private void cgroup(EngineDescription description) {
        EngineDescription.Cgroup cgroup = description.cgroup();
        String found = "version " + cgroup.version() + ", driver " + cgroup.driver();
        boolean hook =
                description.runtimes().contains("nvidia") && !description.cdi().nvidia();
        if (hook && cgroup.driver().equals("systemd")) {
            checks.add(Check.warn(
                    "engine-cgroup",
                    found + ", GPUs by the nvidia runtime",
                    "GPUs by CDI, or driver cgroupfs",
                    "generate CDI files (nvidia-ctk cdi generate): else \"systemctl daemon-reload\" takes the GPUs of"
                            + " running containers away"));
        } else {
            checks.add(Check.ok("engine-cgroup", found));
        }
    }

    private void network(Network network, boolean keepsApart) {
        if (network != Network.BRIDGE) {
            checks.add(Check.ok(
                    "engine-bridge", "not used: network is " + network.name().toLowerCase(Locale.ROOT)));
            return;
        }
        try {
            engine.ensureBridge();
            checks.add(Check.ok("engine-bridge", keepsApart ? "there, with traffic between containers off" : "there"));
        } catch (ProblemException unfit) {
            unfit.problems().forEach(it -> checks.add(of(it, Check.Severity.BAD)));
        } catch (IOException away) {
            checks.add(Check.bad(
                    "engine-bridge",
                    "no answer: " + away.getMessage(),
                    "a network for jobs",
                    "look at the engine's log"));
        }
    }

    private static Check of(Problem problem, Check.Severity severity) {
        String id = problem.code().substring(2).toLowerCase(Locale.ROOT);
        return new Check(id, severity, problem.message(), "", problem.fix());
    }
}
