package io.fairlead.checks.offender.server.control;

import io.fairlead.checks.offender.engines.docker.DockerOffender;
import io.fairlead.checks.offender.engines.fake.FakeOffender;
import io.fairlead.checks.offender.store.change.ChangeOffender;
import java.util.List;
import java.util.function.Supplier;

/** Makes adapters, which only boot and dev may. */
public final class AdapterOffender {
    public List<Object> make() {
        Supplier<FakeOffender> hiddenInAReference = FakeOffender::new;
        return List.of(new DockerOffender(), hiddenInAReference, ChangeOffender.opened());
    }
}
