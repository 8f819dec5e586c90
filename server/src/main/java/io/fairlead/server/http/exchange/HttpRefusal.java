package io.fairlead.server.http.exchange;

import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/** Ends the handling of a request with a problem; nothing of an answer has been sent yet. */
public final class HttpRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Status status;
    private final transient Findings findings;
    private final transient Optional<Duration> retryAfter;

    public HttpRefusal(Status status, Problem problem) {
        this(status, Findings.of(problem), Optional.empty());
    }

    public HttpRefusal(Status status, Findings findings, Optional<Duration> retryAfter) {
        super(findings.problems().getFirst().message(), null, false, false);
        this.status = status;
        this.findings = findings;
        this.retryAfter = retryAfter;
    }

    public Status status() {
        return status;
    }

    public Findings findings() {
        return findings;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
