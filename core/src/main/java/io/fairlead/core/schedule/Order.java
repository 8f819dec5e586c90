package io.fairlead.core.schedule;

import io.fairlead.core.backfill.Waiting;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Window;
import io.fairlead.core.reconcile.Reconcile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A job's place in the queue, as numbers: the time of its submit, then its id. */
final class Order {
    private static final int BITS = 5;
    private static final long MASK = (1L << BITS) - 1;

    /** For the index of a member, counted from 1; 0 is no member. */
    private static final int INDEX_BITS = 13;

    private Order() {}

    static long place(Job job) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, job.submittedAt());
    }

    /** The id as a number of the same order. */
    static long tie(JobId id) {
        long number = 0;
        for (int i = 0; i < JobId.LENGTH; i++) {
            number = number << BITS | JobId.ALPHABET.indexOf(id.text().charAt(i));
        }
        return number << INDEX_BITS | id.index().orElse(-1) + 1;
    }

    static JobId id(Waiting<?> job) {
        char[] text = new char[JobId.LENGTH];
        int member = (int) (job.tie() & (1L << INDEX_BITS) - 1);
        long number = job.tie() >>> INDEX_BITS;
        for (int i = JobId.LENGTH - 1; i >= 0; i--) {
            text[i] = JobId.ALPHABET.charAt((int) (number & MASK));
            number >>>= BITS;
        }
        JobId array = new JobId(new String(text));
        return member == 0 ? array : array.member(member - 1);
    }

    /** Before when a queued job with an image takes no part in passes. */
    static Instant from(Job job) {
        Instant rest = Reconcile.restsUntil(job).orElse(Instant.EPOCH);
        return window(job).notBefore().filter(rest::isBefore).orElse(rest);
    }

    /** Whether a change of a job that takes part leaves it queued and taking part. */
    static boolean staysAsItWas(Optional<Job> before, Job after) {
        return after.state() == JobState.QUEUED && before.map(Order::from).equals(Optional.of(from(after)));
    }

    /** Whether that is the wish of its owner. */
    static boolean isWish(Job job) {
        return window(job).notBefore().filter(from(job)::equals).isPresent();
    }

    private static Window window(Job job) {
        return job.submission().definition().scheduling().window();
    }
}
