package io.fairlead.core.reconcile;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Retries;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.TimeWords;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How attempts end, other than well. */
final class ReconcileProblems {
    private static final String SEE_LOGS = "fairlead logs JOB";

    static final ProblemCode EXIT_CODE = new ProblemCode(
            "E-EXIT-CODE",
            "the command ended with code {code}",
            SEE_LOGS + " shows what it wrote",
            "The job's own command said that it failed. Codes above 128 usually mean that a signal ended it: 128 plus the"
                    + " signal's number.");
    static final ProblemCode UNEXPECTED = new ProblemCode(
            "E-EXPECTATION-UNMET",
            "the outcome is not what was expected: {difference}",
            SEE_LOGS + " shows what it wrote, fairlead record JOB what it left; put the job right, or request.expect",
            "The owner predicted exit codes, outputs or a line of the log in request.expect. All of it is looked at when"
                    + " the job has ended by itself, and each difference is named.");
    static final ProblemCode BUILD = new ProblemCode(
            "E-IMAGE-BUILD",
            "the image was not built: {cause}",
            SEE_LOGS + " shows all of it; put it right, then: fairlead image update NAME --rebuild",
            "The builder stopped at this line of the Dockerfile. The steps before it are kept, so that the next build begins"
                    + " there.");
    static final ProblemCode OUT_OF_MEMORY = new ProblemCode(
            "E-OUT-OF-MEMORY",
            "the kernel killed the job at its memory limit of {limit}",
            "ask for more in request.resources.cpuMemoryGb, or use less",
            "The limit covers the memory of the job's processes, its shared memory and its tmpfs volumes together; there is"
                    + " no swap.");
    static final ProblemCode MAX_DURATION = new ProblemCode(
            "E-MAX-DURATION",
            "stopped after its maxDuration of {limit}",
            "raise request.scheduling.maxDuration, or save and continue in a next job",
            "A job is always stopped at its maxDuration, counted over all of its attempts.");
    static final ProblemCode TIME_SHORT = new ProblemCode(
            "E-TIME-WARNING",
            "its maxDuration of {limit}, over all of its attempts, is over at {end}: then it gets {signal}, and SIGKILL {grace}"
                    + " later",
            "save what is needed, and go on in a next job, with a longer request.scheduling.maxDuration",
            "Shown from three quarters of the time on. It is an event of the job twice, when 75 and when 90 of a hundred parts"
                    + " are over. A command finds the same moment in FAIRLEAD_DEADLINE.");
    static final ProblemCode RETIRED = new ProblemCode(
            "E-RETIRED",
            "retired on request",
            "deploy it again: fairlead session deploy NAME",
            "The session's owner no longer needed it. What lay in its volumes is there; its container is gone.");
    static final ProblemCode SESSION_TIME = new ProblemCode(
            "E-SESSION-TIME",
            "the session's time was up after {limit}",
            "deploy it again, with a longer --max-duration or request.scheduling.maxDuration",
            "A session ends at its maxDuration and has then finished: this is no failure of what ran in it.");
    static final ProblemCode CANCELLED = new ProblemCode(
            "E-CANCELLED", "cancelled on request", "submit it again", "Somebody allowed to asked for it.");
    static final ProblemCode VANISHED = new ProblemCode(
            "E-CONTAINER-VANISHED",
            "its container {container} disappeared from the engine; how it ended is not known",
            "submit it again; ask the administrator who removes containers by hand",
            "Somebody or something removed the container behind Fairlead's back. Two looks apart in time agreed that it is"
                    + " gone.");
    static final ProblemCode NODE_REBOOTED = new ProblemCode(
            "E-NODE-REBOOTED",
            "the machine was restarted while the job ran",
            "submit it again; jobs that are restartable or have retries on node-loss are queued again by themselves",
            "The boot id of the machine changed. This is not the job's failure.");
    static final ProblemCode ASKED_AGAIN = new ProblemCode(
            "E-RESTART-ASKED",
            "the job saved its state and asked for another attempt with exit code 123",
            "nothing to do: it is queued again",
            "A restartable job that ends with 123 is queued again for its next attempt.");
    static final ProblemCode NOT_RESTARTABLE = new ProblemCode(
            "E-NOT-RESTARTABLE",
            "the job asked for another attempt with exit code 123, and it is not restartable",
            "set request.scheduling.restartable to true and submit it again",
            "Scripts for Slices save their state and end with 123 to be started again. That needs restartable: true; without"
                    + " it 123 is a failure like any other code.");
    static final ProblemCode ATTEMPTS = new ProblemCode(
            "E-ATTEMPTS-MAX",
            "the job was to have another attempt, and it had {max}, which is all that a job gets",
            "submit it again to go on; fairlead logs JOB shows why it ends so often",
            "A bound against scripts that only restart. Time is bounded before it: maxDuration counts over all attempts.");
    static final ProblemCode HALTED = new ProblemCode(
            "E-HALTED",
            "halted on request",
            "nothing to do where it is restartable: it is queued again; else submit it again",
            "Somebody allowed to asked it to give up its place: fairlead halt JOB. A restartable job gets SIGUSR1 to save its"
                    + " state, after the grace period its stop signal, after another one SIGKILL, and waits for its next"
                    + " attempt; one that had not begun to run waits again too. Any other job fails.");
    static final ProblemCode RETRY = new ProblemCode(
            "E-RETRY",
            "{failure}; that is {cause}, and retry {number} of {max} follows",
            "nothing to do: it is queued again; fairlead logs JOB --attempt N shows what a former attempt wrote",
            "request.scheduling.retries names the causes for which a job gets another attempt.");
    static final ProblemCode NOT_STARTED = new ProblemCode(
            "E-START-FAILED",
            "the engine could not start the container after {tries} tries: {cause}",
            "try again later; fairlead doctor tells the administrator what is wrong with the engine",
            "The engine failed, not the job.");
    static final ProblemCode ENDING = new ProblemCode(
            "E-ENDING",
            "its container has ended; the last of its log is being kept",
            "wait a moment",
            "The devices are free already. The terminal state is recorded once the log is complete.");
    static final ProblemCode ENGINE_SILENT = new ProblemCode(
            "E-ENGINE-UNREACHABLE",
            "the container engine of cluster {cluster} does not answer: {cause}",
            "ask the administrator to run fairlead doctor; running jobs go on",
            "Nothing is placed on an engine that does not answer. Running jobs stay as they are: no answer is not an answer.");

