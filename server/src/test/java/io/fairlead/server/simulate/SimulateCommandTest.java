package io.fairlead.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Where and what, of the last run. */
    private final List<String> wrong = new ArrayList<>();

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
                .setExecutionExceptionHandler((failure, _, _) -> {
                    wrong.clear();
                    ((ProblemException) failure)
                            .problems()
                            .forEach(it -> wrong.add((it.path() + ": " + it.message()).replace(folder + "/", "")));
                    return 2;
                })
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
                .contains("\"policy\":\"default\",\"backfill\":\"none\",\"processors\":4,\"predict\":\"history\"")
                .contains("\"filter\":{\"read\":2,\"tooLarge\":0,\"withoutRun\":0,\"cut\":0}")
                .contains("\"reservations\":1,\"lateReservations\":0,\"revokedReservations\":0")
                .contains("\"startErrorJobs\":1,\"startErrorMedianSeconds\":100");
    }

    @Test
    void how_far_a_log_is_is_told_in_tenths_where_there_is_no_terminal() {
        assertThat(run("--swf", log, "--processors", "4")).isZero();

        assertThat(err.toString()).isEqualTo("50 % of the jobs have started\n100 % of the jobs have started\n");
    }

    @Test
    void on_a_terminal_one_line_is_written_anew_and_taken_away() {
        SoFar soFar = new SoFar(new PrintWriter(err), true);
        for (int i = 1; i <= 300; i++) {
            soFar.started(i, 300);
        }
        soFar.over();

        assertThat(err.toString())
                .startsWith("\r\u001b[K1 % of the jobs have started\r\u001b[K2 % of the jobs have started")
                .endsWith("\r\u001b[K100 % of the jobs have started\r\u001b[K")
                .doesNotContain("\n");
    }

    @Test
    void promises_made_of_predictions_stand_beside_the_servers_own() {
        assertThat(run("--swf", log, "--processors", "4", "--predictions-reserve"))
                .isZero();

        assertThat(out.toString())
                .containsPattern("promises made of +predictions, which is never the server's way")
                .containsPattern(
                        "the server's way, promises of limits +bounded slowdown, mean 1.9; promises, late 1, 0");
        assertThat(run("--swf", log, "--processors", "4", "--predictions-reserve", "-o", "json"))
                .isZero();
        assertThat(out.toString())
                .contains("\"byLimits\":{\"averageBoundedSlowdown\":1.9,\"reservations\":1,\"lateReservations\":0}");
    }

    @Test
    void all_that_is_wrong_with_flags_and_files_of_packing_is_told_together() throws IOException {
        Path tasks = Files.writeString(
                folder.resolve("wrong.csv"), "name,cpu_milli,memory_mib,num_gpu,gpu_milli\nt1,-1,1,1,1\n");
        assertThat(run(
                        "--nodes",
                        folder.resolve("none").toString(),
                        "--jobs",
                        tasks.toString(),
                        "--seeds=1,x",
                        "--arrive=-1",
                        "--policy=bestfit",
                        "--svg",
                        folder.resolve("none/x.svg").toString(),
                        "-o",
                        "xml",
                        "--processors=4",
                        "--sed=1"))
                .isEqualTo(2);

        assertThat(wrong)
                .containsExactly(
                        ": \"--sed\" is no flag of simulate",
                        "--output: \"xml\" is not one of table, json",
                        "--svg: none/x.svg cannot be written: there is no such file or folder",
                        "--seeds: \"1,x\" is not a list of whole numbers with commas between them",
                        "--arrive: \"-1\" is not a number above 0 and up to 10",
                        "--processors: is for queueing, and packing is asked for",
                        "--policy: \"bestfit\" is not one of random, best-fit, dot-product, packing, fragmentation, default",
                        "--nodes: none cannot be read: there is no such file or folder",
                        "--jobs: line 2 of wrong.csv: cpu_milli is -1, which is not a whole number from 0 to 1000000000000");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void all_that_is_wrong_with_flags_and_files_of_queueing_is_told_together() throws IOException {
        Path cutShort = Files.writeString(folder.resolve("short.swf"), "1 2 3\n");
        assertThat(run(
                        "--swf",
                        cutShort.toString(),
                        "--processors=0",
                        "--policy=eazy",
                        "--backfill=some",
                        "--predict=best",
                        "--windows",
                        cutShort.toString(),
                        "--svg",
                        folder.resolve("x.svg").toString(),
                        "--arrive=1"))
                .isEqualTo(2);

        assertThat(wrong)
                .containsExactly(
                        "--processors: \"0\" is not a whole number from 1 to 1000000000",
                        "--backfill: \"some\" is not one of none, strict",
                        "--predict: \"best\" is not one of requested, history, perfect",
                        "--arrive: is for packing, and queueing is asked for",
                        "--svg: does not go with --windows, which has no common time to draw",
                        "--policy: \"eazy\" is not one of fcfs, sjf, wfp3, unicep, f1, easy, easy-sjbf, conservative, default",
                        "--swf: line 1 of short.swf is no job: 18 numbers are needed, -1 for what is not known");
    }

    @Test
    void what_is_missing_or_does_not_go_together_is_refused() {
        assertThat(run()).isEqualTo(2);
        assertThat(wrong).containsExactly(": nothing to simulate is named");
        assertThat(run("--nodes", nodes)).isEqualTo(2);
        assertThat(wrong).containsExactly("--jobs: is missing: packing needs --nodes and --jobs");
        assertThat(run("--swf", log)).isEqualTo(2);
        assertThat(wrong).containsExactly("--processors: is missing: queueing needs --swf and --processors");
        assertThat(run("--swf", log, "--jobs", jobs)).isEqualTo(2);
        assertThat(wrong).containsExactly("--swf: asks for queueing, and --jobs for packing");
        assertThat(run("--swf", log, "--processors", "4", "--backfill", "strict"))
                .isEqualTo(2);
        assertThat(wrong)
                .containsExactly("--backfill: does not go with --policy default, which has its own backfilling");
        assertThat(run("--swf", log, "--processors", "4", "--windows", jobs)).isEqualTo(2);
        assertThat(wrong)
                .singleElement()
                .asString()
                .endsWith("where a sequence begins: the log has fewer jobs than one");
    }

    @Test
    void a_machine_without_gpus_is_nothing_to_pack() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.csv"), "sn,cpu_milli,memory_mib,gpu,model\na,1,1,0,\n");

        assertThat(run("--nodes", plain.toString(), "--jobs", jobs)).isEqualTo(2);

        assertThat(wrong).containsExactly("--nodes: plain.csv has no machine with a GPU");
    }

    @Test
    void what_changes_nothing_is_said() {
        assertThat(run("--nodes", nodes, "--jobs", jobs, "--policy", "random", "--histogram", "jobs"))
                .isZero();
        assertThat(err.toString()).contains("--histogram changes nothing with the policy random");
        assertThat(run(
                        "--swf",
                        log,
                        "--processors",
                        "4",
                        "--policy",
                        "f1",
                        "--predict=perfect",
                        "--predictions-reserve"))
                .isZero();
        assertThat(err.toString())
                .contains("--predict changes nothing with the policy f1")
                .contains("--predictions-reserve changes nothing with the policy f1");
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
}
