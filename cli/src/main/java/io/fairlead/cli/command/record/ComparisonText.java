package io.fairlead.cli.command.record;

import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.wire.api.RunRecordView;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison of runs, for people: of two side by side, of more their spread. */
final class ComparisonText {
    private static final int PAIR = 2;

    private final Shell shell;

    ComparisonText(Shell shell) {
        this.shell = shell;
    }

    void print(List<RunRecordView> runs) {
        Comparison comparison = new Comparison(runs);
        if (runs.size() == PAIR) {
            pair(runs, comparison);
        } else {
            spread(runs, comparison);
        }
        comparison.times().ifPresent(times -> shell.out().println("ran " + times));
    }

    private void pair(List<RunRecordView> runs, Comparison comparison) {
        Table table = new Table("", runs.getFirst().job(), runs.getLast().job(), "");
        for (Comparison.Aspect aspect : comparison.aspects()) {
            boolean text = aspect.name().equals("definition");
            table.row(List.of(
                    aspect.name(),
                    text ? "" : aspect.values().getFirst(),
                    text ? "" : aspect.values().getLast(),
                    aspect.isSame() ? "same" : "DIFFERS"));
        }
        table.print(shell.out(), shell.tty().columns(), false);
    }

    private void spread(List<RunRecordView> runs, Comparison comparison) {
        Table table = new Table("OF " + runs.size() + " RUNS", "DIFFERENT", "VALUES");
        for (Comparison.Aspect aspect : comparison.aspects()) {
            boolean text = aspect.name().equals("definition");
            table.row(List.of(
                    aspect.name(),
                    aspect.isSame()
                            ? "same"
                            : Integer.toString(aspect.distinct().size()),
                    text ? "" : values(aspect)));
        }
        table.print(shell.out(), shell.tty().columns(), false);
    }

    private static String values(Comparison.Aspect aspect) {
        return aspect.distinct().stream()
                .map(value -> Collections.frequency(aspect.values(), value) + " × " + value)
                .collect(Collectors.joining(", "));
    }
}
