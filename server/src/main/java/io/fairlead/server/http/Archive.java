package io.fairlead.server.http;

import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.stage.Way;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What is on disk, for reading: jobs, their changes and their logs. Whom it may be shown to is the door's business.
 * Methods block and may be called from any virtual thread.
 */
public interface Archive {
    /** A job that was not removed. */
    Optional<Job> job(JobId id);

    /** How the members of an array stand; empty where there is none that was not removed. */
    Optional<ArrayNow> array(JobId id);

    /** The members of an array, by index; none for another id. */
    List<Job> members(JobId array);

    /** Ids of jobs and arrays not removed that start so, ascending. A user's own only, or everybody's when {@code uid} is empty. */
    List<JobId> startingWith(String prefix, Optional<Long> uid, int most);

    /** The numbers by which Slurm's names know these jobs. */
    Map<JobId, Long> numbers(Collection<JobId> ids);

    /** The job of that number, if it is this user's own; that of the first member of an array is the array's. */
    Optional<JobId> numbered(long number, long uid);

    /** Newest submit first; ties by id, descending. */
    List<Job> jobs(Filter filter, Optional<Cursor> after, int most);

    /** All tries of a job, oldest first. */
    List<Attempt> attempts(JobId id);

    /**
     * The ways of jobs that have ended, newest submit first.
     *
     * @param uid one user's; empty: everybody's
     */
    List<Way> ways(Optional<Long> uid, Instant since, int most);

    /** Changes of a job, or of all members of an array, with a sequence above {@code after}, ascending. */
    List<Numbered> changes(JobId id, long after, int most);

    /** The log of an attempt; empty where none was begun. */
    Optional<LogFile> log(JobId id, int attempt) throws IOException;

    /** What an attempt left outside of volumes and is kept; empty where there is nothing, or not any more. */
    Optional<Kept> kept(JobId id, int attempt) throws IOException, InterruptedException;

    /** Whether files were found to be kept of an attempt and are on their way there; nothing of it is to be had before. */
    boolean isKeptSoon(JobId id, int attempt);

    /** @throws java.nio.file.NoSuchFileException where it is not kept */
    InputStream keptFile(JobId id, int attempt, String path) throws IOException;

    /** @param files by path in the container */
    record Kept(Instant until, List<FilesLeft.File> files) {}

    /**
     * Which jobs; never one that was removed.
     *
     * @param states empty: any
     * @param name the exact display name
     * @param grouped whether of an array only the first member is listed, where any member is in one of the states
     */
    record Filter(Whose whose, Set<JobState> states, Optional<String> name, boolean grouped) {
        public Filter(Whose whose, Set<JobState> states, Optional<String> name) {
            this(whose, states, name, false);
        }
    }

    /**
     * How the members of an array stand.
     *
     * @param number by which Slurm's names know it
     * @param states the indexes of those in each state; a state without members is left out
     */
    record ArrayNow(JobId id, long number, SequencedMap<JobState, List<Integer>> states) {
        /** Of several states the one that says most of an array comes first. */
        private static final List<JobState> TELLING = List.of(
                JobState.RUNNING,
                JobState.HALTING,
                JobState.MUSTHALT,
                JobState.STARTING,
                JobState.ASSIGNED,
                JobState.QUEUED,
                JobState.ONHOLD,
                JobState.FAILED,
                JobState.CANCELLED,
                JobState.FINISHED);

        /**
         * The member that stands for all: the first of those that run, else of those that wait, else of those that failed, were
         * cancelled, finished.
         *
         * @param among states that it may be in; empty: any
         */
        public JobId telling(Set<JobState> among) {
            List<JobState> there = TELLING.stream().filter(states::containsKey).toList();
            JobState state = there.stream().filter(among::contains).findFirst().orElse(there.getFirst());
            return id.member(states.getOrDefault(state, List.of()).getFirst());
        }
    }

    /** Whose jobs. */
    sealed interface Whose {
        /** One user's. */
        record Own(long uid) implements Whose {}

        /** One user's, and everybody else's that have not ended. */
        record OwnAndLive(long uid) implements Whose {}

        record Everybody() implements Whose {}
    }

    /** The last job of a page. */
    record Cursor(Instant submittedAt, JobId id) {}

    /** @param sequence grows with every change */
    record Numbered(long sequence, Recorded recorded) {}

    /** What a container wrote, as it is kept: bytes with gap markers where some are missing. For one thread. */
    interface LogFile extends AutoCloseable {
        /** Bytes kept so far. */
        long size() throws IOException;

        /** Whether nothing more will be kept. Ask before {@link #size} to know that the size is final. */
        boolean complete();

        /** Fills what it can from this offset on. @return bytes read; 0 at the present end */
        int read(ByteBuffer into, long offset) throws IOException;

        /** Waits until there is more than {@code known} bytes, or it is complete, or the time is up. */
        void await(long known, Duration most) throws InterruptedException;

        @Override
        void close() throws IOException;
    }
}
