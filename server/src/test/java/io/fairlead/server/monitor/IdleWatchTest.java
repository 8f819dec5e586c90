package io.fairlead.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.idle.Glance;
import io.fairlead.core.idle.Use;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Expect;
import io.fairlead.core.job.Extra;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Submission;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.port.Meters;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.server.control.Wished;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IdleWatchTest {
    private static final ClusterId HERE = new ClusterId(0);
    private static final DeviceId GPU = new DeviceId("GPU-1");
    private static final ContainerName CONTAINER = new ContainerName("fl-01234567-0123456789-1");
    private static final Meters.Reading SECOND = new Meters.Reading.Used(Duration.ofSeconds(1), Optional.of(7L));
    private static final Scheduling BOUND =
            new Wished().idleFor(Duration.ofMinutes(1)).scheduling();

    private final List<Glance> glances = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-05T12:00:00Z");
    private Meters.Reading reading = SECOND;
    private Optional<Map<DeviceId, Integer>> busy = Optional.of(Map.of());
    private Optional<Instant> touched = Optional.empty();

    private final IdleWatch watch = new IdleWatch(
            Map.of(HERE, _ -> reading), new IdleWatch.Signs(() -> busy, _ -> touched), LimitTable.SHIPPED, () -> now);

    private void follow(Scheduling scheduling, DeviceId... devices) {
        Job job = running(scheduling, devices);
        watch.follow(job, job.attempt().orElseThrow());
    }

    private Job running(Scheduling scheduling, DeviceId... devices) {
        JobId id = new JobId("0123456789");
        JobDefinition definition = new JobDefinition(
                "x",
                Optional.empty(),
                Optional.empty(),
                new LinkedHashMap<>(),
                Resources.of(Cores.of(1), Gpus.of(devices.length), Bytes.ofGib(1)),
                DockerRequest.of(ImageReference.parse("busybox:1"), new Command.ImageDefault()),
                scheduling,
                Expect.NONE,
                Extra.NONE);
        Submission submission = new Submission(
                new Submitter(1001, "ada", 1001, List.of(), "/home/ada"),
                new Project(1001, "ada"),
                definition,
                new Texts("{}", "{}"),
                "test",
                new ResolvedImage(
                        "busybox:1",
                        "sha256:" + "0a".repeat(32),
                        ResolvedImage.Kind.MANIFEST,
                        "linux/amd64",
                        Bytes.ofMib(1)),
                List.of(),
                List.of(new NodeRef(HERE, "node")),
                Optional.empty());
        Placement placement = new Placement(
                new NodeRef(HERE, "node"), List.of(devices), Portion.WHOLE, Cores.of(1), Bytes.ofGib(1), CONTAINER, 0);
        Job job = Job.admitted(id, submission, false, true, now);
        for (Change change : List.of(
                new Change.Assigned(id, 1, List.of(placement)),
                new Change.Starting(id, 1),
                new Change.Running(id, 1, now))) {
            job = job.after(new Recorded(now, new Actor.Engine(), change));
        }
        return job;
    }

    private void look() throws InterruptedException {
        watch.look((_, attempt, glance) -> {
            assertThat(attempt).isEqualTo(1);
            glances.add(glance);
        });
    }

    @Test
    void a_job_with_a_bound_is_looked_at_six_times_within_it_and_others_never() throws Exception {
        follow(Scheduling.DEFAULT);
        look();
        assertThat(glances).isEmpty();

        follow(BOUND);
        for (int second = 0; second <= 60; second++) {
            look();
            now = now.plusSeconds(1);
        }
        assertThat(glances).hasSize(7);
    }

    @Test
    void what_was_measured_stands_in_the_glance_and_what_was_not_makes_it_unread() throws Exception {
        touched = Optional.of(now);
        busy = Optional.of(Map.of(GPU, 41, new DeviceId("GPU-2"), 99, new DeviceId("GPU-3"), 5));
        follow(BOUND, GPU, new DeviceId("GPU-3"));
        look();
        assertThat(glances.getLast())
                .isEqualTo(new Glance(
                        now, Optional.of(new Use(Duration.ofSeconds(1), Optional.of(7L), Optional.of(41), touched))));

        now = now.plusSeconds(10);
        busy = Optional.empty();
        look();
        assertThat(glances.getLast().use()).isEmpty();

        now = now.plusSeconds(10);
        busy = Optional.of(Map.of(GPU, 0));
        look();
        assertThat(glances.getLast().use()).isEmpty();

        now = now.plusSeconds(10);
        busy = Optional.of(Map.of());
        look();
        assertThat(glances.getLast().use().orElseThrow().gpuPercent()).isEmpty();

        now = now.plusSeconds(10);
        reading = new Meters.Reading.Unknown();
        look();
        assertThat(glances.getLast().use()).isEmpty();
    }

    @Test
    void the_look_at_gpus_that_fails_is_nothing_to_a_job_without_any() throws Exception {
        busy = Optional.empty();
        follow(BOUND);

        look();

        assertThat(glances.getLast().use()).isPresent();
    }

    @Test
    void one_that_is_gone_is_looked_at_no_more() throws Exception {
        follow(BOUND);
        reading = new Meters.Reading.Gone();
        look();
        reading = SECOND;
        now = now.plusSeconds(60);
        look();

        assertThat(glances).isEmpty();
    }
}
