package io.fairlead.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.admission.Candidate;
import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Project;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.Submitter;
import io.fairlead.core.job.Texts;
import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.core.upkeep.UpkeepChange;
import io.fairlead.core.upkeep.UpkeepRecord;
import io.fairlead.core.volume.SiteMounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sites of a few jobs, where the effect of a change follows from arithmetic. */
final class ReplayTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(1200);
    private static final ResolvedImage IMAGE = new ResolvedImage(
            "team/train:1", "sha256:" + "0a".repeat(32), ResolvedImage.Kind.MANIFEST, "linux/amd64", Bytes.ofMib(512));

    private final List<PastJob> jobs = new ArrayList<>();
    private final List<UpkeepRecord> upkeep = new ArrayList<>();

    @Test
    void another_gpu_lets_the_second_start_at_once_and_the_third_when_the_first_has_ended() throws Exception {
        job("ada", 0, 100, 1);
        job("ada", 10, 100, 1);
        job("ada", 20, 100, 1);
        Comparison found = compare(terms(1), terms(2));
        assertThat(found.overall().before()).isEqualTo(new Waits(3, 90, 90, 180));
        assertThat(found.overall().after().medianSeconds()).isZero();
        assertThat(found.overall().after().meanSeconds()).isCloseTo(80 / 3.0, within());
        assertThat(found.overall().after().p90Seconds()).isEqualTo(80);
        assertThat(found.moved())
                .extracting(it -> it.job().id().text(), it -> it.by().toSeconds())
                .containsExactly(tuple(2, -100), tuple(1, -90));
    }

    @Test
    void a_bound_on_what_runs_of_one_user_lets_another_one_pass() throws Exception {
        job("ada", 0, 100, 1);
        job("ada", 1, 100, 1);
        job("bob", 2, 100, 1);
        Comparison found = compare(terms(2), terms(2, of("ada", 1), Shares.DEFAULT));
        assertThat(found.users())
                .extracting(
                        Comparison.Named::name,
                        it -> it.waits().before().meanSeconds(),
                        it -> it.waits().after().meanSeconds())
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("ada", 0.0, 49.5),
                        org.assertj.core.api.Assertions.tuple("bob", 98.0, 0.0));
    }

    @Test
    void without_a_change_nothing_moves_and_the_error_is_the_distance_to_what_was_recorded() throws Exception {
        job("ada", 0, 100, 1);
        job("ada", 10, 100, 1);
        Comparison found = compare(terms(1), terms(1));
        assertThat(found.moved()).isEmpty();
        // Each was recorded to start when it was handed in, but the second one starts at 100.
        assertThat(found.error()).isEqualTo(new Waits(2, 45, 45, 90));
    }

    @Test
    void what_no_machine_can_hold_any_more_is_refused_and_not_counted() throws Exception {
        job("ada", 0, 100, 2);
        job("ada", 10, 100, 1);
        Comparison found = compare(terms(2), terms(1));
        assertThat(found.lost()).extracting(it -> it.id().text()).containsExactly("0000000000");
        assertThat(found.overall().before().jobs()).isEqualTo(1);
        assertThat(found.overall().before().meanSeconds()).isEqualTo(90);
        assertThat(found.overall().after().meanSeconds()).isZero();
    }

    @Test
    void who_can_never_start_waits_to_the_end_of_the_replay_and_keeps_nobody() throws Exception {
        job("ada", 0, 100, 1);
        job("bob", 10, 100, 1);
        Replayed played = play(terms(1, of("ada", 0), Shares.DEFAULT));
        assertThat(played.starts().keySet()).extracting(JobId::text).containsExactly("0000000001");
    }

    @Test
    void what_is_held_is_a_part_of_what_there_is_over_the_whole_span() throws Exception {
        job("ada", 0, 300, 1);
        job("ada", 0, 300, 1);
        assertThat(play(terms(1)).gpusPercent()).isCloseTo(50, within());
        assertThat(play(terms(2)).gpusPercent()).isCloseTo(25, within());
        assertThat(play(terms(1)).parts().getFirst().waiting()).isCloseTo(1, within());
    }

    @Test
    void work_over_a_quota_is_halted_for_work_within_it_and_goes_on_where_it_was() throws Exception {
        Scheduling restartable = scheduling(true, Duration.ofSeconds(2000));
        add("bob", 0, 600, 1, restartable);
        add("ada", 100, 100, 1, scheduling(false, Duration.ofSeconds(1000)));
        Shares quotas = new Shares(
                Duration.ofDays(7),
                Duration.ofDays(1),
                Map.of(),
                new Quotas(Map.of("of-ada", new Quota(Gpus.of(1), Optional.empty())), Duration.ZERO));
        Replayed without = play(terms(1));
        Replayed with = play(terms(1, LimitTable.SHIPPED, quotas));
        assertThat(without.starts().get(id(1))).isEqualTo(NOON.plusSeconds(600));
        // The grace period of 60 s after its submit at 100.
        assertThat(with.starts().get(id(1))).isEqualTo(NOON.plusSeconds(160));
        // 600 s of the one and 100 s of the other, as without.
        assertThat(with.gpusPercent()).isCloseTo(100 * 700 / 1200.0, within());
    }

    /** Nobody is refused for having asked for more. */
    @Test
    void how_long_nobody_is_preempted_may_be_tried() throws Exception {
        add("bob", 0, 600, 1, safeFor(scheduling(true, Duration.ofSeconds(2000)), Duration.ofDays(30)));
        add("ada", 100, 100, 1, scheduling(false, Duration.ofSeconds(1000)));
        Map<String, Quota> one = Map.of("of-ada", new Quota(Gpus.of(1), Optional.empty()));
        Shares bounded = new Shares(
                Duration.ofDays(7),
                Duration.ofDays(1),
                Map.of(),
                new Quotas(one, Duration.ZERO, Duration.ofSeconds(300)));
        Shares wide = new Shares(
                Duration.ofDays(7), Duration.ofDays(1), Map.of(), new Quotas(one, Duration.ZERO, Duration.ofDays(60)));
        // Its minDuration, then the grace period of 60 s.
        assertThat(start(play(terms(1, LimitTable.SHIPPED, bounded)), 1)).isEqualTo(NOON.plusSeconds(360));
        assertThat(start(play(terms(1, LimitTable.SHIPPED, wide)), 1)).isEqualTo(NOON.plusSeconds(600));
    }

    @Test
    void a_bound_of_the_site_on_run_times_is_the_one_that_is_tried() throws Exception {
        Scheduling bounded = scheduling(false, Duration.ofSeconds(500));
        add("ada", 0, 500, 1, bounded);
        add("ada", 10, 100, 1, bounded);
        jobs.replaceAll(ReplayTest::boundBySite);
        Limits shorter = new Limits(runTime(Duration.ofSeconds(200)), UserLimits.NONE);
        Replayed played = play(terms(1, LimitTable.of(shorter), Shares.DEFAULT));
        assertThat(played.starts().get(id(1))).isEqualTo(NOON.plusSeconds(200));
    }

    private void said(int at, UpkeepChange change) {
        upkeep.add(new UpkeepRecord(NOON.plusSeconds(at), new Actor.Admin(0), change));
    }

    private static UpkeepChange drained(String node, String... devices) {
        return new UpkeepChange.NodeDrained(
                new NodeRef(ClusterId.LOCAL, node),
                Stream.of(devices).map(DeviceId::new).toList(),
                "root",
                "");
    }

    private static UpkeepChange resumed(String node) {
        return new UpkeepChange.NodeResumed(new NodeRef(ClusterId.LOCAL, node), List.of());
    }

    private static UpkeepChange reserved(String name, int from, int until, String... users) {
        return new UpkeepChange.Reserved(new Reservation(
                name,
                new Reservation.Part(
                        new NodeRef(ClusterId.LOCAL, "node1"),
                        List.of(new DeviceId("GPU-0")),
                        Cores.of(1),
                        Bytes.ofGib(1)),
                NOON.plusSeconds(from),
                NOON.plusSeconds(until),
                new Reservation.Members(new TreeSet<>(List.of(users)), new TreeSet<>(), new TreeSet<>()),
                "root"));
    }

    private Instant start(Replayed played, int number) {
        return Optional.ofNullable(played.starts().get(id(number))).orElseThrow();
    }

    @Test
    void where_a_node_was_set_aside_nothing_starts_until_it_was_resumed_and_what_ran_goes_on() throws Exception {
        job("ada", 0, 100, 1);
        job("ada", 30, 100, 1);
        said(20, drained("node1"));
        said(20, drained("node9"));
        said(700, resumed("node1"));
        Replayed played = play(terms(2));
        assertThat(start(played, 0)).isEqualTo(NOON);
        assertThat(start(played, 1)).isEqualTo(NOON.plusSeconds(700));
    }

    @Test
    void what_was_set_aside_before_the_first_job_is_so_from_the_beginning_to_the_end() throws Exception {
        job("ada", 0, 100, 1);
        job("bob", 10, 100, 1);
        said(-5000, drained("node1", "GPU-1"));
        Replayed played = play(terms(2));
        assertThat(start(played, 1)).isEqualTo(NOON.plusSeconds(100));
        said(-4000, drained("node1"));
        assertThat(play(terms(2)).starts()).isEmpty();
    }

    @Test
    void a_device_that_was_set_aside_and_is_not_there_in_a_change_keeps_nobody() throws Exception {
        job("ada", 0, 100, 1);
        said(-5, drained("node1", "GPU-1"));
        assertThat(start(play(terms(1)), 0)).isEqualTo(NOON);
    }

    @Test
    void what_was_reserved_is_kept_from_all_others_and_is_for_those_whom_it_was_for() throws Exception {
        job("bob", 0, 100, 1);
        add("ada", 350, 50, 1, using(scheduling(false, Duration.ofSeconds(200)), "course"));
        said(-10, reserved("course", 300, 900, "ada"));
        Replayed played = play(terms(1));
        // Who may run for 1,000 s cannot end before it begins.
        assertThat(start(played, 0)).isEqualTo(NOON.plusSeconds(900));
        assertThat(start(played, 1)).isEqualTo(NOON.plusSeconds(350));
        said(500, new UpkeepChange.Unreserved(new NodeRef(ClusterId.LOCAL, "node1"), "course"));
        assertThat(start(play(terms(1)), 0)).isEqualTo(NOON.plusSeconds(500));
    }

    private static JobLimits runTime(Duration most) {
        JobLimits none = JobLimits.NONE;
        return new JobLimits(
                none.gpus(),
                none.cpus(),
                none.memory(),
                none.shm(),
                none.tmpfs(),
                Bound.of(most, LimitSource.DEFAULTS),
                none.idle());
    }

    private Comparison compare(Terms first, Terms second) throws InterruptedException {
        return Comparison.of(jobs, play(first), play(second));
    }

    private Replayed play(Terms terms) throws InterruptedException {
        return new Replay(terms, jobs, upkeep, NOON, LATER).run((_, _) -> {});
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-6);
    }

    private static org.assertj.core.groups.Tuple tuple(int number, long seconds) {
        return org.assertj.core.api.Assertions.tuple(id(number).text(), seconds);
    }

    private static LimitTable of(String user, int gpus) {
        UserLimits none = UserLimits.NONE;
        LimitSource by = new LimitSource(LimitSource.Layer.USER, user);
        Limits one = new Limits(
                JobLimits.NONE,
                new UserLimits(
                        Bound.of(Gpus.of(gpus), by),
                        none.cpus(),
                        none.memory(),
                        none.tmpfs(),
                        none.containers(),
                        none.submitted()));
        return new LimitTable(
                Limits.NONE, Map.of(), Map.of(), new TreeMap<>(Map.of(user, one)), LimitTable.Membership.NONE);
    }

    private static Terms terms(int gpus) {
        return terms(gpus, LimitTable.SHIPPED, Shares.DEFAULT);
    }

    private static Terms terms(int gpus, LimitTable limits, Shares shares) {
        NodeRef ref = new NodeRef(ClusterId.LOCAL, "node1");
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < gpus; i++) {
            devices.add(new Device(new DeviceId("GPU-" + i), i, "NVIDIA A100", Bytes.ofGib(40), true));
        }
        Node node = new Node(ref, "local", Cores.of(64), Bytes.ofGib(256), devices, Optional.empty(), List.of());
        return new Terms(List.of(node), limits, shares, _ -> {});
    }

    private void job(String user, int at, int holds, int gpus) {
        add(user, at, holds, gpus, scheduling(false, Duration.ofSeconds(1000)));
    }

    private static PastJob boundBySite(PastJob job) {
        return new PastJob(
                job.id(),
                job.candidate(),
                job.enters(),
                job.pull(),
                job.holds(),
                job.started(),
                job.as(),
                job.counted(),
                true);
    }

    private void add(String user, int at, int holds, int gpus, Scheduling scheduling) {
        long uid = 1000L + user.charAt(0);
        JobDefinition plain = JobDefinition.of(
                "train",
                Resources.of(Cores.of(1), Gpus.of(gpus), Bytes.ofMib(512)),
                DockerRequest.of(ImageReference.parse("team/train:1"), new Command.ImageDefault()));
        JobDefinition definition = new JobDefinition(
                plain.name(),
                plain.description(),
                plain.project(),
                plain.labels(),
                plain.resources(),
                plain.docker(),
                scheduling,
                plain.expect(),
                plain.extra());
        Candidate candidate = new Candidate(
                new Submitter(uid, user, uid, List.of(), "/home/" + user),
                new Project(uid, "of-" + user),
                definition,
                new Texts("{}", "{}"),
                "slices-v2",
                IMAGE,
                true,
                List.of(),
                List.of(new SiteMounts("local", List.of())),
                Optional.empty());
        Instant enters = NOON.plusSeconds(at);
        jobs.add(new PastJob(
                id(jobs.size()),
                candidate,
                enters,
                Duration.ZERO,
                Duration.ofSeconds(holds),
                enters,
                JobState.FINISHED,
                true,
                false));
    }

    private static Scheduling scheduling(boolean restartable, Duration most) {
        Scheduling plain = Scheduling.DEFAULT;
        return new Scheduling(
                plain.interactive(),
                plain.session(),
                plain.minDuration(),
                Optional.of(most),
                plain.idleTimeout(),
                restartable,
                plain.allowHaltWithoutSignal(),
                plain.gracePeriod(),
                plain.window(),
                plain.bucket(),
                plain.priority(),
                plain.dependsOn(),
                plain.retries(),
                plain.array(),
                plain.reservations());
    }

    private static Scheduling using(Scheduling plain, String reservation) {
        return like(plain, plain.minDuration(), List.of(reservation));
    }

    private static Scheduling safeFor(Scheduling plain, Duration least) {
        return like(plain, Optional.of(least), plain.reservations());
    }

    private static Scheduling like(Scheduling plain, Optional<Duration> least, List<String> reservations) {
        return new Scheduling(
                plain.interactive(),
                plain.session(),
                least,
                plain.maxDuration(),
                plain.idleTimeout(),
                plain.restartable(),
                plain.allowHaltWithoutSignal(),
                plain.gracePeriod(),
                plain.window(),
                plain.bucket(),
                plain.priority(),
                plain.dependsOn(),
                plain.retries(),
                plain.array(),
                reservations);
    }

    private static JobId id(int number) {
        return new JobId("%010d".formatted(number));
    }
}
