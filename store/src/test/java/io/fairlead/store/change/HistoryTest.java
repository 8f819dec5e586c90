package io.fairlead.store.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.job.Job;
import io.fairlead.core.port.ChangeLog.Outcome;
import io.fairlead.core.upkeep.Upkeep;
import io.fairlead.store.Histories;
import io.fairlead.store.Samples;
import io.fairlead.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The seed stands in the name of each test. */
final class HistoryTest {
    private static final int TRANSACTIONS = 25;

    @TempDir
    Path directory;

    static LongStream seeds() {
        return LongStream.range(1, 7);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_a_restart_reads_is_what_the_changes_made(long seed) {
        var histories = new Histories(seed);
        var memory = new MemoryChangeLog();
        LiveState before = new LiveState(List.of(), new TreeMap<>(), Upkeep.NONE, 0);
        for (int restart = 0; restart < 3; restart++) {
            try (Store store = Store.open(Samples.settings(directory))) {
                assertThat(store.journal().load()).isEqualTo(before);
                for (int i = 0; i < TRANSACTIONS; i++) {
                    var step = histories.next();
                    assertThat(memory.append(step.changes(), step.after(), step.keys()))
                            .isEqualTo(new Outcome.Durable());
                    assertThat(store.journal().append(step.changes(), step.after(), step.keys()))
                            .isEqualTo(new Outcome.Durable());
                }
                before = store.journal().load();
                assertThat(before).isEqualTo(memory.load());
                assertThat(store.jobs(memory.jobs().stream().map(Job::id).toList()))
                        .isEqualTo(memory.jobs());
                assertThat(store.verify().differences()).isEmpty();
            }
        }
    }
}
