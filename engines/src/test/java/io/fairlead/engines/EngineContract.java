package io.fairlead.engines;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.port.Action;
import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.port.ContainerView;
import io.fairlead.core.port.Engine;
import io.fairlead.core.port.Listing;
import io.fairlead.core.port.Look;
import io.fairlead.core.port.Outcome;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What every engine promises, whatever runs the containers. A subclass says how its engine is reached, what its
 * containers do, and how time passes there.
 */
public abstract class EngineContract {
    /** One engine for all tests of the class, with the instance that {@link #spec} labels containers with. */
    protected abstract Engine engine();

    /** A container that ends by itself, with this code, as soon as it can. */
    protected abstract ContainerSpec ending(int code);

    /** A container that runs until a signal ends it. */
    protected abstract ContainerSpec lasting();

    /** The same container under the same name with another attempt in its labels. */
    protected abstract ContainerSpec ofAnotherAttempt(ContainerSpec spec);

    /** Waits until the container is as wished, or fails after a time that is ample. */
    protected abstract ContainerView await(ContainerName name, Predicate<ContainerView> wished);

    @Test
    void a_made_container_is_there_and_was_never_started() {
        ContainerSpec spec = ending(0);

        assertThat(engine().apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());

        ContainerView view = found(spec);
        assertThat(view.status()).isEqualTo(ContainerView.Status.CREATED);
        assertThat(view.startedAt()).isEmpty();
        assertThat(view.exit()).isEmpty();
        assertThat(view.attempt()).isEqualTo(1);
        assertThat(view.job()).isPresent();
    }

    @Test
    void making_it_again_adopts_the_first_one() {
        ContainerSpec spec = ending(0);
        assertThat(engine().apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());

        assertThat(engine().apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());

        assertThat(listed(spec.name())).hasSize(1);
    }

    @Test
    void a_name_that_another_attempt_holds_is_refused() {
        ContainerSpec spec = ending(0);
        assertThat(engine().apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());

        Outcome outcome = engine().apply(new Action.Create(ofAnotherAttempt(spec)));

        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(found(spec).attempt()).isEqualTo(1);
    }

    @Test
    void a_container_that_ended_shows_its_code_and_its_times() {
        ContainerSpec spec = ending(7);
        run(spec);

        ContainerView view = await(spec.name(), it -> it.status() == ContainerView.Status.EXITED);

        assertThat(view.exit()).hasValueSatisfying(exit -> {
            assertThat(exit.code()).isEqualTo(7);
            assertThat(exit.outOfMemory()).isFalse();
            assertThat(exit.at()).isAfterOrEqualTo(view.startedAt().orElseThrow());
        });
    }

    @Test
    void starting_again_what_has_ended_does_not_run_it_again() {
        ContainerSpec spec = ending(0);
        run(spec);
        ContainerView first = await(spec.name(), it -> it.status() == ContainerView.Status.EXITED);

        Outcome again = engine().apply(new Action.Start(spec.name()));

        assertThat(again).isEqualTo(new Outcome.Done());
        assertThat(found(spec)).isEqualTo(first);
    }

    @Test
    void starting_again_what_runs_changes_nothing() {
        ContainerSpec spec = lasting();
        run(spec);
        ContainerView first = await(spec.name(), it -> it.status() == ContainerView.Status.RUNNING);

        assertThat(engine().apply(new Action.Start(spec.name()))).isEqualTo(new Outcome.Done());

        assertThat(found(spec)).isEqualTo(first);
    }

    @Test
    void a_signal_ends_what_listens_to_it() {
        ContainerSpec spec = lasting();
        run(spec);
        await(spec.name(), it -> it.status() == ContainerView.Status.RUNNING);

        assertThat(engine().apply(new Action.Signal(spec.name(), "SIGTERM"))).isEqualTo(new Outcome.Done());

        ContainerView view = await(spec.name(), it -> it.status() == ContainerView.Status.EXITED);
        assertThat(view.exit())
                .hasValueSatisfying(exit -> assertThat(exit.code()).isEqualTo(143));
    }

    @Test
    void a_kill_ends_it_with_137_and_not_for_memory() {
        ContainerSpec spec = lasting();
        run(spec);
        await(spec.name(), it -> it.status() == ContainerView.Status.RUNNING);

        assertThat(engine().apply(new Action.Signal(spec.name(), "SIGKILL"))).isEqualTo(new Outcome.Done());

        ContainerView view = await(spec.name(), it -> it.status() == ContainerView.Status.EXITED);
        assertThat(view.exit()).hasValueSatisfying(exit -> {
            assertThat(exit.code()).isEqualTo(137);
            assertThat(exit.outOfMemory()).isFalse();
        });
    }

    @Test
    void a_signal_to_what_does_not_run_asks_for_a_look() {
        ContainerSpec spec = ending(0);
        engine().apply(new Action.Create(spec));

        assertThat(engine().apply(new Action.Signal(spec.name(), "SIGTERM"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(engine().apply(new Action.Signal(absent(), "SIGTERM"))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void what_runs_is_not_removed() {
        ContainerSpec spec = lasting();
        run(spec);
        await(spec.name(), it -> it.status() == ContainerView.Status.RUNNING);

        assertThat(engine().apply(new Action.Remove(spec.name()))).isInstanceOf(Outcome.NotExecuted.class);

        assertThat(found(spec).status()).isEqualTo(ContainerView.Status.RUNNING);
    }

    @Test
    void what_has_ended_is_removed_and_removing_it_again_is_done() {
        ContainerSpec spec = ending(0);
        run(spec);
        await(spec.name(), it -> it.status() == ContainerView.Status.EXITED);

        assertThat(engine().apply(new Action.Remove(spec.name()))).isEqualTo(new Outcome.Done());

        assertThat(engine().inspect(spec.name())).isEqualTo(new Look.Absent());
        assertThat(listed(spec.name())).isEmpty();
        assertThat(engine().apply(new Action.Remove(spec.name()))).isEqualTo(new Outcome.Done());
    }

    @Test
    void starting_what_is_not_there_is_certainly_not_executed() {
        assertThat(engine().apply(new Action.Start(absent()))).isInstanceOf(Outcome.NotExecuted.class);
    }

    @Test
    void a_list_has_every_container_by_name_whether_it_runs_or_not() {
        ContainerSpec created = ending(0);
        ContainerSpec running = lasting();
        engine().apply(new Action.Create(created));
        run(running);
        await(running.name(), it -> it.status() == ContainerView.Status.RUNNING);

        List<ContainerView> views = complete();

        assertThat(views).contains(found(created), found(running));
        assertThat(views).isSortedAccordingTo((a, b) -> a.name().compareTo(b.name()));
    }

    protected final void run(ContainerSpec spec) {
        assertThat(engine().apply(new Action.Create(spec))).isEqualTo(new Outcome.Done());
        assertThat(engine().apply(new Action.Start(spec.name()))).isEqualTo(new Outcome.Done());
    }

    protected final ContainerView found(ContainerSpec spec) {
        Look look = engine().inspect(spec.name());
        assertThat(look).isInstanceOf(Look.Found.class);
        return ((Look.Found) look).view();
    }

    protected final List<ContainerView> complete() {
        Listing listing = engine().list();
        assertThat(listing).isInstanceOf(Listing.Complete.class);
        return ((Listing.Complete) listing).containers();
    }

    private List<ContainerView> listed(ContainerName name) {
        return complete().stream().filter(view -> view.name().equals(name)).toList();
    }

    private ContainerName absent() {
        return new ContainerName("fl-nowhere0-0000000000-1");
    }
}
