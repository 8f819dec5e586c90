package io.fairlead.engines.docker;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.ReservedLabels;
import io.fairlead.engines.EngineContract;
import java.util.LinkedHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class DockerContractTest extends EngineContract {
    private static RealEngine real;

    @BeforeAll
    static void open() {
        real = new RealEngine();
    }

    @AfterAll
    static void close() {
        real.close();
    }

    @Override
    protected Engine engine() {
        return real.engine();
    }

    @Override
    protected ContainerSpec ending(int code) {
        return real.shell("exit " + code).spec();
    }

    @Override
    protected ContainerSpec lasting() {
        return real.shell("sleep 600").spec();
    }

    @Override
    protected ContainerSpec ofAnotherAttempt(ContainerSpec spec) {
        var labels = new LinkedHashMap<>(spec.labels());
        labels.put(ReservedLabels.ATTEMPT, "2");
        return new ContainerSpec(
                spec.name(),
                spec.image(),
                spec.process(),
                spec.bounds(),
                spec.mounts(),
                spec.devices(),
                spec.network(),
                labels);
    }

    @Override
    protected ContainerView await(ContainerName name, Predicate<ContainerView> wished) {
        return real.await(name, wished);
    }
}
