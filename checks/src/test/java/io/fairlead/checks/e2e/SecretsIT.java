package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.SecretList.SecretView;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.SubmitOptions;
import io.fairlead.wire.json.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Secrets reach the job of their owner, and nothing else: a value that was never seen before is looked for everywhere. */
@Timeout(120)
class SecretsIT {
    private static final String JOB = """
            {"name": "s", "request": {
              "resources": {"cpus": 0.1, "gpus": 0, "cpuMemoryGb": 0.06},
              "docker": {"image": "fairlead/test-busybox:1", "command": ["/bin/sh", "-c", "SCRIPT"],
                "secrets": {SECRETS}}}}
            """;

    private static final String SCRIPT = "echo length=${#V}; test \\\"$(cat $F)\\\" = \\\"$V\\\" && echo same;"
            + " echo $F $(stat -c '%a %u' $F) $(grep \\\" $F \\\" /proc/mounts | cut -d' ' -f3);"
            + " echo parent $(stat -c %u $(dirname $F)); while :; do sleep 0.1; done";

    private final String canary = "canary-" + Long.toHexString(new Random().nextLong());
    private ServerUnderTest server;

    @BeforeEach
    void start() throws Exception {
        server = ServerUnderTest.docker().start();
        server.askAs(Person.NOBODY, client -> client.setSecret("my.key", canary.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static byte[] job(String script, String secrets) {
        return JOB.replace("SCRIPT", script).replace("SECRETS", secrets).getBytes(StandardCharsets.UTF_8);
    }

    private String submit(byte[] job) throws Exception {
        return server.ask(client -> client.submit(job, SubmitOptions.PLAIN.as(Person.NOBODY.name())))
                .id();
    }

    private ApiRefusal refusal(ServerUnderTest.Question<?> question) {
        return catchThrowableOfType(ApiRefusal.class, () -> server.askAs(Person.NOBODY, question));
    }

    /** Files of the server with the value in them. */
    private String found() throws Exception {
        return Docker.shell("grep -ral -- " + canary + " " + server.folder() + " 2> /dev/null || true");
    }

    @Test
    void both_forms_reach_the_job_and_the_value_is_nowhere_else() throws Exception {
        String id = submit(job(
                SCRIPT,
                "\"V\": \"my.key\", \"F\": {\"name\": \"my.key\", \"file\": \"/home/nobody/.config/tool/key\"}"));
        server.running(id);
        Until.holds("it says so", () -> server.log(id), text -> text.contains("parent"));

        assertThat(server.log(id))
                .contains(
                        "length=" + canary.length() + "\n",
                        "same\n",
                        "/home/nobody/.config/tool/key 400 " + Person.NOBODY.uid() + " tmpfs\n",
                        "parent " + Person.NOBODY.uid() + "\n");
        assertThat(found()).isEmpty();
        ApiRefusal used = refusal(client -> client.deleteSecret("my.key"));
        assertThat(used.code()).isEqualTo("E-SECRET-IN-USE");
        assertThat(used.problem().detail()).contains(id);

        server.ask(client -> client.cancel(id));
        JobDetail job = server.over(id);
        assertThat(new String(RecordJson.write(job), StandardCharsets.UTF_8))
                .contains("my.key")
                .doesNotContain(canary);
        assertThat(server.events(id).toString()).doesNotContain(canary);
        assertThat(new String(server.ask(client -> client.source(id)), StandardCharsets.UTF_8))
                .doesNotContain(canary);
        assertThat(server.said()).doesNotContain(canary);
        assertThat(found()).isEmpty();
        Until.holds("its files are gone", server::leftovers, List::isEmpty);

        server.stop();
        server.start();
        assertThat(server.askAs(Person.NOBODY, client -> client.secrets()).secrets())
                .extracting(SecretView::name)
                .containsExactly("my.key");
        server.askAs(Person.NOBODY, client -> client.deleteSecret("my.key"));
        assertThat(server.askAs(Person.NOBODY, client -> client.secrets()).secrets())
                .isEmpty();
    }

    @Test
    void the_engine_shows_of_a_file_where_it_is_and_not_what_is_in_it() throws Exception {
        String id = submit(
                job("while :; do sleep 0.1; done", "\"F\": {\"name\": \"my.key\", \"file\": \"/run/secrets/key\"}"));
        String container = ServerUnderTest.container(server.running(id));

        assertThat(Docker.cli("inspect", container))
                .contains("/run/secrets/key")
                .doesNotContain(canary);
        assertThat(Docker.shell("grep -ral -- " + canary + " $(docker info --format '{{.DockerRootDir}}')/containers/"
                        + "$(docker inspect --format '{{.Id}}' " + container + ") || true"))
                .isEmpty();
        assertThat(Docker.cli("exec", container, "cat", "/run/secrets/key")).isEqualTo(canary);
        server.ask(client -> client.cancel(id));
        server.over(id);
    }

    @Test
    void a_secret_that_its_owner_does_not_keep_is_refused_whoever_else_keeps_it() throws Exception {
        server.askAs(Person.DAEMON, client -> client.setSecret("theirs", "x".getBytes(StandardCharsets.UTF_8)));

        ApiRefusal slip = refusal(client -> client.submit(
                job("true", "\"A\": \"my.kye\", \"B\": \"theirs\", \"C\": \"my.key\""), SubmitOptions.PLAIN));

        assertThat(slip.problem().errors())
                .extracting(Finding::code, Finding::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("E-SECRET-UNKNOWN", "request.docker.secrets.A"),
                        org.assertj.core.groups.Tuple.tuple("E-SECRET-UNKNOWN", "request.docker.secrets.B"));
        assertThat(slip.problem().errors().getFirst().message()).contains("did you mean my.key?");
        assertThat(slip.problem().errors().getFirst().fix()).isEqualTo("fairlead secret set my.kye");
        assertThat(refusal(client -> client.deleteSecret("theirs")).code()).isEqualTo("E-NO-SECRET");
        assertThat(server.askAs(Person.NOBODY, client -> client.secrets()).secrets())
                .extracting(SecretView::name)
                .containsExactly("my.key");
    }
}
