package io.fairlead.wire.api;

import java.util.List;

/**
 * A refusal, as {@code application/problem+json} (RFC 9457).
 *
 * @param type where the code is explained, for example {@code /problems#E-JOB-NOT-FOUND}
 * @param title the status in words
 * @param status the HTTP status
 * @param detail the first problem in a sentence
 * @param instance the id of this request, also in the header {@link Api#REQUEST_ID} and in the server's log
 * @param errors all problems, ordered by path; at least one
 */
public record ProblemView(String type, String title, int status, String detail, String instance, List<Finding> errors) {
    public ProblemView {
        errors = List.copyOf(errors);
    }
}
