package io.fairlead.engines.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Exit;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FakeEngineTest {
    private final VirtualClock clock = new VirtualClock();
    private final FakeMachine machine = FakeMachine.inMemory(clock);
    private final FakeEngine engine = new FakeEngine(machine, FakeSpecs.INSTANCE);
    private final FakeSpecs specs = new FakeSpecs();

    @TempDir
    private Path folder;

    @Test
    void without_a_script_a_container_runs_a_second_and_ends_well() {
        ContainerSpec spec = started();

        clock.pass(Duration.ofMillis(999));
        assertThat(view(engine, spec).status()).isEqualTo(ContainerView.Status.RUNNING);

        clock.pass(Duration.ofMillis(1));
        assertThat(view(engine, spec).exit())
                .contains(new Exit(0, false, VirtualClock.NOON.plusSeconds(1), Optional.empty()));
    }

    @Test
    void one_that_runs_out_of_memory_says_so() {
        ContainerSpec spec = started("FAKE_OOM", "true");

        clock.pass(Duration.ofSeconds(1));

        assertThat(view(engine, spec).exit())
                .hasValueSatisfying(exit -> assertThat(exit.outOfMemory()).isTrue());
    }

    @Test
    void one_that_ignores_the_stop_signal_ends_only_of_the_kill_and_only_once_that_took_effect() {
        ContainerSpec spec = started("FAKE_RUN_FOR", "forever", "FAKE_IGNORE_TERM", "true", "FAKE_KILL_TAKES", "15s");

        engine.apply(new Action.Signal(spec.name(), "SIGTERM"));
        clock.pass(Duration.ofHours(1));
        engine.apply(new Action.Signal(spec.name(), "SIGKILL"));

        assertThat(view(engine, spec).status()).isEqualTo(ContainerView.Status.RUNNING);
        clock.pass(Duration.ofSeconds(15));
        assertThat(view(engine, spec).exit())
                .hasValueSatisfying(exit -> assertThat(exit.code()).isEqualTo(137));
    }

    @Test
    void a_stop_signal_can_be_answered_with_a_code_of_its_own() {
        ContainerSpec spec = started("FAKE_RUN_FOR", "forever", "FAKE_STOP_CODE", "123", "FAKE_STOP_TAKES", "2s");

        engine.apply(new Action.Signal(spec.name(), "SIGUSR1"));
        clock.pass(Duration.ofSeconds(2));

        assertThat(view(engine, spec).exit())
                .contains(new Exit(123, false, VirtualClock.NOON.plusSeconds(2), Optional.empty()));
    }

    @Test
    void what_was_told_to_fail_is_refused_with_those_words() {
        ContainerSpec unmade = specs.spec("FAKE_FAIL_CREATE", "no such device");
        ContainerSpec unstarted = specs.spec("FAKE_FAIL_START", "no such program");

        assertThat(engine.apply(new Action.Create(unmade))).isInstanceOfSatisfying(Outcome.Rejected.class, refused -> {
            assertThat(refused.reason().code()).isEqualTo("E-FAKE-CREATE");
            assertThat(refused.reason().message()).contains("no such device");
        });
        assertThat(engine.apply(new Action.Create(unstarted))).isEqualTo(new Outcome.Done());
        assertThat(engine.apply(new Action.Start(unstarted.name())))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        refused -> assertThat(refused.reason().message()).contains("no such program"));
        assertThat(machine.runs(unstarted.name())).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "FAKE_RUN_FOR, soon",
        "FAKE_RUN_FOR, -1s",
        "FAKE_EXIT_CODE, 256",
        "FAKE_EXIT_CODE, x",
        "FAKE_OOM, maybe",
        "FAKE_KILL_TAKES, 5"
    })
    void a_script_that_cannot_be_read_is_refused_with_the_rule(String variable, String value) {
        Outcome outcome = engine.apply(new Action.Create(specs.spec(variable, value)));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, refused -> {
            assertThat(refused.reason().code()).isEqualTo("E-FAKE-SCRIPT");
            assertThat(refused.reason().path()).hasToString("request.docker.environment." + variable);
        });
    }

    @Test
    void the_machine_itself_would_run_again_what_has_ended_and_counts_it() {
        ContainerSpec spec = started();
        clock.pass(Duration.ofSeconds(2));

        machine.start(spec.name());

        assertThat(machine.runs(spec.name())).isEqualTo(2);
        assertThat(view(engine, spec).status()).isEqualTo(ContainerView.Status.RUNNING);
    }

    @Test
    void containers_outlive_their_process_and_run_on_meanwhile() {
        FakeMachine first = FakeMachine.in(folder, clock);
        ContainerSpec made = specs.spec();
        ContainerSpec running = specs.spec("FAKE_RUN_FOR", "5s", "FAKE_EXIT_CODE", "3", "FAKE_OUT", "one\ntwo");
        ContainerSpec removed = specs.spec();
        FakeEngine before = new FakeEngine(first, FakeSpecs.INSTANCE);
        before.apply(new Action.Create(made));
        before.apply(new Action.Create(running));
        before.apply(new Action.Start(running.name()));
        before.apply(new Action.Create(removed));
        before.apply(new Action.Remove(removed.name()));

        FakeMachine second = FakeMachine.in(folder, clock);
        FakeEngine after = new FakeEngine(second, FakeSpecs.INSTANCE);

        assertThat(second.all()).isEqualTo(first.all());
        assertThat(second.runs(running.name())).isEqualTo(1);
        clock.pass(Duration.ofSeconds(5));
        assertThat(after.list()).isEqualTo(before.list());
        assertThat(view(after, running).exit())
                .hasValueSatisfying(exit -> assertThat(exit.code()).isEqualTo(3));
    }

    @Test
    void a_reboot_ends_what_ran_and_keeps_everything() {
        ContainerSpec made = specs.spec();
        engine.apply(new Action.Create(made));
        ContainerSpec running = started("FAKE_RUN_FOR", "forever");

        machine.reboot();

        assertThat(view(engine, made).status()).isEqualTo(ContainerView.Status.CREATED);
        assertThat(view(engine, running).status()).isEqualTo(ContainerView.Status.EXITED);
    }

    @Test
    void what_vanished_is_not_there_but_its_runs_are_still_known() {
        ContainerSpec spec = started();

        machine.vanish(spec.name());

        assertThat(engine.inspect(spec.name())).isEqualTo(new Look.Absent());
        assertThat(machine.runs(spec.name())).isEqualTo(1);
    }

    @Test
    void containers_of_another_instance_are_not_listed() {
        started();

        assertThat(new FakeEngine(machine, "another").list()).isEqualTo(new Listing.Complete(java.util.List.of()));
    }

    @Test
    void lines_are_spread_over_the_run() {
        ContainerSpec spec = started("FAKE_RUN_FOR", "4s", "FAKE_OUT", "one\ntwo\nthree\nfour");

        clock.pass(Duration.ofMillis(2_500));

        assertThat(machine.find(spec.name()).orElseThrow().written(clock.instant()))
                .extracting(FakeContainer.Line::text)
                .containsExactly("one", "two", "three");
    }

    @Test
    void every_image_exists_but_those_whose_names_say_otherwise() {
        FakeImages images = new FakeImages();
        ResolvedImage usual =
                images.resolve(ImageReference.parse("team/train:1")).orElseThrow();
        ResolvedImage late =
                images.resolve(ImageReference.parse("late/train:1")).orElseThrow();
        ResolvedImage broken =
                images.resolve(ImageReference.parse("broken/train:1")).orElseThrow();

        assertThat(images.resolve(ImageReference.parse("missing/train:1"))).isEmpty();
        assertThat(usual)
                .isEqualTo(new FakeImages()
                        .resolve(ImageReference.parse("team/train:1"))
                        .orElseThrow());
        assertThat(images.isPresent(usual)).isTrue();
        assertThat(images.isPresent(late)).isFalse();
        assertThat(images.pull(late)).isEmpty();
        assertThat(images.isPresent(late)).isTrue();
        assertThat(images.pull(broken)).isPresent();
        assertThat(images.isPresent(broken)).isFalse();
    }

    private ContainerSpec started(String... script) {
        ContainerSpec spec = specs.spec(script);
        assertThat(engine.apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());
        assertThat(engine.apply(new Action.Start(spec.name()))).isEqualTo(new Outcome.Done());
        return spec;
    }

    private static ContainerView view(FakeEngine engine, ContainerSpec spec) {
        return ((Look.Found) engine.inspect(spec.name())).view();
    }
}
