package io.fairlead.checks.offender.engines.docker;

import io.fairlead.checks.offender.engines.fake.FakeOffender;

/** An adapter that sees another engine. */
public final class DockerOffender {
    public FakeOffender other() {
        return new FakeOffender();
    }
}
