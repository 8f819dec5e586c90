package io.fairlead.wire.client;

import io.fairlead.wire.api.ProblemView;
import java.time.Duration;
import java.util.Optional;

/** The server answered, and said no. */
public final class ApiRefusal extends ApiFailure {
    private static final long serialVersionUID = 1L;

    private final transient ProblemView problem;
    private final transient Optional<Duration> retryAfter;

    ApiRefusal(ProblemView problem, Optional<Duration> retryAfter) {
        super(problem.detail());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public ProblemView problem() {
        return problem;
    }

    /** The code of the first problem. */
    public String code() {
        return problem.errors().isEmpty() ? "" : problem.errors().getFirst().code();
    }

    /** When asking again makes sense, where the server said so. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
