package io.fairlead.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.backfill.LastTwo;
import io.fairlead.core.cluster.Device;
import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.Placement;
import io.fairlead.core.cluster.Portion;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Sample;
import io.fairlead.core.ledger.Ledger;
import io.fairlead.core.limits.Bound;
import io.fairlead.core.limits.JobLimits;
import io.fairlead.core.limits.LimitSource;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.limits.UserLimits;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.share.Account;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.unit.MigProfile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Jobs that have a part of a device, beside those that have devices whole. */
final class PortionsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final MigProfile SMALL = new MigProfile(1, 5);
    private static final MigProfile LARGE = new MigProfile(3, 20);

    /** A node and those who are on it, as the control loop would have it. */
    private static final class Site {
        private final Ledger ledger;
        private final Scheduler scheduler;
        private final Usage usage = new Usage(Shares.DEFAULT);
        private final Instant now = Sample.NOON.plusSeconds(100);
        private Plan plan = Plan.NONE;

        Site(LimitTable limits, int devices) {
            this(limits, Sample.node("node1", 32, 64, devices, "NVIDIA A100"));
        }

        private Site(LimitTable limits, Node node) {
            ledger = new Ledger(List.of(node), List.of());
            scheduler = new Scheduler(ledger, Sample.NAMES, limits, new LastTwo(), usage);
        }

        Site(int devices) {
            this(LimitTable.SHIPPED, devices);
        }

        /** A whole device, and one that is cut into 3g.20gb and two of 1g.5gb, as they are listed. */
        static Site cut() {
            Node plain = Sample.node("node1", 32, 64, 2, "NVIDIA A100");
            Device parent = plain.devices().get(1);
            return new Site(
                    LimitTable.SHIPPED,
                    new Node(
                            plain.ref(),
                            plain.site(),
                            plain.cores(),
                            plain.memory(),
                            List.of(
                                    plain.devices().getFirst(),
                                    parent.instance(new DeviceId("MIG-large"), 0, LARGE),
                                    parent.instance(new DeviceId("MIG-small-0"), 1, SMALL),
                                    parent.instance(new DeviceId("MIG-small-1"), 2, SMALL)),
                            plain.cuda(),
                            plain.features()));
        }

        Site submit(Job... jobs) {
            for (Job job : jobs) {
                fold(new Change.Submitted(job));
            }
            do {
                plan = scheduler.pass(ledger, now);
                plan.starts().forEach(it -> fold(new Change.Assigned(it.job(), it.attempt(), it.placements())));
                plan.promised().ifPresent(it -> fold(new Change.Promised(it.job(), it.start())));
            } while (!plan.starts().isEmpty());
            return this;
        }

        void end(int number) {
            fold(new Change.Ended(Sample.id(number), 1, JobState.CANCELLED, Optional.empty()));
        }

        private void fold(Change change) {
            Optional<Job> before = ledger.job(change.job());
            scheduler.moved(before, ledger.apply(new Recorded(now, new Actor.Scheduler(), change)));
        }

        Placement placement(int number) {
            return ledger.job(Sample.id(number))
                    .flatMap(Job::attempt)
                    .orElseThrow()
                    .placements()
                    .getFirst();
        }

        /** The index of the one device. */
        int device(int number) {
            DeviceId id = placement(number).devices().getFirst();
            return ledger.nodes().iterator().next().node().devices().stream()
                    .filter(it -> it.id().equals(id))
                    .mapToInt(Device::index)
                    .findFirst()
                    .orElseThrow();
        }

        List<JobId> waiting() {
            return ledger.queued().stream().map(Job::id).toList();
        }

        Problem reason(int number) {
            return scheduler
                    .reasons(ledger, plan, now)
                    .of(ledger.job(Sample.id(number)).orElseThrow(), 0);
        }
    }

    private static Job job(int number, String gpus, Duration most) {
        Gpus wanted = Gpus.of(new BigDecimal(gpus));
        JobDefinition definition = Sample.sharing(1, wanted, 512);
        return Sample.queued(number, Sample.scheduled(definition, Sample.atMost(most)));
    }

    private static Job job(int number, String gpus) {
        return job(number, gpus, HOUR);
    }

    @Test
    void several_jobs_share_a_device_up_to_what_it_has() {
        Site site = new Site(1).submit(job(1, "0.5"), job(2, "0.25"), job(3, "0.25"), job(4, "0.001"));

        assertThat(site.waiting()).containsExactly(Sample.id(4));
        assertThat(List.of(site.device(1), site.device(2), site.device(3))).containsOnly(0);
        assertThat(site.placement(2).portion()).isEqualTo(Portion.share(new Gpus(250)));
        assertThat(site.reason(4).code()).isEqualTo("E-NO-FREE-SHARE");
        assertThat(site.reason(4).message())
                .isEqualTo("the job needs 0.001 of one GPU, and of no GPU of node node1 of the kind asked for more than"
                        + " 0 is free");
    }

    @Test
    void devices_in_use_are_filled_first_so_that_whole_ones_stay_free() {
        Site site = new Site(3).submit(job(1, "0.5"), job(2, "0.7"), job(3, "0.3"), job(4, "0.2"), job(5, "1"));

        assertThat(site.device(2)).isNotEqualTo(site.device(1));
        assertThat(site.device(3)).as("the tightest that is enough").isEqualTo(site.device(2));
        assertThat(site.device(4)).isEqualTo(site.device(1));
        assertThat(site.device(5)).isEqualTo(2);
    }

    @Test
    void a_whole_device_is_never_one_that_is_shared_and_the_other_way_round() {
        Site shared = new Site(2).submit(job(1, "0.1"), job(2, "2"));
        Site whole = new Site(1).submit(job(1, "1"), job(2, "0.1"));

        assertThat(shared.reason(2).message()).contains("has 1 free GPUs").contains("needs 2");
        assertThat(whole.reason(2).code()).isEqualTo("E-NO-FREE-SHARE");
        shared.end(1);
        assertThat(shared.submit().placement(2).devices()).hasSize(2);
    }

    @Test
    void a_share_has_that_part_of_the_memory_that_it_asks_for() {
        JobDefinition definition = job(1, "0.5").submission().definition();
        Device of40 = Sample.node().devices().getFirst();

        assertThat(Ask.of(withMemory(definition, 20)).takes(of40)).isTrue();
        assertThat(Ask.of(withMemory(definition, 21)).takes(of40)).isFalse();
    }

    private static JobDefinition withMemory(JobDefinition of, long gib) {
        Resources plain = of.resources();
        return JobDefinition.of(
                "train",
                new Resources(
                        plain.cpus(),
                        plain.gpus(),
                        plain.memory(),
                        List.of(),
                        Optional.of(Bytes.ofGib(gib)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                of.docker());
    }

    @Test
    void shares_count_in_thousandths_towards_limits_and_usage() {
        Bound<Gpus> most = Bound.of(new Gpus(800), LimitSource.DEFAULTS);
        UserLimits none = UserLimits.NONE;
        LimitTable limits = LimitTable.of(new Limits(
                JobLimits.NONE,
                new UserLimits(most, none.cpus(), none.memory(), none.tmpfs(), none.containers(), none.submitted())));
        Site site = new Site(limits, 4).submit(job(1, "0.5"), job(2, "0.3"), job(3, "0.1"));

        assertThat(site.reason(3).code()).isEqualTo("E-LIMIT-RUNNING");
        assertThat(site.ledger.useOf(1001).gpus()).isEqualTo(new Gpus(800));
        Account account = Owner.of(site.ledger.job(Sample.id(1)).orElseThrow()).account();
        Standing standing = Standing.of(site.ledger, site.usage, site.now);
        long used = standing.claim(site.ledger.job(Sample.id(3)).orElseThrow()).userUse();
        assertThat(account.uid()).isEqualTo(1001);
        assertThat(used).as("an hour of 0.8 GPUs counts ahead").isEqualTo(800 * HOUR.toSeconds());
    }

    @Test
    void a_head_that_wants_a_device_whole_is_promised_it_and_shares_that_would_delay_it_wait() {
        Site site = new Site(1).submit(job(1, "0.5"), job(2, "1"), job(3, "0.25", HOUR.multipliedBy(3)));
        Instant promised = site.ledger.job(Sample.id(2)).flatMap(Job::promise).orElseThrow();

        assertThat(promised).isAfter(site.now.plus(HOUR));
        assertThat(site.reason(3).code()).isEqualTo("E-WOULD-DELAY");
        assertThat(site.submit(job(4, "0.25", Duration.ofMinutes(10))).device(4))
                .isZero();
    }

    @Test
    void a_head_that_wants_a_share_leaves_the_rest_of_the_device_to_others() {
        Site site = new Site(1)
                .submit(job(1, "0.6", HOUR), job(2, "0.3", HOUR.multipliedBy(4)))
                .submit(job(3, "0.5"), job(4, "0.1", HOUR.multipliedBy(9)));

        assertThat(site.waiting()).containsExactly(Sample.id(3));
        assertThat(site.ledger.job(Sample.id(3)).flatMap(Job::promise)).isPresent();
    }

    @Test
    void when_a_share_will_start_is_reckoned_from_who_shares() {
        Site site = new Site(1).submit(job(1, "0.6", HOUR), job(2, "0.3", HOUR.multipliedBy(4)), job(3, "0.5"));
        Outlook.Estimate estimate =
                site.scheduler.outlook(site.ledger, site.now).of(Sample.id(3)).orElseThrow();

        assertThat(estimate.late().orElseThrow()).isBetween(site.now.plus(HOUR), site.now.plus(HOUR.multipliedBy(2)));
    }

    private static Job slices(int number, int count, MigProfile profile) {
        Resources plain = Sample.definition(1, count, 512).resources();
        return Sample.queued(
                number,
                JobDefinition.of(
                        "train", plain.of(profile), Sample.definition(1, 0, 1).docker()));
    }

    @Test
    void a_mig_slice_is_given_by_its_profile_and_counts_as_its_slices_of_seven() {
        Site site = Site.cut().submit(slices(1, 1, LARGE), slices(2, 2, SMALL), slices(3, 1, SMALL));

        assertThat(site.placement(1).devices()).containsExactly(new DeviceId("MIG-large"));
        assertThat(site.placement(1).portion()).isEqualTo(Portion.slice(LARGE));
        assertThat(site.placement(2).devices())
                .containsExactly(new DeviceId("MIG-small-0"), new DeviceId("MIG-small-1"));
        assertThat(site.waiting()).containsExactly(Sample.id(3));
        assertThat(site.reason(3).code()).isEqualTo("E-NO-FREE-GPUS");
        assertThat(site.ledger.useOf(1001).gpus()).isEqualTo(new Gpus(428 + 2 * 142));
    }

    @Test
    void who_asks_for_devices_gets_whole_ones_and_no_share_is_of_a_slice() {
        Site site = Site.cut().submit(job(1, "0.5"), job(2, "1"));

        assertThat(site.placement(1).devices()).containsExactly(new DeviceId("GPU-node1-0"));
        assertThat(site.waiting()).containsExactly(Sample.id(2));
        assertThat(site.reason(2).message()).contains("has 0 free GPUs");
    }

    @Test
    void who_says_how_much_device_memory_one_needs_gets_the_smallest_slice_that_has_it() {
        Site site = Site.cut();
        for (int number = 1; number <= 3; number++) {
            site.submit(Sample.queued(
                    number, withMemory(job(number, "1").submission().definition(), number == 1 ? 20 : 5)));
        }

        assertThat(site.placement(1).devices()).containsExactly(new DeviceId("MIG-large"));
        assertThat(site.placement(2).devices()).containsExactly(new DeviceId("MIG-small-0"));
        assertThat(site.placement(3).portion()).isEqualTo(Portion.slice(SMALL));
        assertThat(site.ledger.useOf(1001).gpus()).isEqualTo(new Gpus(428 + 2 * 142));
    }

    @Test
    void no_device_is_given_beyond_what_it_has_whoever_comes_and_goes() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Site site = new Site(1 + random.nextInt(4));
            List<Integer> running = new ArrayList<>();
            for (int number = 1; number < 40; number++) {
                String gpus = random.nextInt(3) == 0
                        ? Integer.toString(1 + random.nextInt(2))
                        : "0." + (1 + random.nextInt(9));
                site.submit(job(number, gpus, Duration.ofMinutes(1 + random.nextInt(300))));
                running.clear();
                site.ledger.placed().forEach(it -> running.add(number(it.id())));
                if (!running.isEmpty() && random.nextBoolean()) {
                    site.end(running.get(random.nextInt(running.size())));
                }
                assertWithin(site, "seed " + seed + " job " + number);
            }
        }
    }

    private static int number(JobId id) {
        int number = 0;
        while (!Sample.id(number).equals(id)) {
            number++;
        }
        return number;
    }

    private static void assertWithin(Site site, String as) {
        Map<DeviceId, Integer> held = new HashMap<>();
        site.ledger.placed().stream()
                .flatMap(job -> job.attempt().stream())
                .flatMap(attempt -> attempt.placements().stream())
                .forEach(placement -> placement
                        .devices()
                        .forEach(
                                device -> held.merge(device, placement.portion().held(), Integer::sum)));
        assertThat(held.values()).as(as).allMatch(milli -> milli <= Portion.FULL);
    }
}
