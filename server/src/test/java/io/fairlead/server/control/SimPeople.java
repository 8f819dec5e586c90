package io.fairlead.server.control;

import io.fairlead.core.admission.Candidate;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.schedule.Reserving;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Those who submit and change their minds. A submit without an answer is sent again under the same key. */
final class SimPeople {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Message.Administrator ROOT = new Message.Administrator(0, "root");
    private static final Actor ADA = new Actor.User(1001);

    private final SimWorld world;
    private final SimTime time;
    private final SimChance chance;
    private final SimSite site;
    private final SimLaws laws;
    private final List<JobId> known = new ArrayList<>();
    private final List<JobId> arrays = new ArrayList<>();
    private Optional<SimChance> administering = Optional.empty();
    private int submits;
    private int waiting;

    SimPeople(SimWorld world, SimSite site, SimLaws laws) {
        this.world = world;
        this.time = world.time();
        this.chance = world.chance();
        this.site = site;
        this.laws = laws;
    }

    /** Plans what they will do over this time. */
    void live(Duration over, int jobs) {
        int most = (int) over.toMillis();
        for (int i = 0; i < jobs; i++) {
            time.after(chance.millis(0, most), this::submit);
        }
        for (int i = 0; i < jobs; i++) {
            time.after(chance.millis(0, most), this::act);
        }
    }

    private void submit() {
        submits++;
        Candidate candidate = naming(site.candidate("job-" + submits, chance.chance(0.8) ? known : arrays));
        boolean hold =
                chance.chance(0.1) && !candidate.definition().scheduling().interactive();
        waiting++;
        send(candidate, hold, new Message.Key("key-" + submits, "body-" + submits));
    }

    /** With what is reserved for its owner, more often than not. */
    private Candidate naming(Candidate plain) {
        return administering
                .filter(own -> own.chance(0.7))
                .flatMap(_ -> world.log().upkeep().reservations().values().stream()
                        .filter(it -> it.members()
                                .have(plain.owner().name(), plain.project().name(), Optional.empty()))
                        .findFirst())
                .map(it -> SimSite.using(plain, it.name()))
                .orElse(plain);
    }

    private void send(Candidate candidate, boolean hold, Message.Key key) {
        boolean[] answered = new boolean[1];
        Optional<SubmitKey> before =
                world.isUp() ? world.log().key(candidate.owner().uid(), key.text()) : Optional.empty();
        if (before.isPresent()) {
            accepted(key, before.get().job());
            return;
        }
        Message.Answer answer = reply -> {
            if (!answered[0]) {
                answered[0] = true;
                answered(candidate, hold, key, reply);
            }
        };
        world.send(new Message.Submit(candidate, hold, Optional.of(key), answer));
        time.after(PATIENCE, () -> {
            if (!answered[0]) {
                answered[0] = true;
                send(candidate, hold, key);
            }
        });
    }

    private void answered(Candidate candidate, boolean hold, Message.Key key, Reply reply) {
        switch (reply) {
            case Reply.Accepted(Job job, boolean _, var _) -> accepted(key, job.id());
            case Reply.Unavailable(var problem) -> {
                world.noBug(problem);
                time.after(chance.millis(500, 5_000), () -> send(candidate, hold, key));
            }
            case Reply.Refused _, Reply.Conflict _, Reply.NodeKept _, Reply.Reserved _ -> waiting--;
            case Reply.NotLive _ -> time.after(chance.millis(500, 5_000), () -> send(candidate, hold, key));
        }
    }

    private void accepted(Message.Key key, JobId id) {
        waiting--;
        laws.acknowledge(key.text(), id, world.log().job(id));
        if (id.isMember() && !arrays.contains(id.array())) {
            arrays.add(id.array());
        }
        world.log().jobs(id.array()).stream()
                .map(Job::id)
                .filter(one -> !known.contains(one))
                .forEach(known::add);
    }

    boolean isDone() {
        return waiting == 0;
    }

