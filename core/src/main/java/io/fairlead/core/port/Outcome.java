package io.fairlead.core.port;

import io.fairlead.core.problem.Problem;

/** What became of an action. */
public sealed interface Outcome {
    record Done() implements Outcome {}

    /** Certainly not carried out, for a reason of the world's: may be tried again as it is. */
    record NotExecuted(String cause) implements Outcome {}

    /** Perhaps carried out: look before doing anything more. */
    record Unknown(String cause) implements Outcome {}

    /** Refused for good: trying again gives the same answer. */
    record Rejected(Problem reason) implements Outcome {}
}
