package io.fairlead.checks.e2e;

import io.fairlead.wire.api.AttemptView.StopView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.WhyView;
import io.fairlead.wire.client.SubmitOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a job gives up its place, seen from outside. */
final class GivingUp {
    /** Within the quota of its project, and not to be preempted. */
    private static final String WANTS_THE_GPU = """
            {"name": "sure of it", "project": "users", "request": {
              "resources": {"cpus": 0.1, "gpus": 1, "cpuMemoryGb": 0.06, "clusterId": 0},
              "docker": {"image": "fairlead/test-busybox:1", "command": ["true"]}}}
            """;

    private static final String SLEEPS = """
            {"name": "sleeps", "project": "games", "request": {
              "resources": {"cpus": 0.1, "gpus": 0, "cpuMemoryGb": 0.06, "clusterId": 0},
              "docker": {"image": "fairlead/test-busybox:1", "command": ["sleep", "60"]},
              "scheduling": {"allowHaltWithoutSignal": true, "gracePeriod": "1 hour"}}}
            """;

    private GivingUp() {}

    /** Whether a job that runs over a quota goes on in its minDuration, although another one is sure of its GPU. */
    static boolean isLeftAlone(ServerUnderTest server, String account, String running) throws Exception {
        String waits = submit(server, account, WANTS_THE_GPU);
        WhyView why = server.ask(client -> client.why(waits));
        WhyView other = server.ask(client -> client.why(running));
        server.ask(client -> client.cancel(waits));
        return codes(why).equals(List.of("E-NO-FREE-GPUS", "N-WITHIN-QUOTA"))
                && other.state().equals("RUNNING")
                && codes(other).contains("N-RUNS-OVER-QUOTA");
    }

    private static List<String> codes(WhyView why) {
        return Stream.concat(why.reason().stream(), why.notes().stream())
                .map(Finding::code)
                .toList();
    }

    /** Whether a halt kills without a signal before, whatever the grace period; and nothing of it is tried again. */
    static boolean isKilledAtOnce(ServerUnderTest server, String account) throws Exception {
        String id = submit(server, account, SLEEPS);
        server.running(id);
        server.ask(client -> client.halt(id));
        JobDetail over = server.over(id);
        Optional<StopView> stop = over.attempts().getLast().stop();
        return over.attempts().size() == 1
                && over.job().state().equals("FAILED")
                && over.job().reason().map(Finding::code).equals(Optional.of("E-HALTED"))
                && stop.filter(it -> it.signalledAt().isEmpty() && it.killedAt().isPresent())
                        .isPresent();
    }

    private static String submit(ServerUnderTest server, String account, String json) throws Exception {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return server.ask(client -> client.submit(bytes, SubmitOptions.PLAIN.as(account)))
                .id();
    }
}
