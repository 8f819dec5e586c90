package io.fairlead.store.query;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.store.change.ProblemJson;
import io.fairlead.store.sqlite.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What lists show of a job; nothing in it needs the definition to be parsed.
 *
 * @param id with its alias, a number that counts submits
 * @param who whose it is
 * @param asked what was asked for
 * @param stands how it is now
 * @param newest what is known of the newest attempt
 */
public record JobRow(Name id, Who who, Asked asked, Stands stands, Newest newest) {
    /** @param labels a JSON object of texts; empty for none */
    public record Name(JobId job, long number, String name, Optional<String> labels) {}

    public record Who(long uid, String owner, long projectGid, String project) {}

    /** @param image the reference as written; what runs is the digest */
    public record Asked(Cores cores, Gpus gpus, Bytes memory, String image, String digest) {}

    /** @param ended present exactly in a terminal state */
    public record Stands(
            JobState state,
            Instant since,
            Instant submitted,
            Optional<Instant> ended,
            Optional<Problem> reason,
            Optional<Instant> cancelRequested,
            Optional<Instant> imagePresent,
            boolean removed) {}

    /**
     * @param attempts how many there were; everything else is of the last one
     * @param started when its container ran, by the engine's clock
     */
    public record Newest(int attempts, Optional<NodeRef> node, Optional<Instant> started, OptionalInt exitCode) {}

    static final String COLUMNS = """
            number, id, name, labels, owner_uid, owner, project_gid, project, cores_milli, gpus_milli, memory_bytes, image,
            digest, state, since, submitted, ended, reason, cancel_requested, image_present, removed, attempts, cluster,
            node, started, exit_code""";

    static JobRow of(Row row) throws SQLException {
        return new JobRow(
                new Name(new JobId(row.text("id")), row.number("number"), row.text("name"), row.maybeText("labels")),
                new Who(row.number("owner_uid"), row.text("owner"), row.number("project_gid"), row.text("project")),
                new Asked(
                        new Cores(row.small("cores_milli")),
                        new Gpus(row.small("gpus_milli")),
                        new Bytes(row.number("memory_bytes")),
                        row.text("image"),
                        row.text("digest")),
                stands(row),
                new Newest(row.small("attempts"), node(row), row.maybeTime("started"), row.maybeSmall("exit_code")));
    }

    private static Stands stands(Row row) throws SQLException {
        return new Stands(
                JobState.valueOf(row.text("state")),
                row.time("since"),
                row.time("submitted"),
                row.maybeTime("ended"),
                row.maybeText("reason").map(ProblemJson::problem),
                row.maybeTime("cancel_requested"),
                row.maybeTime("image_present"),
                row.flag("removed"));
    }

    /** Of any row that has the columns {@code cluster} and {@code node}. */
    static Optional<NodeRef> node(Row row) throws SQLException {
        OptionalLong cluster = row.maybeNumber("cluster");
        return cluster.isEmpty()
                ? Optional.empty()
                : Optional.of(new NodeRef(new ClusterId((int) cluster.getAsLong()), row.text("node")));
    }
}
