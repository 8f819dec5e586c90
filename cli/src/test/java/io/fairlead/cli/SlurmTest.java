package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.wire.api.ActionResponse;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.api.NodeList;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.SubmitResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under the names of Slurm's commands. */
final class SlurmTest {
    @TempDir
    Path folder;

    private final Typed typed = new Typed();

    @BeforeEach
    void somebody() {
        typed.environment.put("HOME", folder.toString());
        typed.environment.put("PWD", folder.toString());
        typed.environment.put("USER", "alice");
    }

    private static JobSummary job(String state, Optional<Integer> exit) {
        return Samples.summary(Samples.ID, "container-demo", state, Optional.empty(), exit);
    }

    private FakeServer server() {
        return new FakeServer(typed.socket)
                .on(Route.SUBMIT, new SubmitResponse(Samples.ID, "x", "QUEUED", List.of(), false))
                .on(Route.JOB, Samples.detail("RUNNING", Optional.empty(), "", Optional.empty()))
                .on(Route.JOBS, new JobList(List.of(job("RUNNING", Optional.empty())), List.of(), Optional.empty()));
    }

    private String script(String text) throws IOException {
        return Files.writeString(folder.resolve("job.sh"), text).toString();
    }

    @Test
    void sbatch_says_the_number_of_the_job_and_sends_a_definition_of_its_dialect() throws IOException {
        try (var server = server()) {
            int code = typed.calledAs("sbatch").run("-J", "demo", script("#!/bin/sh\napptainer exec a.sif true\n"));

            assertThat(code).isZero();
            assertThat(typed.out()).isEqualTo("Submitted batch job 17\n");
            assertThat(typed.err()).contains("[N-SLURM-TMP]");
            FakeServer.Asked asked = server.asked(Route.SUBMIT).getFirst();
            assertThat(asked.query()).containsEntry("dialect", "slurm");
            assertThat(asked.body()).contains("\"name\":\"demo\"", "\"image\":\"" + folder + "/a.sif\"");
        }
    }

    @Test
    void a_number_after_which_a_job_is_to_start_is_looked_up_and_sent_as_the_id() throws IOException {
        try (var server = server()) {
            int code = typed.calledAs("sbatch")
                    .run("--parsable", "-d", "afterok:17", script("#!/bin/sh\napptainer exec a.sif true\n"));

            assertThat(code).isZero();
            assertThat(server.asked(Route.SUBMIT).getFirst().body())
                    .contains("\"dependsOn\":[{\"job\":\"" + Samples.ID + "\",\"on\":\"succeeded\"}]");
        }
    }

    @Test
    void sbatch_reads_standard_input_and_prints_the_number_alone_where_it_is_asked_to() {
        try (var server = server()) {
            int code = typed.calledAs("sbatch")
                    .piped("#!/bin/sh\napptainer exec a.sif true\n")
                    .run("--parsable", "-Q");

            assertThat(code).isZero();
            assertThat(typed.out()).isEqualTo("17\n");
            assertThat(typed.err()).isEmpty();
            assertThat(server.asked(Route.SUBMIT)).hasSize(1);
        }
    }

    @Test
    void a_wrong_script_is_refused_with_its_line_and_nothing_is_sent() throws IOException {
        try (var server = server()) {
            int code = typed.calledAs("sbatch").run(script("#!/bin/sh\n#SBATCH --tiem=5\napptainer exec a.sif true\n"));

            assertThat(code).isEqualTo(2);
            assertThat(typed.err()).contains("job.sh:2:9", "--tiem", "did you mean --time?");
            assertThat(server.asked(Route.SUBMIT)).isEmpty();
        }
    }

    @Test
    void squeue_has_the_columns_that_people_know() {
        try (var server = server()) {
            assertThat(typed.calledAs("squeue").run()).isZero();
            assertThat(typed.out()).isEqualTo("""
                                 JOBID PARTITION     NAME     USER ST       TIME  NODES NODELIST(REASON)
                                    17  fairlead containe    alice  R       3:20      1 dgx1
                    """);
            assertThat(typed.calledAs("squeue").run("-h", "-o", "%i|%T|%M", "--me"))
                    .isZero();
            assertThat(typed.out()).isEqualTo("17|RUNNING|3:20\n");
            assertThat(typed.calledAs("squeue").run("-h", "-t", "PD")).isZero();
            assertThat(typed.out()).isEmpty();
            assertThat(typed.calledAs("squeue").run("-h", "-t", "RUNING")).isEqualTo(2);
            assertThat(typed.err()).contains("RUNING", "RUNNING");
            assertThat(typed.calledAs("squeue").run("-h", "--stats", "R")).isEqualTo(2);
            assertThat(typed.err()).contains("--stats", "did you mean --states?");
            assertThat(server.asked(Route.JOBS)).isNotEmpty();
        }
    }

    private static JobSummary member(String id, String state, ArrayView array) {
        JobSummary job = Samples.summary(id, "sweep", state, Optional.empty(), Optional.empty());
        return Samples.of(job, array);
    }

