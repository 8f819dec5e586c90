package io.fairlead.checks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.Conversation;
import io.fairlead.wire.client.ServerUnreachable;
import io.fairlead.wire.terminal.AttachRequest;
import io.fairlead.wire.terminal.ExecRequest;
import io.fairlead.wire.terminal.Message;
import io.fairlead.wire.terminal.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Further commands and terminals in sessions and jobs, on a real engine. */
@Timeout(180)
class TerminalIT {
    private static final int LOOKS = 20;

    private static ServerUnderTest server;
    private static String session;

    @BeforeAll
    static void open() throws Exception {
        server = ServerUnderTest.docker().start();
        session = server.submit(Work.session("bench"));
        server.running(session);
    }

    @AfterAll
    static void close() throws Exception {
        server.close();
    }

    /** What a conversation came to. */
    private record Came(String out, String err, Optional<Integer> code, List<String> troubles) {}

    private static ExecRequest shell(String script, boolean input) {
        return new ExecRequest(
                List.of("/bin/sh", "-c", script), false, input, Optional.empty(), Map.of(), Optional.empty(), false);
    }

    private static ExecRequest terminal(Optional<TerminalSize> size) {
        return new ExecRequest(List.of(), true, true, size, Map.of("HELLO", "there"), Optional.empty(), false);
    }

