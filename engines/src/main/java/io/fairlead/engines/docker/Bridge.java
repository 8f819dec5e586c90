package io.fairlead.engines.docker;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.net.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The network that jobs join: outbound connections on, traffic between jobs off. Made once and then kept. */
final class Bridge {
    /** Its name on the engine; several servers of ours on one engine share it. */
    static final String NETWORK = "fairlead";

    private static final String APART = "com.docker.network.bridge.enable_icc";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final DockerApi api;
    private volatile boolean known;

    Bridge(DockerApi api) {
        this.api = api;
    }

    /**
     * Returns once the network is there; asks the engine only until it was.
     *
     * @throws ProblemException where the engine cannot make it, or somebody made another one of that name
     */
    void ensure() throws EngineFault {
        if (known) {
            return;
        }
        DockerApi.Answer found = api.get(Target.of("/networks/{}", NETWORK), Deadlines.NETWORK);
        if (found.status() == NOT_FOUND) {
            create();
            found = api.get(Target.of("/networks/{}", NETWORK), Deadlines.NETWORK);
        }
        if (!found.isSuccess()) {
            throw new EngineFault("the engine said " + found.status() + ": " + found.text(), true, null);
        }
        check(found.body());
        known = true;
    }

    /** The engine said that the network is not there. */
    void forget() {
        known = false;
    }

    private void create() throws EngineFault {
        ObjectNode body = DockerApi.JSON.createObjectNode();
        body.put("Name", NETWORK);
        body.put("CheckDuplicate", true);
        body.put("Driver", "bridge");
        body.putObject("Options").put(APART, "false");
        DockerApi.Answer answer = api.post(Target.of("/networks/create"), body, Deadlines.NETWORK);
        if (!answer.isSuccess() && answer.status() != CONFLICT) {
            throw new ProblemException(DockerProblems.noBridge(answer.text()));
        }
    }

    private static void check(JsonNode network) {
        String driver = network.path("Driver").asString("");
        if (!driver.equals("bridge")) {
            throw new ProblemException(DockerProblems.networkDiffers("Driver", driver));
        }
        String apart = network.path("Options").path(APART).asString("true");
        if (!apart.equals("false")) {
            throw new ProblemException(DockerProblems.networkDiffers(APART, apart));
        }
    }
}
