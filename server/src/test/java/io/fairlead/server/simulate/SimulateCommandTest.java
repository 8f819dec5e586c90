package io.fairlead.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private String nodes = "";
    private String jobs = "";
    private String log = "";

    @BeforeEach
    void traces() throws IOException {
        nodes = Files.writeString(folder.resolve("nodes.csv"), "sn,cpu_milli,memory_mib,gpu,model\na,8000,16384,2,T4\n")
                .toString();
        jobs = Files.writeString(
                        folder.resolve("jobs.csv"),
                        "name,cpu_milli,memory_mib,num_gpu,gpu_milli\nt1,1000,1024,1,1000\nt2,1000,1024,1,500\n")
                .toString();
        log = Files.writeString(
                        folder.resolve("log.swf"),
                        "; a log\n1 0 -1 100 2 -1 -1 2 200 -1 1 1 1 -1 -1 -1 -1 -1\n"
                                + "2 10 -1 50 4 -1 -1 4 60 -1 1 2 1 -1 -1 -1 -1 -1\n")
                .toString();
    }

    private int run(String... words) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    @Test
    void packing_is_told_in_a_table_with_progress_beside_it() {
        assertThat(run("--nodes", nodes, "--jobs", jobs, "--seeds", "1,2")).isZero();

        assertThat(out.toString()).contains("GPUs allocated at the end").contains("100 %");
        assertThat(err.toString()).isEqualTo("seed 1 done\nseed 2 done\n");
    }

    @Test
    void packing_is_one_object_with_the_documented_names_for_programs() {
        assertThat(run("--nodes", nodes, "--jobs", jobs, "--policy", "fragmentation", "-o", "json"))
                .isZero();

        assertThat(out.toString())
                .startsWith(
                        "{\"policy\":\"fragmentation\",\"nodes\":1,\"gpus\":2,\"tasks\":2,\"seeds\":[42,43,44],\"arrive\":1.3,")
                .contains("\"gpuAllocationPercent\":", "\"perSeed\":[", "\"gpuAllocationPercentAt\":{\"80\":")
                .contains(
                        "\"fragmentedGpuPercent\":",
                        "\"placed\":",
                        "\"dropped\":",
                        "\"placementsPerSecond\":",
                        "\"seconds\":");
    }

    @Test
    void queueing_is_one_object_with_the_documented_names_for_programs() {
        assertThat(run("--swf", log, "--processors", "4", "-o", "json")).isZero();

        assertThat(out.toString())
                .contains("\"policy\":\"default\",\"processors\":4,\"predict\":\"history\"")
                .contains("\"filter\":{\"read\":2,\"tooLarge\":0,\"withoutRun\":0,\"cut\":0}")
                .contains("\"reservations\":1,\"lateReservations\":0,\"revokedReservations\":0")
                .contains("\"startErrorJobs\":1,\"startErrorMedianSeconds\":100");
    }

    @Test
    void what_does_not_go_together_is_refused_with_what_there_is() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--nodes", nodes)).isEqualTo(2);
        assertThat(run("--swf", log)).isEqualTo(2);
        assertThat(run("--swf", log, "--processors", "4", "--policy", "eazy")).isEqualTo(2);
        assertThat(run("--swf", log, "--processors", "4", "--backfill", "strict"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("give --nodes and --jobs for packing, or --swf and --processors for queueing")
                .contains("--nodes and --jobs belong together")
                .contains("--processors is needed with --swf, 1 or more")
                .contains(
                        "--policy is eazy: there are fcfs, sjf, wfp3, unicep, f1, easy, easy-sjbf, conservative, default")
                .contains("--backfill strict does not go with default, which has its own backfilling");
    }

    @Test
    void packing_is_drawn_as_what_is_allocated_against_what_was_asked_for() throws IOException {
        Path picture = folder.resolve("packing.svg");
        assertThat(run("--nodes", nodes, "--jobs", jobs, "--seeds", "1", "--svg", picture.toString()))
                .isZero();

        assertThat(Files.readString(picture)).contains("Packing by default, 2 GPUs, mean of seeds [1]", "fragmented");
        assertThat(out.toString()).contains("GPUs allocated at the end");
    }

    @Test
    void queueing_is_drawn_as_jobs_that_wait_and_processors_that_are_used() throws IOException {
        Path picture = folder.resolve("queueing.svg");
        assertThat(run("--swf", log, "--processors", "4", "--svg", picture.toString()))
                .isZero();

        assertThat(Files.readString(picture))
                .contains("default on log.swf, 4 processors", "jobs waiting", "processors used, %");
    }

    @Test
    void sequences_that_begin_on_empty_machines_have_no_common_time_to_draw() {
        assertThat(run(
                        "--swf",
                        log,
                        "--processors",
                        "4",
                        "--windows",
                        log,
                        "--svg",
                        folder.resolve("x").toString()))
                .isEqualTo(2);
    }
}
