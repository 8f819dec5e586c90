package io.fairlead.core.launch;

import io.fairlead.core.cluster.Placement;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.Submission;
import java.math.RoundingMode;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What scripts written for Slurm read. Where the job was submitted and how many tasks it has stands in its definition, as
 * only the words that were typed know it.
 */
final class SlurmVariables {
    /** The word under which their jobs are recorded. */
    static final String DIALECT = "slurm";

    /** There are no partitions; a script that asks is told a name. */
    private static final String PARTITION = "fairlead";

    private SlurmVariables() {}

    static void add(SequencedMap<String, String> all, Job job, Attempt attempt, Stand stand) {
        Submission submission = job.submission();
        Placement placement = attempt.placements().getFirst();
        String number = stand.variables().getOrDefault(Stand.NUMBER, job.id().text());
        String node = placement.where().node();
        String cpus =
                placement.cores().amount().setScale(0, RoundingMode.CEILING).toPlainString();
        all.put("SLURM_JOB_ID", number);
        all.put("SLURM_JOBID", number);
        all.put("SLURM_JOB_NAME", submission.definition().name());
        all.put("SLURM_JOB_PARTITION", PARTITION);
        all.put("SLURM_JOB_ACCOUNT", submission.project().name());
        all.put("SLURM_JOB_USER", submission.owner().name());
        all.put("SLURM_JOB_UID", Long.toString(submission.owner().uid()));
        all.put("SLURM_JOB_NODELIST", node);
        all.put("SLURM_NODELIST", node);
        all.put("SLURMD_NODENAME", node);
        all.put("SLURM_CLUSTER_NAME", PARTITION);
        for (String one : new String[] {"SLURM_NNODES", "SLURM_JOB_NUM_NODES"}) {
            all.put(one, "1");
        }
        for (String none : new String[] {"SLURM_PROCID", "SLURM_LOCALID", "SLURM_NODEID"}) {
            all.put(none, "0");
        }
        all.put("SLURM_CPUS_ON_NODE", cpus);
        all.put("SLURM_JOB_CPUS_PER_NODE", cpus);
        all.put(
                "SLURM_MEM_PER_NODE",
                Long.toString(submission.definition().memoryReserved().mib()));
        all.put("SLURM_RESTART_COUNT", Integer.toString(attempt.number() - 1));
        devices(all, placement.devices().size());
        submission
                .definition()
                .scheduling()
                .array()
                .filter(_ -> job.id().isMember())
                .ifPresent(array -> {
                    int index = job.id().index().orElseThrow();
                    array(all, array, index);
                    all.put("SLURM_ARRAY_JOB_ID", first(number, array.place(index)));
                });
    }

    /** Members are numbered one after the other, and the first one's number is the array's. */
    private static String first(String number, int place) {
        return number.chars().allMatch(Character::isDigit) ? Long.toString(Long.parseLong(number) - place) : number;
    }

    private static void array(SequencedMap<String, String> all, JobArray array, int index) {
        List<JobArray.Member> members = array.members();
        int first = members.getFirst().index();
        all.put("SLURM_ARRAY_TASK_ID", Integer.toString(index));
        all.put("SLURM_ARRAY_TASK_COUNT", Integer.toString(members.size()));
        all.put("SLURM_ARRAY_TASK_MIN", Integer.toString(first));
        all.put("SLURM_ARRAY_TASK_MAX", Integer.toString(members.getLast().index()));
        all.put(
                "SLURM_ARRAY_TASK_STEP",
                Integer.toString(members.size() > 1 ? members.get(1).index() - first : 1));
    }

    /** Counted as the job sees them. */
    private static void devices(SequencedMap<String, String> all, int count) {
        if (count > 0) {
            all.put("SLURM_GPUS", Integer.toString(count));
            all.put("SLURM_GPUS_ON_NODE", Integer.toString(count));
            all.put(
                    "SLURM_JOB_GPUS",
                    IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(",")));
        }
    }
}
