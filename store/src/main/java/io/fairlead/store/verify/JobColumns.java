package io.fairlead.store.verify;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Submission;
import io.fairlead.core.problem.Problem;
import io.fairlead.store.change.Labels;
import io.fairlead.store.sqlite.Row;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/** The columns of a job's row that repeat something else, so that lists need not read it. */
final class JobColumns {
    private JobColumns() {}

    static void compare(Job job, Row row, Findings findings) throws SQLException {
        submission(job, row, findings);
        Optional<Attempt> attempt = job.attempt();
        Optional<NodeRef> node = attempt.map(it -> it.placements().getFirst().where());
        String id = job.id().text();
        findings.compare(
                "job",
                id,
                "array",
                job.id().isMember(),
                row.maybeNumber("array").isPresent());
        findings.compare(
                "job",
                id,
                "ended",
                job.state().isTerminal() ? Optional.of(job.since()) : Optional.empty(),
                row.maybeTime("ended"));
        findings.compare("job", id, "reason_code", job.reason().map(Problem::code), row.maybeText("reason_code"));
        findings.compare(
                "job",
                id,
                "cluster",
                node.map(it -> Integer.toString(it.cluster().number())),
                row.maybeText("cluster"));
        findings.compare("job", id, "node", node.map(NodeRef::node), row.maybeText("node"));
        findings.compare("job", id, "started", attempt.flatMap(it -> it.times().running()), row.maybeTime("started"));
        OptionalInt code = attempt.flatMap(Attempt::exit)
                .map(Exit::code)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
        findings.compare("job", id, "exit_code", code, row.maybeSmall("exit_code"));
    }

    private static void submission(Job job, Row row, Findings findings) throws SQLException {
        Submission submission = job.submission();
        Resources resources = submission.definition().resources();
        String id = job.id().text();
        findings.compare("job", id, "owner_uid", submission.owner().uid(), row.number("owner_uid"));
        findings.compare("job", id, "owner", submission.owner().name(), row.text("owner"));
        findings.compare("job", id, "project_gid", submission.project().gid(), row.number("project_gid"));
        findings.compare("job", id, "project", submission.project().name(), row.text("project"));
        findings.compare("job", id, "name", submission.definition().name(), row.text("name"));
        findings.compare("job", id, "labels", Labels.json(submission.definition()), row.maybeText("labels"));
        findings.compare("job", id, "image", submission.image().reference(), row.text("image"));
        findings.compare("job", id, "digest", submission.image().digest(), row.text("digest"));
        findings.compare("job", id, "cores_milli", resources.cpus().milli(), row.small("cores_milli"));
        findings.compare("job", id, "gpus_milli", resources.gpus().milli(), row.small("gpus_milli"));
        findings.compare("job", id, "memory_bytes", resources.memory().count(), row.number("memory_bytes"));
    }
}
