package io.fairlead.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * The whole control loop in virtual time, through crashes, lost answers, late lists and full disks, from seeds. The range
 * comes from {@code fairlead.sim.seeds}, as {@code make sim SEEDS=A-B} gives it.
 */
final class SimulationTest {
    private static final String SEEDS = System.getProperty("fairlead.sim.seeds", "1000-1199");
    private static final int PLANTED_SEEDS_MAX = 50;

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Clerk.class);
    private static Level before;

    @BeforeAll
    static void failures_on_purpose_are_not_logged() {
        before = LOG.getLevel();
        LOG.setLevel(Boolean.getBoolean("fairlead.sim.log") ? before : Level.OFF);
    }

    @AfterAll
    static void others_log_as_before() {
        LOG.setLevel(before);
    }

    @Test
    void every_law_holds_after_every_step_of_every_seed() {
        String[] range = SEEDS.split("-", 2);
        long first = Long.parseLong(range[0]);
        long last = Long.parseLong(range[range.length - 1]);
        long steps = 0;
        long changes = 0;
        long promises = 0;
        long broken = 0;
        long retries = 0;
        long restarts = 0;
        long warnings = 0;
        long idled = 0;
        long preempted = 0;
        long served = 0;
        long voided = 0;
        long drains = 0;
        long arrays = 0;
        long reserved = 0;
        long used = 0;
        long begin = System.nanoTime();
        for (long seed = first; seed <= last; seed++) {
            SimWorld world = new SimWorld(seed, Planted.NONE);
            violation(world).ifPresent(failure(seed, world));
            steps += world.steps();
            changes += world.log().changes().size();
            promises += world.laws().promises();
            broken += world.laws().broken();
            idled += world.laws().idled();
            preempted += world.laws().quotas().halts();
            served += world.laws().quotas().served();
            voided += world.laws().quotas().voided();
            drains += world.laws().upkeep().drains();
            arrays += world.laws().arrays().arrays();
            reserved += world.laws().upkeep().reserved();
            used += world.laws().upkeep().used();
            retries += world.laws().attempts().retries();
            restarts += world.laws().attempts().restarts();
            warnings += world.laws().attempts().warnings();
        }
        System.out.printf(
                Locale.ROOT,
                "simulation: seeds %d-%d, %,d steps, %,d changes, %,d promises, %,d revoked, 0 late, %,d retries,"
                        + " %,d restarts, %,d time warnings, %,d idle, %,d preempted for %,d starts, %,d places given up, %,d drains,"
                        + " %,d arrays, %,d reservations for %,d starts, %.1f s%n",
                first,
                last,
                steps,
                changes,
                promises,
                broken,
                retries,
                restarts,
                warnings,
                idled,
                preempted,
                served,
                voided,
                drains,
                arrays,
                reserved,
                used,
                (System.nanoTime() - begin) / 1e9);
        assertThat(changes).isPositive();
        assertThat(idled).isPositive();
        assertThat(warnings).isPositive();
        assertThat(arrays).isPositive();
        assertThat(preempted).isPositive();
        assertThat(drains).isPositive();
        assertThat(reserved).isPositive();
        assertThat(used).isPositive();
        assertThat(served).isGreaterThan(voided);
        assertThat(promises).isGreaterThan(broken);
    }

    @Test
    void a_seed_gives_the_same_changes_every_time() {
        for (long seed = 1; seed <= 5; seed++) {
            SimWorld one = new SimWorld(seed, Planted.NONE);
            SimWorld other = new SimWorld(seed, Planted.NONE);
            one.run();
            other.run();

            assertThat(other.log().hash())
                    .as("seed %d", seed)
                    .isEqualTo(one.log().hash());
            assertThat(other.steps()).as("seed %d", seed).isEqualTo(one.steps());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_planted_bug_is_found_soon(Planted planted) {
        for (long seed = 1; seed <= PLANTED_SEEDS_MAX; seed++) {
            Optional<String> found = violation(new SimWorld(seed, planted));
            if (found.isPresent()) {
                System.out.printf(Locale.ROOT, "simulation: %s found by seed %d: %s%n", planted, seed, found.get());
                return;
            }
        }
        fail("%s was not found within %d seeds", planted, PLANTED_SEEDS_MAX);
    }

    private static Optional<String> violation(SimWorld world) {
        try {
            world.run();
            return Optional.empty();
        } catch (SimViolation | IllegalStateException broken) {
            return Optional.of(String.valueOf(broken.getMessage()));
        }
    }

    private static java.util.function.Consumer<String> failure(long seed, SimWorld world) {
        return words -> fail(
                "seed %d: %s%n  make sim SEEDS=%d-%d%n  the last that happened:%n    %s",
                seed,
                words,
                seed,
                seed,
                String.join(System.lineSeparator() + "    ", world.time().told()));
    }
}
