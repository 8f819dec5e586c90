package io.fairlead.store.change;

import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes the changes of one transaction and the state they lead to. Leases follow the changes in their order, so that a
 * device given back by one job may be given to the next within one transaction; the other rows are written once, as the
 * jobs are in the end.
 */
final class Batch {
    private static final String CHANGE = """
            INSERT INTO change (seq, at, actor, uid, kind, version, epoch, cluster, node, job, attempt, json)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?)""";
    private static final String KEY = "INSERT INTO submit_key (uid, key, body_sha256, job) VALUES (?,?,?,?)";

    private final Writer writer;
    private final Tables tables;
    private final Map<JobId, Job> after = new LinkedHashMap<>();
    private final Map<JobId, List<Attempt>> earlier = new HashMap<>();
    private final Map<JobId, Long> numbers = new HashMap<>();
    /** The numbers of the first members: all are submitted in one transaction. */
    private final Map<JobId, Long> arrays = new HashMap<>();

    private final Set<JobId> inserted = new HashSet<>();
    /** To which more happened than their submit. */
    private final Set<JobId> moved = new HashSet<>();

    private Counters counters;

    /**
     * @param codec of changes
     * @param jobs where jobs are written
     * @param reader reads a job as it was before
     * @param epoch the fencing number of this run of the server
     */
    record Tables(ChangeCodec codec, JobTable jobs, JobReader reader, long epoch) {}

    /** The newest numbers given. */
    record Counters(long seq, long number) {}

    Batch(Writer writer, Tables tables, Counters counters) {
        this.writer = writer;
        this.tables = tables;
        this.counters = counters;
    }

    /** @return the newest numbers, to be kept once this is committed */
    Counters write(List<Recorded> changes, List<Job> jobs, List<SubmitKey> keys) throws SQLException {
        jobs.forEach(job -> after.put(job.id(), job));
        findEarlier(changes);
        for (Recorded recorded : changes) {
            state(recorded);
            change(recorded);
        }
        for (Job job : after.values()) {
            finish(job);
        }
        for (SubmitKey key : keys) {
            writer.command(KEY)
                    .number(key.uid())
                    .text(key.key())
                    .bytes(HexFormat.of().parseHex(key.bodySha256()))
                    .number(number(key.job()))
                    .run();
        }
        return counters;
    }

    /** What administrators said, in its order. */
    Counters write(List<UpkeepRecord> upkeep) throws SQLException {
        for (UpkeepRecord recorded : upkeep) {
            UpkeepTable.write(writer, recorded);
            counters = new Counters(counters.seq() + 1, counters.number());
            NodeRef node = recorded.change().node();
            writer.command(CHANGE)
                    .number(counters.seq())
                    .time(recorded.at())
                    .text(recorded.actor().kind())
                    .number(uid(recorded.actor()))
                    .text(UpkeepCodec.kind(recorded.change()))
                    .number(UpkeepCodec.VERSION)
                    .number(tables.epoch())
                    .number(node.cluster().number())
                    .text(node.node())
                    .missing()
                    .missing()
                    .text(UpkeepCodec.encode(recorded.change()))
                    .run();
        }
        return counters;
    }

    private void state(Recorded recorded) throws SQLException {
        if (!(recorded.change() instanceof Change.Submitted)) {
            moved.add(recorded.change().job());
        }
        switch (recorded.change()) {
            case Change.Submitted(Job admitted) -> submit(admitted);
            case Change.Assigned it ->
                AttemptTable.assign(writer, number(it.job()), it.attempt(), it.placements(), recorded.at());
            case Change.Exited it -> AttemptTable.release(writer, number(it.job()), it.attempt(), recorded.at());
            case Change.Ended it -> {
                if (it.attempt() > 0) {
                    AttemptTable.release(writer, number(it.job()), it.attempt(), recorded.at());
                }
            }
            case Change.Requeued it -> AttemptTable.release(writer, number(it.job()), it.attempt(), recorded.at());
            case Change.Held _,
                    Change.Released _,
                    Change.ImageArrived _,
                    Change.Starting _,
                    Change.Created _,
                    Change.Bound _,
                    Change.Running _,
                    Change.CancelRequested _,
                    Change.StopAsked _,
                    Change.HaltAsked _,
                    Change.HaltSignalled _,
                    Change.StopSignalled _,
                    Change.KillSent _,
                    Change.LogsComplete _,
                    Change.Outgrew _,
                    Change.IdleNoted _,
                    Change.WaitNoted _,
                    Change.TimeWarned _,
                    Change.Idled _,
                    Change.FilesFound _,
                    Change.Promised _,
                    Change.PromiseBroken _,
                    Change.Clearing _,
                    Change.ClearingVoid _,
                    Change.PullRetried _,
                    Change.RunRecorded _,
                    Change.Removed _ -> {}
        }
    }

