package io.fairlead.checks.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.checks.e2e.Docker;
import io.fairlead.checks.e2e.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slurm: srun, sbatch, and images of Apptainer. */
@Timeout(400)
class Story10SlurmWithContainersIT {
    private static final String[] PROGRAMS = {"srun", "sbatch", "squeue", "scancel", "sinfo", "sacct", "scontrol"};

    private static final String JOB = """
            #!/bin/bash
            #SBATCH --job-name=container-demo
            apptainer exec image.sif python train.py
            """;

    private static final String TRAIN = """
            import os, pathlib, sys
            print("python", ".".join(map(str, sys.version_info[:2])), "in", os.getcwd(), flush=True)
            print("job", os.environ["SLURM_JOB_ID"], os.environ["SLURM_JOB_NAME"], flush=True)
            pathlib.Path("result.txt").write_text("done")
            pathlib.Path("/tmp/mine").write_text("gone")
            """;

    @Test
    void srun_and_sbatch_with_an_image_of_apptainer() throws Exception {
        try (Story story = Story.begin(10, "Containers under Slurm's commands")) {
            story.server().start();
            story.programs(PROGRAMS);
            Somebody helen = story.person("helen", 0);
            Path image = own(helen, "image.sif");
            SifMaking.of("fairlead/python:3", image);
            Files.setAttribute(image, "unix:uid", (int) helen.uid());

            story.tell("`srun` runs one command in a SIF file and ends with its code. The file is imported once, by its"
                    + " digest, on a machine that has only Docker.");
            Said version = story.type(helen, "srun -Q apptainer exec image.sif python3 -V")
                    .well();
            assertThat(version.out()).startsWith("Python 3.");
            story.varies("(?<=error: )[^: ]+(?=: task)", "node");
            story.type(helen, "srun -Q apptainer exec image.sif python3 -c 'exit(7)'; echo $?");
            assertThat(story.quietly(helen, "srun -Q apptainer exec image.sif python3 -c 'exit(7)'")
                            .code())
                    .isEqualTo(7);

            story.tell("`sbatch` takes a script as it is. Its output appears in the folder it was submitted from.");
            story.file(helen, "job.sh", JOB);
            story.file(helen, "train.py", TRAIN);
            Said submitted = story.type(helen, "sbatch job.sh").well();
            assertThat(submitted.out()).matches("Submitted batch job \\d+\n");
            assertThat(submitted.err()).contains("/tmp").contains("N-SLURM-TMP");
            String number = number(submitted);
            finished(story, helen, number);
            Path output = helen.home().resolve("slurm-" + number + ".out");
            assertThat(Files.readString(output))
                    .contains("in " + helen.home())
                    .contains("job " + number + " container-demo");
            assertThat(Files.getAttribute(output, "unix:uid")).isEqualTo((int) helen.uid());
            assertThat(helen.home().resolve("result.txt")).hasContent("done");
            assertThat(Path.of("/tmp/mine")).doesNotExist();
            story.type(helen, "cat slurm-" + number + ".out").well();
            story.type(helen, "sacct -j " + number).well();
            story.type(helen, "sinfo -h -o '%P %a %T'").well();
            imported(1);
            assertThat(story.quietly(helen, "fairlead image list").well().out()).doesNotContain("fairlead/sif");
            story.guide();
        }
    }

    private static void imported(int atLeast) throws IOException {
        String images = Docker.shell("docker images -q fairlead/sif");
        assertThat(images.lines().count()).isGreaterThanOrEqualTo(atLeast);
    }

    private static Path own(Somebody of, String name) {
        return of.home().resolve(name);
    }

    private static String number(Said submitted) {
        return submitted.out().strip().replaceAll(".* ", "");
    }

    private static void finished(Story story, Somebody by, String number) throws Exception {
        Until.holds(
                "the end of job " + number,
                () -> story.quietly(by, "sacct -n -P -o State -j " + number)
                        .well()
                        .word(),
                List.of("COMPLETED", "FAILED", "CANCELLED", "TIMEOUT")::contains);
    }

    @Test
    void by_others_in_other_words_and_with_one_word_wrong() throws Exception {
        Random chance = Story.chance();
        try (Story story = Story.begin(10, "Containers under Slurm's commands")) {
            story.server().start();
            story.programs(PROGRAMS);
            Somebody one = story.person("u" + chance.nextInt(1000, 9999), 20_000 + chance.nextInt(1000));
            Somebody two = story.person("b.c" + chance.nextInt(1000, 9999), 0);
            for (Somebody somebody : List.of(one, two)) {
                Files.copy(SifMaking.BUSYBOX, own(somebody, "box.sif"));
                Docker.shell("chown " + somebody.uid() + " '" + own(somebody, "box.sif") + "'");
            }
            environmentAndRunscript(story, one);
            int code = chance.nextInt(1, 100);
            for (Somebody somebody : List.of(one, two)) {
                scripted(story, somebody, "j " + chance.nextInt(100), code, chance);
            }
            othersAreNotThere(story, one, two);
            cancelled(story, one);
            refusedByName(story, one);
        }
    }

