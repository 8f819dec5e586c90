package io.fairlead.cli.command.record;

import io.fairlead.cli.show.Ago;
import io.fairlead.wire.api.RunRecordView;
import io.fairlead.wire.api.RunRecordView.OutputView;
import io.fairlead.wire.api.RunRecordView.RanOn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Several runs, aspect by aspect. */
final class Comparison {
    private static final int SHORT_SUM = 12;
    private static final int PAIR = 2;

    private final List<RunRecordView> runs;

    /**
     * One aspect of all runs.
     *
     * @param values in the order of the runs
     * @param matters whether runs that differ in it are not the same; times always differ
     */
    record Aspect(String name, List<String> values, boolean matters) {
        /** Different values, in the order of their first appearance. */
        SequencedSet<String> distinct() {
            return new LinkedHashSet<>(values);
        }

        boolean isSame() {
            return distinct().size() == 1;
        }
    }

    /** @param runs the one to compare with first */
    Comparison(List<RunRecordView> runs) {
        this.runs = List.copyOf(runs);
    }

    List<Aspect> aspects() {
        List<Aspect> aspects = new ArrayList<>();
        aspects.add(aspect("image", run -> shortened(run.image().digest().replace("sha256:", ""))));
        aspects.add(aspect("definition", run -> run.definition().text()));
        aspects.add(
                aspect("exit code", run -> run.exitCode().map(Object::toString).orElse("none")));
        aspects.add(aspect(
                "log", run -> run.log().map(log -> shortened(log.sha256())).orElse("none")));
        SequencedSet<String> paths = new LinkedHashSet<>();
        runs.forEach(run -> run.outputs().forEach(output -> paths.add(output.path())));
        paths.forEach(path -> aspects.add(aspect(path, run -> output(run, path))));
        if (runs.stream().anyMatch(run -> !run.code().isEmpty())) {
            aspects.add(aspect("code", Comparison::code));
        }
        Aspect machine = beside(
                aspect("machine", run -> run.ranOn().map(Comparison::machine).orElse("none")));
        if (!machine.isSame()) {
            aspects.add(machine);
        }
        return aspects;
    }

    private Aspect aspect(String name, Function<RunRecordView, String> value) {
        return new Aspect(name, runs.stream().map(value).toList(), true);
    }

    private static Aspect beside(Aspect aspect) {
        return new Aspect(aspect.name(), aspect.values(), false);
    }

    private static String output(RunRecordView run, String path) {
        Optional<OutputView> output =
                run.outputs().stream().filter(it -> it.path().equals(path)).findFirst();
        return output.map(it -> it.sum()
                        .map(sum -> shortened(sum.sha256()))
                        .orElseGet(() -> it.note().orElse("none")))
                .orElse("none");
    }

    private static String code(RunRecordView run) {
        List<String> trees = run.code().stream()
                .map(it ->
                        shortened(it.commit().orElse("nothing")) + (it.changed().equals("NO") ? "" : "+"))
                .toList();
        return trees.isEmpty() ? "none" : String.join(" ", trees);
    }

    private static String machine(RanOn on) {
        return on.engine() + ", " + on.kernel()
                + on.driver().map(it -> ", driver " + it).orElse("")
                + (on.devices().isEmpty() ? "" : ", " + String.join(", ", on.devices()));
    }

    private static String shortened(String sum) {
        return sum.length() <= SHORT_SUM ? sum : sum.substring(0, SHORT_SUM);
    }

    /** Whether nothing that matters differs. */
    boolean isSame() {
        return aspects().stream().allMatch(aspect -> aspect.isSame() || !aspect.matters());
    }

    /** Of two runs both, of more the shortest, the longest and the median; empty where no run has a time. */
    Optional<String> times() {
        List<Long> millis =
                runs.stream().flatMap(run -> run.ranMillis().stream()).sorted().toList();
        if (millis.isEmpty()) {
            return Optional.empty();
        }
        if (millis.size() <= PAIR) {
            return Optional.of(runs.stream()
                    .flatMap(run -> run.ranMillis().stream())
                    .map(Comparison::words)
                    .collect(Collectors.joining(", then ")));
        }
        return Optional.of(words(millis.getFirst()) + " to " + words(millis.getLast()) + ", median "
                + words(millis.get(millis.size() / 2)));
    }

    private static String words(long millis) {
        return Ago.exactly(Duration.ofMillis(millis));
    }
}
