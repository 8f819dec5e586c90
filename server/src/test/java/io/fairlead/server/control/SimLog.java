package io.fairlead.server.control;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.ChangeLog;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.store.change.MemoryChangeLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The store, which outlives the server, with a disk that is full at times and a power cut before or after a commit. */
final class SimLog implements ChangeLog {
    private static final ProblemCode FULL =
            new ProblemCode("E-STORE-FULL", "the disk is full", "free some", "Only in tests.");

    private final MemoryChangeLog log = new MemoryChangeLog();
    private final SimChance chance;
    private final SimTime time;
    private final SimLaws laws;
    /** Whether the server has a reason to throw its loop away. */
    private boolean failed;

    private String broken = "";

    SimLog(SimChance chance, SimTime time, SimLaws laws) {
        this.chance = chance;
        this.time = time;
        this.laws = laws;
    }

    @Override
    public Outcome append(List<Recorded> changes, List<Job> after, List<SubmitKey> keys, List<UpkeepRecord> upkeep) {
        if (chance.fault(0.01)) {
            time.tell(() -> "disk full: nothing saved of " + changes.size() + " changes");
            failed = true;
            return new Outcome.NothingSaved(FULL.reason());
        }
        crashMaybe("before a commit");
        Outcome outcome = log.append(changes, after, keys, upkeep);
        changes.forEach(change -> time.tell(() -> "saved " + words(change)));
        upkeep.forEach(said -> time.tell(() -> "saved " + said.change()));
        laws.upkeep().saved(upkeep);
        judge(changes, after);
        crashMaybe("after a commit");
        return outcome;
    }

    /** The server takes what is thrown here for a bug of its own, and says no more. */
    private void judge(List<Recorded> changes, List<Job> after) {
        try {
            laws.saved(changes, after);
        } catch (SimViolation violation) {
            broken = ": " + violation.getMessage();
            throw violation;
        }
    }

    /** The law that was broken by what was saved, as the end of a sentence. */
    String broken() {
        return broken;
    }

    private static String words(Recorded recorded) {
        String text = recorded.change().toString();
        return recorded.change().job() + " " + (text.length() > 140 ? text.substring(0, 140) : text);
    }

    private void crashMaybe(String when) {
        if (chance.fault(0.004)) {
            time.tell(() -> "crash " + when);
            throw new SimCrash();
        }
    }

    List<Job> load() {
        if (chance.fault(0.02)) {
            failed = true;
            throw new ProblemException(FULL.reason());
        }
        return log.load().jobs();
    }

    Upkeep upkeep() {
        return log.load().upkeep();
    }

    /** Whether there was a failure since this was asked last. */
    boolean takeFailed() {
        boolean was = failed;
        failed = false;
        return was;
    }

    Optional<Job> job(JobId id) {
        return log.job(id);
    }

    /** The job, or the members of the array. */
    List<Job> jobs(JobId id) {
        return log.jobs(id);
    }

    List<Job> jobs() {
        return log.jobs();
    }

    Optional<SubmitKey> key(long uid, String key) {
        return log.submitKey(uid, key);
    }

    List<Recorded> changes() {
        return log.changes();
    }

    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            log.changes().forEach(change -> digest.update(change.toString().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