    private static Came rest(Conversation talk) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Optional<Integer> code = Optional.empty();
        List<String> troubles = new ArrayList<>();
        for (Optional<Message> next = talk.receive(); next.isPresent(); next = talk.receive()) {
            switch (next.get()) {
                case Message.Output(byte[] bytes) -> out.writeBytes(bytes);
                case Message.Errors(byte[] bytes) -> err.writeBytes(bytes);
                case Message.Ended(int how) -> code = Optional.of(how);
                case Message.Trouble(Finding why) -> troubles.add(why.code());
                default -> assertThat(next.get()).isEqualTo(new Message.Started());
            }
        }
        return new Came(out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), code, troubles);
    }

    private static Came came(ExecRequest request, String input) throws Exception {
        return server.ask(client -> {
            try (Conversation talk = client.exec(session, request)) {
                if (request.input()) {
                    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
                    talk.input(bytes, bytes.length);
                    talk.send(new Message.InputEnd());
                }
                return rest(talk);
            }
        });
    }

    /** Reads until the screen shows this. */
    private static String until(Conversation talk, StringBuilder screen, String wished) throws Exception {
        while (screen.indexOf(wished) < 0) {
            if (talk.receive().orElseThrow() instanceof Message.Output(byte[] bytes)) {
                screen.append(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return screen.toString();
    }

    private static void type(Conversation talk, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        talk.input(bytes, bytes.length);
    }

    private static String processes() throws Exception {
        return came(shell("ps -o args", false), "").out();
    }

    /** What was begun and left is there a moment later: its answer does not wait for its first look around. */
    private static String processesWith(String wished) throws Exception {
        String shown = processes();
        for (int i = 0; i < LOOKS && !shown.contains(wished); i++) {
            shown = processes();
        }
        return shown;
    }

    @Test
    void a_command_runs_as_the_jobs_user_and_its_output_errors_and_code_are_its_own() throws Exception {
        Came came = came(shell("id -u; id -G; pwd; echo $HOME $FAIRLEAD_JOB_ID; echo no >&2; exit 7", false), "");

        assertThat(came.out()).isEqualTo("65534\n65534\n/\n/home/nobody " + session + "\n");
        assertThat(came.err()).isEqualTo("no\n");
        assertThat(came.code()).contains(7);
    }

    @Test
    void it_gets_no_more_rights_than_the_job_has() throws Exception {
        Came came = came(shell("grep -E 'CapEff|NoNewPrivs|Seccomp:' /proc/self/status | tr -d '\\t'", false), "");

        assertThat(came.out()).contains("CapEff:0000000000000000", "NoNewPrivs:1", "Seccomp:2");
    }

    @Test
    void input_of_any_bytes_arrives_whole_and_its_end_is_seen_while_output_still_comes() throws Exception {
        String sent = "ä\0\r\n\u0010\u0011".repeat(40_000);

        Came came = came(shell("cat; echo; sleep 0.2; echo after", true), sent);

        assertThat(came.out()).isEqualTo(sent + "\nafter\n");
        assertThat(came.code()).contains(0);
    }

    @Test
    void a_command_ended_by_a_signal_says_so_as_a_shell_would() throws Exception {
        assertThat(came(shell("kill -9 $$", false), "").code()).contains(137);
        assertThat(came(
                                new ExecRequest(
                                        List.of("no-such-program"),
                                        false,
                                        false,
                                        Optional.empty(),
                                        Map.of(),
                                        Optional.empty(),
                                        false),
                                "")
                        .troubles())
                .containsExactly("E-COMMAND-NOT-FOUND");
    }

    @Test
    void a_terminal_has_its_size_and_hears_of_another_and_says_what_is_typed() throws Exception {
        server.ask(client -> {
            try (Conversation talk = client.exec(session, terminal(Optional.of(new TerminalSize(33, 99))))) {
                StringBuilder screen = new StringBuilder();
                assertThat(until(talk, screen, "$ ")).contains("nobody@bench:/");
                type(talk, "stty size < /dev/tty; echo $HELLO $TERM; echo first-\"\"end\r");
                assertThat(until(talk, screen, "first-end")).contains("33 99", "there xterm");
                talk.send(new Message.Resize(new TerminalSize(40, 120)));
                talk.send(new Message.Resize(new TerminalSize(0, 0)));
                type(talk, "stty size < /dev/tty; echo second-\"\"end\r");
                assertThat(until(talk, screen, "second-end")).contains("40 120");
                type(talk, "sh -c 'echo in-\"\"it; exec sleep 1000'\r");
                until(talk, screen, "in-it");
                screen.setLength(0);
                type(talk, "\u0003");
                until(talk, screen, "$ ");
                type(talk, "exit 5\r");
                assertThat(rest(talk).code()).contains(5);
            }
            return true;
        });
    }

    @Test
    void a_signal_reaches_a_command_without_a_terminal() throws Exception {
        Came came = server.ask(client -> {
            ExecRequest request = shell("trap 'echo got; exit 3' INT; echo on; while :; do sleep 0.1; done", false);
            try (Conversation talk = client.exec(session, request)) {
                until(talk, new StringBuilder(), "on");
                talk.send(new Message.Signal("SIGINT"));
                return rest(talk);
            }
        });

        assertThat(came.out()).isEqualTo("got\n");
        assertThat(came.code()).contains(3);
    }

    @Test
    void nothing_of_a_client_that_is_gone_goes_on_but_the_session() throws Exception {
        server.ask(client -> {
            try (Conversation talk = client.exec(session, terminal(Optional.empty()))) {
                StringBuilder screen = new StringBuilder();
                until(talk, screen, "$ ");
                type(talk, "setsid sleep 4711 & (trap '' HUP TERM; exec sleep 4712) & echo on-\"\"it\r");
                until(talk, screen, "on-it");
            }
            return true;
        });

        Until.holds(
                "what it started has ended",
                TerminalIT::processes,
                it -> !it.contains("sleep 4711") && !it.contains("sleep 4712"));
        assertThat(processes()).contains("fairlead-hold open");
        assertThat(server.job(session).job().state()).isEqualTo("RUNNING");
    }

    @Test
    void what_a_client_leaves_on_purpose_goes_on() throws Exception {
        server.ask(client -> {
            try (Conversation talk = client.exec(session, shell("echo on; exec sleep 4713", false))) {
                until(talk, new StringBuilder(), "on");
                talk.send(new Message.Leave());
                return rest(talk);
            }
        });
        came(
                new ExecRequest(
                        List.of("sleep", "4714"), false, false, Optional.empty(), Map.of(), Optional.empty(), true),
                "");

        assertThat(processesWith("sleep 4714")).contains("sleep 4713", "sleep 4714");
    }

    @Test
    void to_anybody_else_the_session_is_not_there() throws Exception {
        for (String name : List.of(session, "bench")) {
            assertThatThrownBy(() -> server.askAs(Person.DAEMON, client -> client.exec(name, shell("id", false))))
                    .isInstanceOfSatisfying(
                            ApiRefusal.class,
                            refusal -> assertThat(refusal.problem().status()).isEqualTo(404));
        }
        assertThat(server.askAs(Person.NOBODY, client -> client.job("bench"))
                        .job()
                        .id())
                .isEqualTo(session);
    }

    @Test
    void a_name_is_one_live_session_alone() {
        assertThatThrownBy(() -> server.submit(Work.session("bench")))
                .isInstanceOfSatisfying(
                        ApiRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("E-SESSION-NAME-TAKEN"));
    }

    @Test
    void in_a_job_that_does_not_run_nothing_is_opened() throws Exception {
        String ended = server.submit(Work.shell("true"));
        server.over(ended);

        assertThatThrownBy(() -> server.ask(client -> client.exec(ended, shell("id", false))))
                .isInstanceOfSatisfying(
                        ApiRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("E-JOB-NOT-RUNNING"));
    }

    @Test
    void a_job_that_reads_its_input_is_typed_to_and_its_first_words_are_there() throws Exception {
        String job = server.submit(Work.shell("printf 'what? '; read answer; echo \"it is $answer\"; cat; exit 4")
                .docker("\"stdin\": true"));
        server.running(job);
        String[] said = new String[1];
        server.ask(client -> {
            try (Conversation talk = client.attach(job, new AttachRequest(true, Optional.empty(), false))) {
                StringBuilder screen = new StringBuilder();
                until(talk, screen, "what? ");
                type(talk, "this\n");
                until(talk, screen, "it is this");
                type(talk, "more");
                talk.send(new Message.InputEnd());
                said[0] = screen + rest(talk).out();
            }
            return true;
        });

        assertThat(said[0]).isEqualTo("what? it is this\nmore");
        assertThat(server.over(job).job().exitCode()).contains(4);
    }

    @Test
    void a_job_bound_to_its_client_is_cancelled_with_it_and_any_other_goes_on() throws Exception {
        for (boolean bound : List.of(true, false)) {
            String job = server.submit(Work.shell("echo on; cat; sleep 1000").docker("\"stdin\": true, \"tty\": true"));
            server.running(job);
            server.ask(client -> {
                try (Conversation talk = client.attach(job, new AttachRequest(true, Optional.empty(), bound))) {
                    until(talk, new StringBuilder(), "on");
                }
                return true;
            });
            if (bound) {
                assertThat(server.over(job).job().state()).isEqualTo("CANCELLED");
            } else {
                assertThat(server.job(job).job().stopping()).isFalse();
                server.ask(client -> client.cancel(job));
                server.over(job);
            }
        }
    }

    @Test
    void a_session_outlives_its_server_and_an_open_shell_ends_with_a_clear_word() throws Exception {
        try (ServerUnderTest own = ServerUnderTest.docker().start()) {
            String id = own.submit(Work.session("kept"));
            own.running(id);
            try (ApiClient client = own.client();
                    Conversation talk = client.exec(id, shell("echo on; exec sleep 4715", false))) {
                until(talk, new StringBuilder(), "on");
                own.stop();
                assertThat(rest(talk).troubles()).containsExactly("E-TERMINAL-SERVER-STOPS");
            }
            own.start();
            own.running(id);
            try (ApiClient client = own.client();
                    Conversation talk = client.exec(id, shell("echo on; exec sleep 4716", false))) {
                until(talk, new StringBuilder(), "on");
                own.kill();
                assertThatThrownBy(() -> rest(talk)).isInstanceOf(ServerUnreachable.class);
            }
            own.start();
            JobDetail running = own.running(id);

            Until.holds(
                    "the next server ends what the one before had started",
                    () -> Docker.cli("top", ServerUnderTest.container(running), "-eo", "pid,args"),
                    it -> !it.contains("sleep 471"));
            own.ask(client -> client.retire(id));
            JobDetail over = own.over(id);
            assertThat(over.job().state()).isEqualTo("FINISHED");
            assertThat(over.job().reason().orElseThrow().code()).isEqualTo("E-RETIRED");
        }
    }

    @Test
    void a_shell_in_a_session_that_is_retired_ends_with_it() throws Exception {
        String id = server.submit(Work.session("short"));
        server.running(id);
        Came came = server.ask(client -> {
            try (Conversation talk = client.exec(id, shell("echo on; exec sleep 1000", false))) {
                until(talk, new StringBuilder(), "on");
                client.retire(id);
                return rest(talk);
            }
        });
        JobDetail over = server.over(id);

        assertThat(came.code().filter(code -> code < 128)).isEmpty();
        assertThat(over.job().state()).isEqualTo("FINISHED");
    }
}
