package io.fairlead.engines.fake;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;

/** What the fake engine refuses: what its scripts say it shall, and scripts that it cannot read. */
final class FakeProblems {
    private static final FieldPath ENVIRONMENT = FieldPath.of("request", "docker", "environment");

    static final ProblemCode SCRIPT = new ProblemCode(
            "E-FAKE-SCRIPT",
            "{variable} is \"{value}\", and {rule}",
            "put {variable} right in request.docker.environment, or leave it out",
            "The fake engine reads from variables that begin with FAKE_ what a container shall pretend.");
    static final ProblemCode CREATE = new ProblemCode(
            "E-FAKE-CREATE",
            "the fake engine was told to refuse this container: {words}",
            "leave FAKE_FAIL_CREATE out of request.docker.environment",
            "FAKE_FAIL_CREATE makes the fake engine refuse, so that one can see what follows.");
    static final ProblemCode START = new ProblemCode(
            "E-FAKE-START",
            "the fake engine was told not to start this container: {words}",
            "leave FAKE_FAIL_START out of request.docker.environment",
            "FAKE_FAIL_START makes the fake engine refuse, so that one can see what follows.");
    static final ProblemCode NAME_TAKEN = new ProblemCode(
            "E-FAKE-NAME-TAKEN",
            "a pretended container named {name} that is not this job's exists",
            "stop the server and remove the fake engine's folder",
            "Names of containers are made from instance, job and attempt, so only somebody else's deed can be in the way.");
    static final ProblemCode IMAGE = new ProblemCode(
            "E-FAKE-IMAGE",
            "the fake engine has no image {image}: names that begin with missing/ are never there, and those that begin"
                    + " with broken/ cannot be pulled",
            "use any other name",
            "On the fake engine every image exists, but for these, so that one can see what follows.");

    private FakeProblems() {}

    static Problem script(String variable, String value, String rule) {
        return SCRIPT.problem(ENVIRONMENT.key(variable), value, "variable", variable, "value", value, "rule", rule);
    }
}