    private void act() {
        if (known.isEmpty()) {
            return;
        }
        JobId id = chance.one(known);
        Message.Answer answer = this::look;
        if (id.isMember() && chance.chance(0.5)) {
            actOnAll(id.array());
            return;
        }
        switch (chance.between(0, 7)) {
            case 0 -> world.send(new Message.Hold(id, ADA, answer));
            case 1 -> world.send(new Message.Release(id, ADA, answer));
            case 2 -> world.log().job(id).ifPresent(job -> world.send(new Message.Remove(job, ADA, answer)));
            case 3 -> world.send(new Message.Hint(id, 1));
            case 4 -> world.send(new Message.Retire(id, ADA, answer));
            case 5 -> world.send(new Message.Halt(id, ADA, answer));
            default -> cancel(id);
        }
    }

    /** Plans what an administrator sets aside during this time, and lets be used again after a while. */
    void administer(Duration over, SimChance own) {
        administering = Optional.of(own);
        int most = (int) over.toMillis();
        for (int i = 0; i < 5; i++) {
            String name = "r" + i;
            time.after(own.millis(0, most), () -> reserve(name, own));
        }
        for (int i = 0; i < 6; i++) {
            Node node = own.one(List.copyOf(world.clusters().values())).node();
            List<String> devices = node.devices().isEmpty() || own.chance(0.5)
                    ? List.of()
                    : List.of(Integer.toString(own.one(node.devices()).index()));
            String name = node.ref().toString();
            Duration at = own.millis(0, most);
            time.after(at, () -> world.send(new Message.Drain(name, devices, "work", ROOT, this::look)));
            time.after(
                    at.plus(own.millis(1_000, 60_000)),
                    () -> world.send(new Message.Resume(name, devices, ROOT, this::look)));
        }
    }

    private void reserve(String name, SimChance own) {
        Instant from = time.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(own.between(0, 40));
        int gpus = own.between(0, 2);
        Reserving.Wish wish = new Reserving.Wish(
                Optional.empty(),
                false,
                gpus,
                Optional.empty(),
                gpus == 0 ? Optional.of(Cores.of(own.between(1, 3))) : Optional.empty(),
                gpus == 0 ? Optional.of(Bytes.ofGib(1)) : Optional.empty(),
                from,
                from.plusSeconds(own.between(60, 800)));
        Reservation.Members members = new Reservation.Members(
                new TreeSet<>(own.chance(0.5) ? List.of("ada", "eve") : List.of()),
                new TreeSet<>(List.of("birds")),
                new TreeSet<>());
        world.send(new Message.Reserve(name, Optional.empty(), wish, members, own.chance(0.7), ROOT, this::look));
        if (own.chance(0.3)) {
            time.after(own.millis(1_000, 60_000), () -> world.send(new Message.Unreserve(name, ROOT, this::look)));
        }
    }

    private void actOnAll(JobId array) {
        int what = chance.between(0, 2);
        world.send(new Message.All(world.log().jobs(array).stream()
                .<Message.OfJob>map(job -> switch (what) {
                    case 0 -> new Message.Hold(job.id(), ADA, this::look);
                    case 1 -> new Message.Release(job.id(), ADA, this::look);
                    default -> new Message.Cancel(job.id(), ADA, this::look);
                })
                .toList()));
    }

    private void look(Reply reply) {
        if (reply instanceof Reply.Unavailable(var problem)) {
            world.noBug(problem);
        }
    }

    void cancel(JobId id) {
        world.send(new Message.Cancel(id, ADA, reply -> {
            look(reply);
            if (world.planted() == Planted.CANCEL_BEFORE_GONE
                    && reply instanceof Reply.Accepted(Job job, boolean _, var _)) {
                world.send(new Message.Observed(world.hands().ended(id, job.attempts())));
            }
        }));
    }

    /** Ends what would not end by itself, again and again until it has. */
    void tidy(boolean everything) {
        world.log()
                .upkeep()
                .asides()
                .keySet()
                .forEach(node -> world.send(new Message.Resume(node.toString(), List.of(), ROOT, this::look)));
        for (JobId id : known) {
            Job job = world.log().job(id).orElseThrow();
            boolean forGood = job.state() == JobState.ONHOLD
                    || job.submission().definition().scheduling().session()
                    || "forever"
                            .equals(job.submission()
                                    .definition()
                                    .docker()
                                    .environment()
                                    .get("FAKE_RUN_FOR"));
            if (!job.state().isTerminal() && (everything || forGood)) {
                world.send(new Message.Cancel(id, ADA, this::look));
            }
        }
    }
}
