package io.fairlead.engines.fake;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Look;
import io.fairlead.engines.EngineContract;
import java.time.Duration;
import java.util.function.Predicate;

/** In virtual time: waiting makes it pass. */
final class FakeContractTest extends EngineContract {
    private final VirtualClock clock = new VirtualClock();
    private final FakeEngine engine = new FakeEngine(FakeMachine.inMemory(clock), FakeSpecs.INSTANCE);
    private final FakeSpecs specs = new FakeSpecs();

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected ContainerSpec ending(int code) {
        return specs.spec("FAKE_RUN_FOR", "3s", "FAKE_EXIT_CODE", Integer.toString(code));
    }

    @Override
    protected ContainerSpec lasting() {
        return specs.spec("FAKE_RUN_FOR", "forever");
    }

    @Override
    protected ContainerSpec ofAnotherAttempt(ContainerSpec spec) {
        return FakeSpecs.spec(
                spec.labels().get("io.fairlead.job"), 2, spec.process().environment());
    }

    @Override
    protected ContainerView await(ContainerName name, Predicate<ContainerView> wished) {
        for (int second = 0; second < 60; second++) {
            if (engine.inspect(name) instanceof Look.Found(ContainerView view) && wished.test(view)) {
                return view;
            }
            clock.pass(Duration.ofSeconds(1));
        }
        throw new AssertionError(name + " did not become as wished: " + engine.inspect(name));
    }
}