    /** What Apptainer's image says of itself counts as it would there. */
    private static void environmentAndRunscript(Story story, Somebody by) throws Exception {
        assertThat(story.quietly(by, "srun -Q apptainer exec box.sif colour")
                        .well()
                        .out())
                .isEqualTo("colour=blue\n");
        assertThat(story.quietly(by, "srun -Q --mem 1G apptainer exec --env COLOUR=red box.sif colour")
                        .well()
                        .out())
                .isEqualTo("colour=red\n");
        assertThat(story.quietly(by, "srun -Q apptainer run box.sif a 'b c'")
                        .well()
                        .out())
                .isEqualTo("runscript: a b c\n");
        assertThat(story.quietly(by, "srun -Q apptainer run box.sif").well().out())
                .isEqualTo("runscript: \n");
        assertThat(story.quietly(by, "seq 1 60000 | srun -Q apptainer exec box.sif sh -c 'echo first; cat' | cksum")
                        .well()
                        .out())
                .isEqualTo(
                        story.quietly(by, "(echo first; seq 1 60000) | cksum").out());
        Said shell = story.terminal(
                by,
                "srun -Q --pty apptainer exec box.sif sh",
                "$ ",
                "test -t 0 && echo on a terminal of $(stty size)",
                "on a terminal of 24 80",
                "exit 5");
        assertThat(shell.code()).isEqualTo(5);
        Said who = story.quietly(by, "srun -Q apptainer exec box.sif sh -c 'id -u; pwd; echo $HOME; touch /tmp/x x'")
                .well();
        assertThat(who.out()).isEqualTo(by.uid() + "\n" + by.home() + "\n" + by.home() + "\n");
        assertThat(by.home().resolve("x")).exists();
    }

    private static void scripted(Story story, Somebody by, String name, int code, Random chance) throws Exception {
        story.file(by, "deep er/j.sh", """
                #!/bin/sh
                #SBATCH -c 1 --mem=512M
                #SBATCH --output=%%x-%%j.log --time 1:00:00

                echo "$1 in $(pwd)" of $SLURM_CPUS_PER_TASK
                srun -n 2 singularity exec --nv $HOME/box.sif sh -c 'echo task $SLURM_PROCID'
                apptainer exec ../box.sif sh -c 'exit %d'
                #SBATCH --mem=9G
                """.formatted(code));
        String flags = chance.nextBoolean() ? "--job-name='" + name + "' --parsable" : "--parsable -J '" + name + "'";
        Said said = story.quietly(by, "cd 'deep er' && sbatch " + flags + " j.sh 'an argument'")
                .well();
        assertThat(said.err()).contains("j.sh:8:1").contains("N-SBATCH-DIRECTIVE-LATE");
        String number = said.word();
        finished(story, by, number);
        assertThat(Files.readString(by.home().resolve("deep er/" + name + "-" + number + ".log")))
                .startsWith("an argument in " + by.home() + "/deep er of 1\n")
                .contains("task 0\n", "task 1\n");
        assertThat(story.quietly(by, "sacct -n -P -o JobName,State,ExitCode -j " + number)
                        .out())
                .isEqualTo(name + "|FAILED|" + code + ":0\n");
    }

    private static void othersAreNotThere(Story story, Somebody one, Somebody two) throws Exception {
        String mine = story.quietly(one, "sacct -n -P -X -o JobID --name none; sacct -n -P -o JobID")
                .well()
                .out()
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(story.quietly(two, "squeue -j " + mine).with(1).err()).contains("Invalid job id specified");
        assertThat(story.quietly(two, "scancel " + mine).with(1).err()).contains("Invalid job id specified");
        assertThat(story.quietly(two, "scontrol show job " + mine).with(1).both())
                .contains("Invalid job id specified")
                .doesNotContain("JobId=");
    }

    private static void cancelled(Story story, Somebody by) throws Exception {
        String number = number(story.quietly(by, "sbatch -J waits --wrap 'apptainer exec box.sif sleep 300'")
                .well());
        Until.holds(
                "it runs",
                () -> story.quietly(by, "squeue -h -o %t -j " + number).word(),
                "R"::equals);
        assertThat(story.quietly(by, "squeue --me").out())
                .startsWith("             JOBID PARTITION     NAME     USER ST       TIME  NODES NODELIST(REASON)\n")
                .contains("fairlead    waits ");
        assertThat(story.quietly(by, "scontrol show job -o " + number).well().out())
                .startsWith("JobId=" + number + " JobName=waits UserId=")
                .contains("JobState=RUNNING", "BatchFlag=1", "WorkDir=" + by.home())
                .endsWith("StdOut=" + by.home() + "/slurm-" + number + ".out\n");
        assertThat(story.quietly(by, "scancel " + number).well().both()).isEmpty();
        finished(story, by, number);
        assertThat(story.quietly(by, "sacct -n -P -o State -j " + number).word())
                .isEqualTo("CANCELLED");
    }

    private static void refusedByName(Story story, Somebody by) throws Exception {
        assertThat(story.quietly(by, "sbatch --pty --wrap 'apptainer exec box.sif true'")
                        .with(2)
                        .err())
                .contains("--pty")
                .contains("srun --pty");
        assertThat(story.quietly(by, "srun --tiem=5 apptainer exec box.sif true")
                        .with(2)
                        .err())
                .contains("--tiem", "--time");
        story.file(by, "bare.sh", "apptainer exec box.sif true\n");
        assertThat(story.quietly(by, "sbatch bare.sh").with(2).err()).contains("bare.sh:1:1", "#!/bin/bash");
        Docker.shell("head -c 50000 '" + SifMaking.BUSYBOX + "' > '" + own(by, "cut.sif") + "'; chmod a+r '"
                + own(by, "cut.sif") + "'");
        assertThat(story.quietly(by, "srun apptainer exec cut.sif true").with(2).err())
                .contains("E-SIF-TRUNCATED");
        assertThat(story.quietly(by, "srun apptainer exec none.sif true")
                        .with(2)
                        .err())
                .contains("E-SIF-UNREADABLE", "does not exist");
        assertThat(story.quietly(by, "cd / && cd usr && srun apptainer exec ~/box.sif true")
                        .with(2)
                        .err())
                .contains("/usr");
        assertThat(story.quietly(by, "cd /opt && srun apptainer exec ~/box.sif true")
                        .with(2)
                        .err())
                .contains("/opt", "fairlead volume create");
    }
}
