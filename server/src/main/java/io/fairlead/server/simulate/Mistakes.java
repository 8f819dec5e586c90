package io.fairlead.server.simulate;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong with flags and files: it is told together and not one by one. */
final class Mistakes {
    private final List<Problem> found = new ArrayList<>();

    /** Something is wrong with a flag. */
    void add(String flag, ProblemCode code, Object... namesAndValues) {
        found.add(code.problem(FieldPath.of(flag), "", namesAndValues));
    }

    /** Something is wrong with the whole line. */
    void add(Problem problem) {
        found.add(problem);
    }

    /** What was read, of this flag; empty where it does not fit. {@link #tell} is then due before anything is played. */
    <T> Optional<T> read(String flag, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (ProblemException e) {
            e.problems().forEach(it -> found.add(it.at(FieldPath.of(flag))));
            return Optional.empty();
        }
    }

    /** @throws ProblemException with all of it, where anything does not fit */
    void tell() {
        if (!found.isEmpty()) {
            throw new ProblemException(found);
        }
    }
}
