package io.fairlead.checks.e2e;

import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.SubmitOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** An array of two, seen from outside. */
final class Sweep {
    private static final String ARRAY = """
            {"name": "sweep", "project": "games", "request": {
              "resources": {"cpus": 0.1, "gpus": 0, "cpuMemoryGb": 0.06, "clusterId": 0},
              "docker": {"image": "fairlead/test-busybox:1",
                "command": "echo $FAIRLEAD_JOB_ID: $FAIRLEAD_ARRAY_INDEX of $FAIRLEAD_ARRAY_SIZE has $LR"},
              "scheduling": {"array": %s}}}
            """;

    private Sweep() {}

    /** Whether members with indexes and values of their own ran one after the other, each told what is its. */
    static Optional<String> failure(ServerUnderTest server, String account) throws Exception {
        String id = submit(
                server,
                account,
                "{\"indexes\": [4, 7], \"values\": [{\"LR\": \"0.1\"}, {\"LR\": 0.2}], \"maxParallel\": 1}");
        server.over(id);
        JobDetail first = server.over(id + ".4");
        JobDetail second = server.over(id + ".7");
        Instant begun = second.attempts().getFirst().times().assigned();
        Instant ended = first.attempts().getFirst().times().exited().orElseThrow();
        String logs = server.log(id + ".4") + server.log(id + ".7");
        boolean told = logs.equals(id + ".4: 4 of 2 has 0.1\n" + id + ".7: 7 of 2 has 0.2\n");
        return told && !begun.isBefore(ended)
                ? Optional.empty()
                : Optional.of("the second began at " + begun + ", the first ended at " + ended + ": " + logs);
    }

    /** Whether there are as many members as it says. */
    static Optional<String> failureOfSize(ServerUnderTest server, String account) throws Exception {
        String id = submit(server, account, "{\"size\": 2}");
        JobDetail over = server.over(id);
        String log = server.log(id + ".1");
        return log.equals(id + ".1: 1 of 2 has\n") ? Optional.empty() : Optional.of(over.job() + ": " + log);
    }

    /** Once: several keys show their effect in the same array. */
    private static String submit(ServerUnderTest server, String account, String array) throws Exception {
        byte[] text = ARRAY.formatted(array).getBytes(StandardCharsets.UTF_8);
        String key = "sweep-" + array.length();
        return server.ask(client ->
                        client.submit(text, SubmitOptions.PLAIN.as(account).withKey(key)))
                .id();
    }
}
