package io.fairlead.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.net.Request;
import io.fairlead.server.auth.Caller;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.Route;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every route for every kind of caller: the job is the owner's. A route without a row fails. */
class AuthorizationMatrixTest {
    private static final String JOB = "abcdefgh12";
    private static final List<Caller> CALLERS = List.of(OpenDoor.OWNER, OpenDoor.OTHER, OpenDoor.ADMIN, OpenDoor.HOST);

    private static OpenDoor door;

    /** Statuses in the order owner, other user, administrator, host. */
    private static Map<Route, List<Integer>> matrix() {
        Map<Route, List<Integer>> matrix = new EnumMap<>(Route.class);
        List<Integer> everybody = List.of(200, 200, 200, 200);
        List<Integer> ownersAndAdmins = List.of(200, 404, 200, 200);
        for (Route route : List.of(
                Route.JOB,
                Route.REMOVE,
                Route.CANCEL,
                Route.RETIRE,
                Route.HALT,
                Route.HOLD,
                Route.RELEASE,
                Route.WHY,
                Route.EVENTS,
                Route.LOGS,
                Route.DEFINITION,
                Route.LEFT,
                Route.LEFT_FILE,
                Route.RECORD,
                Route.SOURCE)) {
            matrix.put(route, ownersAndAdmins);
        }
        for (Route route : List.of(
                Route.CHECK,
                Route.IMAGES,
                Route.IMAGE_CONTEXT,
                Route.IMAGE_PRUNE,
                Route.IMAGE,
                Route.IMAGE_DELETE,
                Route.IMAGE_TAG,
                Route.JOBS,
                Route.SECRETS,
                Route.VOLUMES,
                Route.QUEUE,
                Route.NODES,
                Route.RESERVATIONS,
                Route.LIMITS,
                Route.STATS_STAGES,
                Route.STATUS,
                Route.VERSION,
                Route.SCHEMA,
                Route.OPENAPI,
                Route.NOOP)) {
            matrix.put(route, everybody);
        }
        matrix.put(Route.NODE_DRAIN, List.of(403, 403, 200, 200));
        matrix.put(Route.NODE_RESUME, List.of(403, 403, 200, 200));
        matrix.put(Route.RESERVATION_CREATE, List.of(403, 403, 201, 201));
        matrix.put(Route.RESERVATION_DELETE, List.of(403, 403, 200, 200));
        matrix.put(Route.VOLUME_CREATE, List.of(403, 403, 201, 201));
        matrix.put(Route.WHAT_IF, List.of(403, 403, 200, 200));
        matrix.put(Route.VOLUME_DELETE, List.of(403, 403, 200, 200));
        matrix.put(Route.SECRET_SET, List.of(201, 201, 201, 201));
        matrix.put(Route.SECRET_DELETE, List.of(404, 404, 404, 404));
        // Without a WebSocket there is nothing to be had, once the caller may know of the job.
        matrix.put(Route.EXEC, List.of(400, 404, 400, 400));
        matrix.put(Route.ATTACH, List.of(400, 404, 400, 400));
        matrix.put(Route.SUBMIT, List.of(201, 201, 201, 201));
        // Whose rights it would run with is the house's business.
        matrix.put(Route.RERUN, List.of(201, 404, 201, 201));
        matrix.put(Route.IMAGE_MAKE, List.of(201, 201, 201, 201));
        matrix.put(Route.SHUTDOWN, List.of(403, 403, 403, 202));
        return matrix;
    }

