package io.fairlead.bench;

import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.store.Store;
import io.fairlead.store.StoreSettings;
import io.fairlead.wire.jobfile.JobFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The state of a server through which many jobs went, each with a whole history; made once and kept. */
final class EndedStore {
    private static final int JOBS = 100_000;
    private static final int GROUP = 200;
    private static final Pattern JOB = Pattern.compile("\"id\":\"([0-9a-z]{10})\"");
    private static final Problem ENDING = new Problem(
            "E-ENDING", FieldPath.ROOT, Position.NONE, "", "ended; its logs are being kept", "", new LinkedHashMap<>());

    private final Bench bench;
    private final Path folder;
    private final Random random = new Random(1);
    private Instant now = Instant.now().minus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);

    EndedStore(Bench bench, Path folder) {
        this.bench = bench;
        this.folder = folder;
    }

    /** Does nothing where it was made before. */
    void make() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        if (Files.exists(whole)) {
            return;
        }
        bench.fresh(folder.getFileName().toString());
        List<JobId> patterns = patterns();
        System.err.println("making a store of " + JOBS + " ended jobs, once …");
        StoreSettings settings = new StoreSettings(
                folder.resolve("state/store"),
                JobFile::readStored,
                InstantSource.system(),
                random,
                StoreSettings.BUSY_DEFAULT);
        try (Store store = Store.open(settings)) {
            List<Job> kinds = new ArrayList<>();
            for (JobId pattern : patterns) {
                kinds.add(store.job(pattern).orElseThrow());
            }
            fill(store, kinds);
        }
        Files.createFile(whole);
    }

    /** Two jobs that a real server admitted and then cancelled: all others are like them, by turns, so that each has its own submission. */
    private List<JobId> patterns() throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(bench, folder, "fake");
                Line line = new Line(server.socket())) {
            return List.of(cancelled(line, "true"), cancelled(line, "false"));
        }
    }

    private JobId cancelled(Line line, String command) throws IOException {
        String answer = line.exchange(Line.request("POST", "/v1/jobs" + bench.query(true), Bench.definition(command)));
        Matcher id = JOB.matcher(answer);
        if (!id.find()) {
            throw new IOException("no job: " + answer);
        }
        line.exchange(Line.request("POST", "/v1/jobs/" + id.group(1) + "/cancel", ""));
        return new JobId(id.group(1));
    }

    private void fill(Store store, List<Job> kinds) {
        ContainerNames names = new ContainerNames(store.instance().id());
        for (int done = 0; done < JOBS; done += GROUP) {
            List<Recorded> changes = new ArrayList<>();
            List<Job> jobs = new ArrayList<>();
            List<SubmitKey> keys = new ArrayList<>();
            for (int i = 0; i < GROUP; i++) {
                Job pattern = kinds.get(i % kinds.size());
                Job job = course(pattern, names, changes);
                jobs.add(job);
                keys.add(new SubmitKey(
                        pattern.submission().owner().uid(), job.id() + "-0123-4567", "ab".repeat(32), job.id()));
            }
            if (!(store.journal().append(changes, jobs, keys) instanceof ChangeLog.Outcome.Durable)) {
                throw new IllegalStateException("not saved");
            }
        }
    }

    private Job course(Job pattern, ContainerNames names, List<Recorded> changes) {
        JobId id = id();
        now = now.plusMillis(20);
        Job job = Job.admitted(id, pattern.submission(), false, true, now);
        Actor owner = new Actor.User(pattern.submission().owner().uid());
        changes.add(new Recorded(now, owner, new Change.Submitted(job)));
        var placement = new Placement(
                pattern.submission().nodes().getFirst(),
                List.of(),
                Portion.WHOLE,
                Cores.of(1),
                Bytes.ofGib(1),
                names.of(id.text(), 1),
                0);
        for (Change change : List.of(
                new Change.Assigned(id, 1, List.of(placement)),
                new Change.Starting(id, 1),
                new Change.Created(id, 1),
                new Change.Bound(id, 1),
                new Change.Running(id, 1, now),
                new Change.Exited(id, 1, Optional.of(new Exit(0, false, now, Optional.empty())), ENDING),
                new Change.LogsComplete(id, 1),
                new Change.Ended(id, 1, JobState.FINISHED, Optional.empty()))) {
            now = now.plusMillis(2);
            changes.add(new Recorded(now, new Actor.Engine(), change));
            job = job.after(changes.getLast());
        }
        return job;
    }

    private JobId id() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < JobId.LENGTH; i++) {
            text.append(JobId.ALPHABET.charAt(random.nextInt(JobId.ALPHABET.length())));
        }
        return new JobId(text.toString());
    }
}