    @Test
    void of_an_array_those_that_wait_are_one_line_and_the_others_one_each() {
        var whole = new ArrayView(
                Samples.ID,
                Optional.of(17L),
                6,
                Optional.of(2),
                Optional.empty(),
                List.of(new ArrayView.Share("QUEUED", 4, "2-5"), new ArrayView.Share("RUNNING", 1, "1")));
        var one = new ArrayView(Samples.ID, Optional.of(17L), 6, Optional.of(2), Optional.of(1), List.of());
        try (var server = new FakeServer(typed.socket).on(Route.JOBS, (asked, reply) -> {
            boolean members = asked.query().containsKey("members");
            boolean waiting = members && asked.query().get("state").equals("pending");
            JobSummary job = members
                    ? member(Samples.ID + ".1", waiting ? "QUEUED" : "RUNNING", one)
                    : member(Samples.ID, "RUNNING", whole);
            reply.json(200, new JobList(List.of(job), List.of(), Optional.empty()));
        })) {
            assertThat(typed.calledAs("squeue").run("-h", "-o", "%i|%t|%F|%K")).isZero();
            assertThat(typed.out()).isEqualTo("17_1|R|17|1\n17_[2-5%2]|PD|17|[2-5%2]\n");
            assertThat(server.asked(Route.JOBS).get(1).query()).containsEntry("members", Samples.ID);
        }
    }

    @Test
    void a_member_is_named_by_the_number_of_its_array_and_its_index() {
        try (var server = server().on(Route.CANCEL, new ActionResponse(Samples.ID, "x", "RUNNING", "asked", "asked"))) {
            assertThat(typed.calledAs("scancel").run("17_3,18")).isZero();
            assertThat(server.asked(Route.CANCEL))
                    .extracting(FakeServer.Asked::job)
                    .containsExactly("_17_3", "_18");
        }
    }

    @Test
    void a_number_is_asked_for_as_one() {
        try (var server = server().on(Route.CANCEL, new ActionResponse(Samples.ID, "x", "RUNNING", "asked", "asked"))) {
            assertThat(typed.calledAs("squeue").run("-h", "-j", "17")).isZero();
            assertThat(server.asked(Route.JOB).getFirst().job()).isEqualTo("_17");
            assertThat(typed.calledAs("scancel").run("17")).isZero();
            assertThat(typed.out() + typed.err()).isEmpty();
            assertThat(server.asked(Route.CANCEL).getFirst().job()).isEqualTo("_17");
            assertThat(typed.calledAs("scancel").run()).isEqualTo(2);
        }
    }

    @Test
    void sacct_shows_the_code_and_cuts_names_as_it_does_there() {
        try (var server = new FakeServer(typed.socket)
                .on(Route.JOBS, new JobList(List.of(job("FAILED", Optional.of(7))), List.of(), Optional.empty()))) {
            assertThat(typed.calledAs("sacct").run()).isZero();
            assertThat(typed.out())
                    .isEqualTo(String.join(
                            " \n",
                            "JobID           JobName  Partition    Account  AllocCPUS      State ExitCode",
                            "------------ ---------- ---------- ---------- ---------- ---------- --------",
                            "17           container+   fairlead     vision          4     FAILED      7:0",
                            ""));
            assertThat(typed.calledAs("sacct").run("-n", "-P", "-o", "jobid,State%20,elapsed"))
                    .isZero();
            assertThat(typed.out()).isEqualTo("17|FAILED|00:03:10\n");
            assertThat(typed.calledAs("sacct").run("-o", "Stat")).isEqualTo(2);
            assertThat(typed.err()).contains("Stat", "State");
            assertThat(server.asked(Route.JOBS)).hasSize(2);
        }
    }

    @Test
    void sinfo_puts_machines_of_one_state_on_one_line() {
        NodeList nodes = new NodeList(List.of(node("a", "4"), node("b", "4"), node("c", "1")));
        try (var server = new FakeServer(typed.socket).on(Route.NODES, nodes)) {
            assertThat(typed.calledAs("sinfo").run()).isZero();
            assertThat(typed.out()).isEqualTo("""
                    PARTITION AVAIL  TIMELIMIT  NODES  STATE NODELIST
                    fairlead*    up   infinite      2   idle a,b
                    fairlead*    up   infinite      1    mix c
                    """);
            assertThat(server.asked(Route.NODES)).hasSize(1);
        }
    }

    @Test
    void sinfo_says_which_machines_are_set_aside_and_by_whom() {
        var drain = new NodeList.NodeView.DrainView(Samples.ago(3600), "anna", "new fans");
        NodeList nodes = new NodeList(
                List.of(node("a", "4"), aside(node("b", "4"), false, drain), aside(node("c", "1"), true, drain)));
        try (var server = new FakeServer(typed.socket).on(Route.NODES, nodes)) {
            assertThat(typed.calledAs("sinfo").run()).isZero();
            assertThat(typed.out()).isEqualTo("""
                    PARTITION AVAIL  TIMELIMIT  NODES  STATE NODELIST
                    fairlead*    up   infinite      1  drain b
                    fairlead*    up   infinite      1   drng c
                    fairlead*    up   infinite      1   idle a
                    """);
            typed.calledAs("sinfo").run("-R", "-h", "-o", "%E|%u|%N");
            assertThat(typed.out()).isEqualTo("new fans|anna|b\nnew fans|anna|c\n");
            assertThat(server.asked(Route.NODES)).hasSize(2);
        }
    }

    private static NodeList.NodeView aside(NodeList.NodeView node, boolean busy, NodeList.NodeView.DrainView drain) {
        return new NodeList.NodeView(
                node.cluster(),
                node.node(),
                node.site(),
                node.cpus(),
                node.cpusFree(),
                node.memoryBytes(),
                node.memoryFreeBytes(),
                node.devices(),
                node.cuda(),
                node.features(),
                node.healthy(),
                node.outage(),
                busy,
                Optional.of(drain));
    }

    private static NodeList.NodeView node(String name, String free) {
        return new NodeList.NodeView(
                0,
                name,
                "local",
                new BigDecimal("4"),
                new BigDecimal(free),
                16L << 30,
                16L << 30,
                List.of(),
                Optional.empty(),
                List.of(),
                true,
                Optional.empty(),
                false,
                Optional.empty());
    }
}
