package io.fairlead.bench.tables;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.simulator.queueing.Log;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Prints all tables. Quality does not depend on the machine; a missed gate ends with exit code 1 wherever it runs. Run in the
 * checkout's folder; the arguments are the paths of KTH-SP2 and Lublin-1, which are not part of the project, each empty where
 * it is not at hand.
 */
public final class SchedulingTables {
    private static final int MISSED = 1;
    private static final int WRONG = 2;

    private SchedulingTables() {}

    /** Ends the process. */
    public static void main(String[] arguments) {
        try {
            System.exit(print(arguments));
        } catch (IOException e) {
            wrong(e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (ProblemException e) {
            e.problems().forEach(it -> wrong(it.message()));
        }
        System.exit(WRONG);
    }

    private static void wrong(String message) {
        System.err.println("bench-scheduling: " + message);
    }

    /** Logs are read first: a wrong path is told before anything is played. */
    private static int print(String[] arguments) throws IOException {
        Optional<Log> kth = log(arguments, 0, KthTables.PROCESSORS);
        Optional<Log> lublin = log(arguments, 1, LublinTables.PROCESSORS);
        Sheet sheet = new Sheet();
        new PackingTables(sheet).print();
        kth.ifPresent(it -> new KthTables(sheet, it).print());
        lublin.ifPresent(it -> new LublinTables(sheet, it).print());
        List<String> away = List.of(kth.isEmpty() ? "KTH=FILE" : "", lublin.isEmpty() ? "LUBLIN=FILE" : "");
        away.stream().filter(it -> !it.isEmpty()).forEach(it -> sheet.text("\nnot looked at: give " + it));
        sheet.text("\ngates: " + sheet.held() + " looked at, " + sheet.missed() + " missed");
        return sheet.missed() == 0 ? 0 : MISSED;
    }

    private static Optional<Log> log(String[] arguments, int at, int processors) throws IOException {
        return arguments.length > at && !arguments[at].isEmpty()
                ? Optional.of(Traces.log(arguments[at], processors))
                : Optional.empty();
    }
}
