package io.fairlead.server.terminal;

import io.fairlead.core.problem.ProblemCode;

/** Why there is no terminal, or no longer. */
final class TerminalProblems {
    static final ProblemCode NOT_RUNNING = new ProblemCode(
            "E-JOB-NOT-RUNNING",
            "job {job} is {state}; only in a job that runs can something be run or joined",
            "fairlead why {job} says what it waits for, fairlead show {job} how it ended",
            "A further command needs the container of a running attempt.");
    static final ProblemCode CONTAINER_GONE = new ProblemCode(
            "E-CONTAINER-ENDED",
            "the container of job {job} has ended",
            "fairlead show {job}",
            "A terminal ends with the container that it is in.");
    static final ProblemCode NO_INPUT = new ProblemCode(
            "E-NO-INPUT",
            "job {job} takes no input",
            "set request.docker.stdin, or run it with fairlead run -i; to look at its output: fairlead logs --follow {job}",
            "A job's own command can be typed to only where it was submitted so. A further command can always be typed to.");
    static final ProblemCode ENGINE = new ProblemCode(
            "E-TERMINAL-ENGINE",
            "the engine broke the terminal off: {cause}",
            "open it again; the job goes on",
            "The stream between the server and the engine ended before the command did.");
    static final ProblemCode STOPPING = new ProblemCode(
            "E-TERMINAL-SERVER-STOPS",
            "the server is stopping, and this terminal with it; the job goes on",
            "open it again in a moment",
            "What was started in a terminal ends with it. What the job itself runs is not affected.");
    static final ProblemCode REQUEST = new ProblemCode(
            "E-TERMINAL-REQUEST",
            "the terminal cannot be opened: {cause}",
            "compare the versions: fairlead version",
            "The first message says what to run. What came could not be read, or is out of bounds.");

    private TerminalProblems() {}
}
