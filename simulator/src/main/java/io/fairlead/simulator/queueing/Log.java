package io.fairlead.simulator.queueing;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.simulator.SimulatorProblems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A log in the Standard Workload Format (Chapin et al., JSSPP 1999): a line of 18 numbers for each job, {@code -1} for what
 * is not known, {@code ;} before comments; filtered as published comparisons do.
 *
 * @param jobs by submit, then number
 * @param read lines with a job
 * @param tooLarge jobs that were dropped because they need more than the machine has
 * @param withoutRun jobs that were dropped because they did not run
 * @param cut jobs whose run time was cut to what they had asked for
 */
public record Log(List<LogJob> jobs, int read, int tooLarge, int withoutRun, int cut) {
    private static final int FIELDS = 18;
    private static final int SUBMIT = 1;
    private static final int RUN = 3;
    private static final int ALLOCATED = 4;
    private static final int REQUESTED_PROCESSORS = 7;
    private static final int REQUESTED = 8;
    private static final int USER = 11;
    /** Problems of one log that are told; the rest is mostly the same again. */
    private static final int TOLD = 20;

    /** Of any time: sums of them are far from any bound. */
    private static final long SECONDS_MOST = 100_000_000_000L;

    public Log {
        jobs = List.copyOf(jobs);
    }

    /**
     * @param source the name that problems say
     * @param processors of the machine
     * @throws ProblemException where a line is no job, or no job is left
     */
    public static Log of(String source, String text, int processors) {
        Reading reading = new Reading(source, processors);
        int line = 0;
        for (String given : text.split("\\R", -1)) {
            line++;
            String bare = given.strip();
            if (!bare.isEmpty() && !bare.startsWith(";")) {
                reading.line(line, fields(bare));
            }
        }
        return reading.log();
    }

    /** What was read so far. */
    private static final class Reading {
        private final String source;
        private final int processors;
        private final List<LogJob> jobs = new ArrayList<>();
        private final Set<Long> numbers = new HashSet<>();
        private final List<Problem> problems = new ArrayList<>();
        private int read;
        private int tooLarge;
        private int withoutRun;
        private int cut;

        private Reading(String source, int processors) {
            this.source = source;
            this.processors = processors;
        }

        private void line(int line, long[] fields) {
            if (fields.length < FIELDS) {
                problem(SimulatorProblems.noJob(source, line));
                return;
            }
            read++;
            long count = fields[REQUESTED_PROCESSORS] > 0 ? fields[REQUESTED_PROCESSORS] : fields[ALLOCATED];
            if (fields[RUN] <= 0 || count <= 0) {
                withoutRun++;
            } else if (count > processors) {
                tooLarge++;
            } else if (isSound(line, fields)) {
                long requested = fields[REQUESTED] > 0 ? fields[REQUESTED] : fields[RUN];
                cut += fields[RUN] > requested ? 1 : 0;
                jobs.add(new LogJob(
                        fields[0],
                        fields[SUBMIT],
                        Math.min(fields[RUN], requested),
                        (int) count,
                        requested,
                        fields[USER]));
            }
        }

        private boolean isSound(int line, long[] fields) {
            int before = problems.size();
            time(line, "submit time", fields[SUBMIT]);
            time(line, "run time", fields[RUN]);
            // Where it is not known, it is the run time.
            time(line, "requested time", Math.max(0, fields[REQUESTED]));
            if (!numbers.add(fields[0])) {
                problem(SimulatorProblems.twice(source, line, fields[0]));
            }
            return problems.size() == before;
        }

        private void time(int line, String field, long given) {
            if (given < 0 || given > SECONDS_MOST) {
                problem(SimulatorProblems.value(source, line, field, given, SECONDS_MOST));
            }
        }

        private void problem(Problem problem) {
            if (problems.size() < TOLD) {
                problems.add(problem);
            }
        }

        private Log log() {
            if (problems.isEmpty() && jobs.isEmpty()) {
                problem(
                        read == 0
                                ? SimulatorProblems.empty(source)
                                : SimulatorProblems.noneLeft(source, processors, read, tooLarge, withoutRun));
            }
            if (!problems.isEmpty()) {
                throw new ProblemException(problems);
            }
            jobs.sort(Comparator.comparingLong(LogJob::submit).thenComparingLong(LogJob::number));
            return new Log(jobs, read, tooLarge, withoutRun, cut);
        }
    }

    /** Whole numbers; fractions, which some logs have in fields that do not matter here, are cut. */
    private static long[] fields(String line) {
        String[] words = line.split("\\s+", -1);
        long[] fields = new long[words.length];
        try {
            for (int i = 0; i < words.length; i++) {
                fields[i] = words[i].indexOf('.') < 0 ? Long.parseLong(words[i]) : (long) Double.parseDouble(words[i]);
            }
        } catch (NumberFormatException e) {
            return new long[0];
        }
        return fields;
    }
}