    @BeforeAll
    static void open() throws Exception {
        door = new OpenDoor();
        door.house.add(SampleJobs.queued(JOB, OpenDoor.OWNER.uid(), "secret name"));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    @Test
    void every_route_has_a_row() {
        assertThat(matrix()).containsOnlyKeys(Route.values());
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void each_caller_gets_what_is_theirs(Route route) throws Exception {
        for (int i = 0; i < CALLERS.size(); i++) {
            Caller caller = CALLERS.get(i);
            door.house.asked.clear();

            var answer = door.ask(caller, request(route));

            assertThat(answer.status())
                    .as("%s by %s", route, caller)
                    .isEqualTo(matrix().get(route).get(i));
            if (answer.status() >= 400) {
                assertThat(door.house.asked).as("%s by %s", route, caller).isEmpty();
                assertThat(answer.text()).doesNotContain("secret name", "1001", JOB.toUpperCase());
            }
        }
    }

    @Test
    void only_administrators_ask_for_the_limits_of_others() throws Exception {
        for (Caller caller : List.of(OpenDoor.OWNER, OpenDoor.OTHER)) {
            var refused = door.get(caller, "/v1/limits?as=alice");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(OpenDoor.problem(refused).errors().getFirst().code()).isEqualTo("E-NOT-AN-ADMINISTRATOR");
        }
        for (Caller caller : List.of(OpenDoor.ADMIN, OpenDoor.HOST)) {
            assertThat(door.get(caller, "/v1/limits?as=alice").text()).contains("\"user\":\"alice\"");
        }
    }

    @Test
    void only_the_host_submits_as_somebody_else() throws Exception {
        for (Caller caller : List.of(OpenDoor.OWNER, OpenDoor.ADMIN)) {
            assertThat(door.ask(caller, submit("/v1/jobs?as=alice")).status()).isEqualTo(403);
        }
        assertThat(door.ask(OpenDoor.HOST, submit("/v1/jobs?as=alice")).status())
                .isEqualTo(201);
        assertThat(door.house.options.getLast().as()).contains("alice");
    }

    @Test
    void foreign_unknown_and_malformed_ids_get_the_same_answer() throws Exception {
        for (String id : List.of(JOB, "abcd", "zzzzzzzzzz", "zzzz", "abc", "18446744073709551616", "a%20b", "_")) {
            var answer = door.get(OpenDoor.OTHER, "/v1/jobs/" + id);
            var problem = OpenDoor.problem(answer);

            assertThat(answer.status()).as(id).isEqualTo(404);
            assertThat(problem.errors()).singleElement().satisfies(error -> {
                assertThat(error.code()).isEqualTo("E-JOB-NOT-FOUND");
                assertThat(error.arguments()).isEmpty();
            });
        }
    }

    @Test
    void a_number_leads_its_owner_to_the_job_and_nobody_else() throws Exception {
        String number = door.get(OpenDoor.OWNER, "/v1/jobs/" + JOB).text().replaceAll(".*\"number\":(\\d+).*", "$1");

        assertThat(door.get(OpenDoor.OWNER, "/v1/jobs/_" + number).text()).contains(JOB);
        for (Caller caller : List.of(OpenDoor.OTHER, OpenDoor.ADMIN, OpenDoor.HOST)) {
            assertThat(door.get(caller, "/v1/jobs/_" + number).status()).isEqualTo(404);
        }
        for (String wrong : List.of("_", "_x", "_0", "_99999999999999999999")) {
            assertThat(door.get(OpenDoor.OWNER, "/v1/jobs/" + wrong).status()).isEqualTo(404);
        }
    }

    @Test
    void lists_show_the_jobs_of_others_without_what_leads_to_them() throws Exception {
        String all = door.get(OpenDoor.OTHER, "/v1/jobs?scope=all").text();
        String named = door.get(OpenDoor.OTHER, "/v1/jobs?scope=all&name=secret%20name")
                .text();
        String mine = door.get(OpenDoor.OTHER, "/v1/jobs").text();

        assertThat(all).contains("\"others\":[{\"state\":\"QUEUED\"").doesNotContain(JOB, "secret name", "user1001");
        assertThat(named).contains("\"others\":[]").doesNotContain("secret name");
        assertThat(mine).isEqualTo("{\"jobs\":[],\"others\":[]}");
        assertThat(door.get(OpenDoor.ADMIN, "/v1/jobs?scope=all").text()).contains(JOB, "secret name");
    }

    private static Request request(Route route) {
        if (List.of(Route.SUBMIT, Route.CHECK, Route.NOOP, Route.IMAGE_MAKE, Route.IMAGE_CONTEXT)
                .contains(route)) {
            return submit(route.path());
        }
        if (route == Route.NODE_DRAIN || route == Route.NODE_RESUME) {
            return Request.of("POST", route.path())
                    .body("{\"node\":\"gpu1\",\"devices\":[]}".getBytes(StandardCharsets.UTF_8), Api.JSON);
        }
        if (route == Route.RESERVATION_CREATE) {
            String wish = "{\"name\":\"x\",\"whole\":false,\"gpus\":1,\"from\":\"2026-12-01T08:00:00Z\","
                    + "\"until\":\"2026-12-01T09:00:00Z\",\"users\":[],\"projects\":[],\"groups\":[],\"force\":false}";
            return Request.of("POST", route.path()).body(wish.getBytes(StandardCharsets.UTF_8), Api.JSON);
        }
        if (route == Route.VOLUME_CREATE) {
            return Request.of("POST", route.path())
                    .body("{\"name\":\"x\",\"root\":\"/x\"}".getBytes(StandardCharsets.UTF_8), Api.JSON);
        }
        if (route == Route.WHAT_IF) {
            return Request.of("POST", route.path())
                    .body("{\"set\":[\"limits.defaults.user.gpus=1\"]}".getBytes(StandardCharsets.UTF_8), Api.JSON);
        }
        String path = OpenDoor.sample(route, JOB);
        return route == Route.SECRET_SET
                ? Request.of(route.method(), path.replace("{secret}", "theirs")).body(new byte[] {'v'}, Api.BYTES)
                : Request.of(route.method(), path.replace("{secret}", "none").replace("{reservation}", "none"));
    }

    private static Request submit(String target) {
        return Request.of("POST", target).body("{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8), "application/json");
    }
}
