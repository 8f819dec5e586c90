package io.fairlead.cli.command.slurm;

import io.fairlead.cli.dialect.AsWritten;
import io.fairlead.cli.show.World;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.dialect.slurm.Sbatch;
import io.fairlead.wire.jobfile.keys.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job as {@code scontrol show job} has it: what is known, and nothing else. */
final class JobPairs {
    private final JobSummary job;
    private final JobDetail detail;
    private final World world;
    private final AsWritten definition;
    private final Optional<Duration> limit;
    private final boolean waits;

    /**
     * @param job it, or one of the array that the detail is of, or those of it that wait
     */
    JobPairs(JobSummary job, JobDetail detail, World world) {
        this.job = job;
        this.detail = detail;
        this.world = world;
        this.definition = AsWritten.of(detail.definition().text());
        this.limit = definition.text("request", "scheduling", "maxDuration").flatMap(Durations::parse);
        this.waits = SlurmWords.state(job).equals("PENDING");
    }

    Pairs all() {
        Pairs all = new Pairs();
        named(all);
        times(all);
        place(all);
        resources(all);
        words(all);
        return all;
    }

    private void named(Pairs all) {
        all.line().with("JobId", Handing.raw(job));
        if (job.array().isPresent()) {
            all.with("ArrayJobId", Handing.array(job))
                    .with("ArrayTaskId", Handing.index(job).replaceAll("[\\[\\]]", ""))
                    .with(
                            "ArrayTaskThrottle",
                            job.array().flatMap(ArrayView::maxParallel).map(String::valueOf));
        }
        all.with("JobName", job.name());
        all.line().with("UserId", job.owner().name() + "(" + job.owner().uid() + ")");
        all.line().with("Account", job.project());
        all.line().with("JobState", SlurmWords.state(job)).with("Reason", SlurmWords.cause(job));
        all.line()
                .with("Restarts", Integer.toString(Math.max(0, job.attempt() - 1)))
                .with("BatchFlag", isScript() ? "1" : "0")
                .with("ExitCode", SlurmWords.exitCode(job));
    }

    private void times(Pairs all) {
        Instant now = world.clock().instant();
        Optional<Instant> start = waits ? Optional.empty() : job.startedAt();
        Optional<Instant> planned = start.flatMap(at -> limit.map(at::plus));
        all.line()
                .with("RunTime", SlurmWords.wholeTime(waits ? Duration.ZERO : SlurmWords.elapsed(job, now)))
                .with("TimeLimit", limit.map(SlurmWords::wholeTime).orElse("UNLIMITED"));
        all.line().with("SubmitTime", moment(Optional.of(job.submittedAt())));
        all.line()
                .with("StartTime", moment(start))
                .with("EndTime", moment(job.endedAt().or(() -> planned)));
    }

    private String moment(Optional<Instant> time) {
        return time.map(at -> SlurmWords.moment(at, world.zone())).orElse(SlurmWords.UNKNOWN);
    }

    private void place(Pairs all) {
        Optional<String> nodes = nodes();
        all.line().with("Partition", SlurmWords.PARTITION);
        all.line().with("ReqNodeList", definition.text("request", "resources", "slaveName"));
        all.line().with("NodeList", nodes.orElse(""));
        all.line().with("BatchHost", nodes);
    }

    private Optional<String> nodes() {
        return Optional.of(String.join(",", job.nodes())).filter(names -> !waits && !names.isEmpty());
    }

    private void resources(Pairs all) {
        all.line()
                .with("NumNodes", "1")
                .with("NumCPUs", job.request().cpus().toBigInteger().toString())
                .with("NumTasks", variable("SLURM_NTASKS"))
                .with("CPUs/Task", variable("SLURM_CPUS_PER_TASK"));
        all.line()
                .with(
                        "ReqTRES",
                        Pairs.tres(
                                job.request().cpus(),
                                job.request().memoryBytes(),
                                1,
                                job.request().gpus()));
        List<String> features = definition.texts("request", "resources", "features");
        List<String> reservations = definition.texts("request", "scheduling", "reservationIds");
        all.line().with("Features", listed(features, "&"));
        all.line().with("Reservation", listed(reservations, ","));
    }

    private static Optional<String> listed(List<String> words, String between) {
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(between, words));
    }

    private void words(Pairs all) {
        List<String> command = definition.command();
        all.line().with("Command", isScript() ? Optional.<String>empty() : listed(command, " "));
        all.line().with("WorkDir", definition.text("request", "docker", "workingDir"));
        all.line().with("Comment", detail.description());
        if (isScript()) {
            all.line().with("StdOut", Sbatch.output(command, variables()));
        }
    }

    private boolean isScript() {
        return Sbatch.isScript(definition.command());
    }

    private Optional<String> variable(String name) {
        return definition.text("request", "docker", "environment", name);
    }

    /** Of those that a file's name may have. Several that wait have neither number nor index in common. */
    private Map<String, String> variables() {
        Map<String, String> known = new LinkedHashMap<>();
        known.put("SLURM_JOB_NAME", job.name());
        known.put("SLURM_JOB_USER", job.owner().name());
        nodes().ifPresent(node -> known.put("SLURMD_NODENAME", node));
        if (job.array().isEmpty()) {
            known.put("SLURM_JOB_ID", Handing.raw(job));
        } else {
            known.put("SLURM_ARRAY_JOB_ID", Handing.array(job));
            job.array().flatMap(ArrayView::index).ifPresent(index -> {
                known.put("SLURM_JOB_ID", Handing.raw(job));
                known.put("SLURM_ARRAY_TASK_ID", Integer.toString(index));
            });
        }
        return known;
    }
}
