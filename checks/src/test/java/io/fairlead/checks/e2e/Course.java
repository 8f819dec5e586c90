package io.fairlead.checks.e2e;

import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.ReservationList.ReservationWish;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.SubmitOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A node that is reserved for one user. */
final class Course {
    private static final String JOB = """
            {"name": "course", "project": "games", "request": {
              "resources": {"cpus": 0.1, "gpus": 0, "cpuMemoryGb": 0.06, "clusterId": 0},
              "docker": {"image": "fairlead/test-busybox:1", "command": ["true"]},
              "scheduling": {"maxDuration": "5 minutes", "reservationIds": [%s]}}}
            """;

    private Course() {}

    /** Whether a job of the user's that names it runs there, and one that does not waits until it is deleted. */
    static Optional<String> failure(ServerUnderTest server, String account, String node) throws Exception {
        Instant now = Instant.now();
        ReservationWish wish = new ReservationWish(
                "course",
                Optional.of(node),
                true,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                now.plus(Duration.ofHours(1)),
                List.of(account),
                List.of(),
                List.of(),
                true);
        server.ask(client -> client.reserve(wish));
        String other = submit(server, account, "");
        Optional<String> why = server.ask(client -> client.why(other)).reason().map(Finding::code);
        String own = server.over(submit(server, account, "\"course\"")).job().state();
        server.ask(client -> client.unreserve("course"));
        String then = server.over(other).job().state();
        String again = again(server);
        return why.equals(Optional.of("E-RESERVED"))
                        && own.equals("FINISHED")
                        && then.equals("FINISHED")
                        && again.equals("404 E-NO-RESERVATION")
                ? Optional.empty()
                : Optional.of("the other waits for " + why + " and is " + then + ", the one that names it is " + own
                        + ", deleted again it is " + again);
    }

    /** What is said of one that is not there any more. */
    private static String again(ServerUnderTest server) throws Exception {
        try {
            return server.ask(client -> client.unreserve("course")).name() + " deleted";
        } catch (ApiRefusal e) {
            return e.problem().status() + " " + e.code();
        }
    }

    private static String submit(ServerUnderTest server, String account, String names) throws Exception {
        byte[] text = JOB.formatted(names).getBytes(StandardCharsets.UTF_8);
        return server.ask(client -> client.submit(text, SubmitOptions.PLAIN.as(account)))
                .id();
    }
}
