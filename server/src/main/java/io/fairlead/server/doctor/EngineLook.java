package io.fairlead.server.doctor;

import io.fairlead.engines.docker.Docker;
import io.fairlead.engines.docker.EngineDescription;
import java.io.IOException;

/** What is asked of an engine. */
public interface EngineLook {
    /**
     * What it says about itself.
     *
     * @throws IOException where it is away
     * @throws io.fairlead.core.problem.ProblemException where it is not fit to be spoken with
     */
    EngineDescription describe() throws IOException;

    /**
     * Makes the network that jobs join, as a server does at its start, where it is not there yet.
     *
     * @throws io.fairlead.core.problem.ProblemException where it cannot
     */
    void ensureBridge() throws IOException;

    /** A real one. */
    static EngineLook of(Docker docker) {
        return new EngineLook() {
            @Override
            public EngineDescription describe() throws IOException {
                return docker.describe();
            }

            @Override
            public void ensureBridge() throws IOException {
                docker.ensureBridge();
            }
        };
    }
}