    private void submit(Job admitted) throws SQLException {
        JobId id = admitted.id();
        counters = new Counters(counters.seq(), counters.number() + 1);
        numbers.put(id, counters.number());
        OptionalLong array = id.isMember()
                ? OptionalLong.of(arrays.computeIfAbsent(id.array(), _ -> counters.number()))
                : OptionalLong.empty();
        tables.jobs().insert(writer, counters.number(), array, admitted);
        inserted.add(id);
    }

    private void finish(Job job) throws SQLException {
        long number = number(job.id());
        if (moved.contains(job.id()) || !inserted.contains(job.id())) {
            tables.jobs().update(writer, number, job);
        }
        for (Attempt attempt : attempts(job)) {
            AttemptTable.update(writer, number, attempt);
        }
    }

    /**
     * A job that was requeued and assigned again in one transaction has changed an attempt that it no longer shows; such
     * attempts are found by folding, from the job as it was stored before this transaction.
     */
    private void findEarlier(List<Recorded> changes) throws SQLException {
        Set<JobId> again = new LinkedHashSet<>();
        for (Recorded recorded : changes) {
            if (recorded.change() instanceof Change.Requeued it && job(it.job()).attempts() > it.attempt()) {
                again.add(it.job());
            }
        }
        for (JobId id : again) {
            fold(id, changes);
        }
    }

    private void fold(JobId id, List<Recorded> changes) throws SQLException {
        Optional<Job> job = tables.reader().job(writer.connection(), id);
        for (Recorded recorded : changes) {
            if (!recorded.change().job().equals(id)) {
                continue;
            }
            if (recorded.change() instanceof Change.Submitted submitted) {
                job = Optional.of(submitted.admitted());
                continue;
            }
            job = Optional.of(job.orElseThrow().after(recorded));
            if (recorded.change() instanceof Change.Requeued) {
                earlier.computeIfAbsent(id, _ -> new ArrayList<>())
                        .add(job.orElseThrow().attempt().orElseThrow());
            }
        }
    }

    private List<Attempt> attempts(Job job) {
        List<Attempt> attempts = new ArrayList<>();
        for (Attempt before : earlier.getOrDefault(job.id(), List.of())) {
            if (before.number() < job.attempts()) {
                attempts.add(before);
            }
        }
        job.attempt().ifPresent(attempts::add);
        return attempts;
    }

    private void change(Recorded recorded) throws SQLException {
        Change change = recorded.change();
        JobId id = change.job();
        ChangeCodec.Stored stored = tables.codec().encode(change);
        counters = new Counters(counters.seq() + 1, counters.number());
        var command = writer.command(CHANGE)
                .number(counters.seq())
                .time(recorded.at())
                .text(recorded.actor().kind())
                .number(uid(recorded.actor()))
                .text(stored.kind())
                .number(stored.version())
                .number(tables.epoch());
        Optional<NodeRef> node = node(stored.attempt(), job(id));
        if (node.isPresent()) {
            command.number(node.get().cluster().number()).text(node.get().node());
        } else {
            command.missing().missing();
        }
        command.number(number(id));
        if (stored.attempt() == 0) {
            command.missing();
        } else {
            command.number(stored.attempt());
        }
        command.text(stored.json()).run();
    }

    private Optional<NodeRef> node(int attempt, Job job) {
        if (attempt == 0) {
            return Optional.empty();
        }
        return attempts(job).stream()
                .filter(it -> it.number() == attempt)
                .findFirst()
                .map(it -> it.placements().getFirst().where());
    }

    private static OptionalLong uid(Actor actor) {
        return switch (actor) {
            case Actor.User user -> OptionalLong.of(user.uid());
            case Actor.Admin admin -> OptionalLong.of(admin.uid());
            case Actor.Scheduler _, Actor.Engine _, Actor.Clock _ -> OptionalLong.empty();
        };
    }

    private Job job(JobId id) {
        Job job = after.get(id);
        if (job == null) {
            throw new IllegalStateException("a change of job " + id + " without the job as it is then");
        }
        return job;
    }

    private long number(JobId id) throws SQLException {
        Long known = numbers.get(id);
        if (known == null) {
            known = tables.jobs().number(writer, id);
            numbers.put(id, known);
        }
        return known;
    }
}