    static final ProblemCode NOT_AFTER = new ProblemCode(
            "E-NOT-AFTER",
            "it had not started by {end}, its notAfter",
            "submit it again with a later notAfter, or without",
            "A job that has not started by its notAfter is not wanted any more. One that was started and waits for another attempt"
                    + " goes on.");

    static final ProblemCode DEPENDENCY_MISSED = new ProblemCode(
            "E-DEPENDENCY-MISSED",
            "job {job} has ended as {state}, and this one was to start when that one had {on}",
            "put right what ended {job} so, and submit both again",
            "A job with dependsOn starts when the others have ended as it says: `finished` in whatever way, `succeeded` as"
                    + " FINISHED, `failed` as FAILED or CANCELLED. Where one ends otherwise, it can never start.");

    private ReconcileProblems() {}

    static Problem exitCode(int code) {
        return EXIT_CODE.reason("code", code);
    }

    static Problem outOfMemory(Bytes limit) {
        return OUT_OF_MEMORY.reason("limit", limit);
    }

    static Problem maxDuration(Duration limit) {
        return MAX_DURATION.reason("limit", TimeWords.of(limit));
    }

    static Problem timeShort(Job job, Duration limit, Instant end) {
        JobDefinition definition = job.submission().definition();
        return TIME_SHORT.reason(
                "limit",
                TimeWords.of(limit),
                "end",
                end.truncatedTo(ChronoUnit.SECONDS),
                "signal",
                definition.docker().stopSignal().name(),
                "grace",
                TimeWords.of(definition.scheduling().gracePeriod()));
    }

    static Problem sessionTime(Duration limit) {
        return SESSION_TIME.reason("limit", TimeWords.of(limit));
    }

    static Problem attempts(int max) {
        return ATTEMPTS.reason("max", max);
    }

    /** @param number of this retry, from 1 */
    static Problem retry(Problem failure, Retries.Cause cause, int number, int max) {
        return RETRY.reason("failure", failure.message(), "cause", cause.word(), "number", number, "max", max);
    }

    static Problem notStarted(int tries, String cause) {
        return NOT_STARTED.reason("tries", tries, "cause", cause);
    }
}
