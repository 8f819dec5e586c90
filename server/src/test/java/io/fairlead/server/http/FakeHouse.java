package io.fairlead.server.http;

import io.fairlead.core.cluster.ClusterId;
import io.fairlead.core.cluster.Node;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.UserUse;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.upkeep.Aside;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.control.Bell;
import io.fairlead.server.control.Desk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A house in memory: enough to stand behind the door. */
final class FakeHouse implements Desk, Archive {
    final Map<JobId, Job> jobs = new ConcurrentHashMap<>();
    final Map<JobId, List<Numbered>> changes = new ConcurrentHashMap<>();
    final Map<String, Log> logs = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    final List<SubmitOptions> options = new CopyOnWriteArrayList<>();
    final Bell bell = new Bell();
    volatile Optional<Submitted> nextSubmit = Optional.empty();
    volatile Optional<Acted> nextAct = Optional.empty();
    volatile boolean broken;
    volatile boolean keptSoon;
    private long sequence;

    synchronized Job add(Job job) {
        jobs.put(job.id(), job);
        record(job.id(), SampleJobs.change(0, new Change.Submitted(job)));
        return job;
    }

    synchronized void happen(JobId id, List<Recorded> all) {
        for (Recorded one : all) {
            jobs.computeIfPresent(id, (_, job) -> job.after(one));
            record(id, one);
            bell.ring(id);
        }
    }

    private void record(JobId id, Recorded recorded) {
        changes.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>()).add(new Numbered(++sequence, recorded));
    }

    Log log(String job, int attempt) {
        return logs.computeIfAbsent(job + "/" + attempt, _ -> new Log());
    }

    /** Counted in the order of their ids. */
    @Override
    public Map<JobId, Long> numbers(Collection<JobId> ids) {
        List<JobId> known = jobs.keySet().stream().sorted().toList();
        Map<JobId, Long> numbers = new HashMap<>();
        ids.forEach(id -> numbers.put(id, known.indexOf(id) + 1L));
        return numbers;
    }

    @Override
    public Optional<JobId> numbered(long number, long uid) {
        return jobs.values().stream()
                .filter(job -> job.submission().owner().uid() == uid)
                .map(Job::id)
                .filter(id -> numbers(List.of(id)).containsValue(number))
                .map(id -> id.isMember() && members(id).getFirst().id().equals(id) ? id.array() : id)
                .findFirst();
    }

    @Override
    public boolean isKeptSoon(JobId id, int attempt) {
        return keptSoon;
    }

    @Override
    public Optional<Kept> kept(JobId id, int attempt) {
        return jobs.containsKey(id) && !keptSoon
                ? Optional.of(new Kept(Instant.EPOCH, List.of(new FilesLeft.File("/tmp/x", 2))))
                : Optional.empty();
    }

    @Override
    public InputStream keptFile(JobId id, int attempt, String path) throws NoSuchFileException {
        if (keptSoon || path.equals("/none")) {
            throw new NoSuchFileException(path);
        }
        return new ByteArrayInputStream(new byte[] {'o', 'k'});
    }

    private void breakIfAsked() {
        if (broken) {
            throw new IllegalStateException("secret detail of the inside");
        }
    }

    @Override
    public Submitted submit(Caller caller, byte[] body, SubmitOptions with) {
        breakIfAsked();
        asked.add("submit " + caller.uid());
        bodies.add(body);
        options.add(with);
        return nextSubmit.orElse(new Accepted(new JobId("0123456789"), "sample", JobState.QUEUED, List.of(), false));
    }

    @Override
    public Checked check(Caller caller, byte[] body, SubmitOptions with) {
        asked.add("check " + caller.uid());
        ResolvedImage image = SampleJobs.submission(1, "x").image();
        return new Sound("sample", "{\"name\":\"sample\"}", image, List.of());
    }

    @Override
    public List<io.fairlead.core.stage.Way> ways(Optional<Long> uid, Instant since, int most) {
        asked.add("ways " + uid.map(Object::toString).orElse("of everybody"));
        return List.of();
    }

    @Override
    public Submitted rerun(Caller caller, Job job, JobId named, Optional<String> key) {
        asked.add("rerun " + caller.uid() + " " + named);
        return nextSubmit.orElse(new Accepted(new JobId("1123456789"), "sample", JobState.QUEUED, List.of(), false));
    }

    private Acted act(String what, Caller caller, JobId job) {
        asked.add(what + " " + caller.uid() + " " + job);
        Job known = members(job).stream().findFirst().orElseGet(() -> jobs.get(job));
        return nextAct.orElse(new Done(known, known.state(), Done.Outcome.DONE));
    }

    @Override
    public Acted cancel(Caller caller, JobId job) {
        return act("cancel", caller, job);
    }

    @Override
    public Acted retire(Caller caller, JobId job) {
        return act("retire", caller, job);
    }

    @Override
    public Acted halt(Caller caller, JobId job) {
        return act("halt", caller, job);
    }

    @Override
    public Acted hold(Caller caller, JobId job) {
        return act("hold", caller, job);
    }

    @Override
    public Acted release(Caller caller, JobId job) {
        return act("release", caller, job);
    }

    @Override
    public Acted remove(Caller caller, JobId job) {
        return act("remove", caller, job);
    }

    @Override
    public Optional<Why> why(JobId job) {
        return Optional.ofNullable(jobs.get(job))
                .map(known -> new Why(known, Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
    }

    @Override
    public SequencedMap<JobId, Waiting> queue() {
        return new LinkedHashMap<>();
    }

    @Override
    public Upcoming upcoming() {
        return new Upcoming(SampleJobs.START, List.of(), List.of(), Map.of());
    }

    @Override
    public Status status() {
        return new Status(
                "1nstance0",
                SampleJobs.START,
                Duration.ofSeconds(5),
                true,
                "memory",
                Optional.empty(),
                List.of(),
                new LinkedHashMap<>(new TreeMap<>(Map.of(JobState.QUEUED, jobs.size()))));
    }

    private OfNode ofNode(String what, Caller caller, String node) {
        asked.add(what + " " + caller.uid() + " " + node);
        Node known = new Node(
                new NodeRef(new ClusterId(0), node),
                "local",
                Cores.of(8),
                Bytes.ofGib(16),
                List.of(),
                Optional.empty(),
                List.of());
        return new NodeNow(
                known,
                Cores.of(8),
                Bytes.ofGib(16),
                List.of(),
                Optional.empty(),
                Aside.NOTHING,
                new java.util.TreeMap<>(),
                false);
    }

    @Override
    public OfNode drain(Caller caller, String node, List<String> devices, String reason) {
        return ofNode("drain", caller, node);
    }

    @Override
    public OfNode resume(Caller caller, String node, List<String> devices) {
        return ofNode("resume", caller, node);
    }

    @Override
    public List<ReservationNow> reservations(Caller caller) {
        asked.add("reservations " + caller.uid());
        return List.of();
    }

    @Override
    public OfReservation reserve(Caller caller, ReservationOrder order) {
        asked.add("reserve " + caller.uid() + " " + order.name());
        return reserved(order.name(), order.wish().from());
    }

    @Override
    public OfReservation unreserve(Caller caller, String name) {
        asked.add("unreserve " + caller.uid() + " " + name);
        return reserved(name, Instant.parse("2026-12-01T08:00:00Z"));
    }

    private static ReservationNow reserved(String name, Instant from) {
        Reservation.Part part =
                new Reservation.Part(new NodeRef(new ClusterId(0), "gpu1"), List.of(), Cores.of(1), Bytes.ofGib(1));
        return new ReservationNow(
                new Reservation(name, part, from, from.plusSeconds(3600), Reservation.Members.NOBODY, "root"),
                true,
                List.of());
    }

    @Override
    public List<NodeNow> nodes() {
        return List.of();
    }

    @Override
    public Limited limits(Caller caller, Optional<String> as) {
        asked.add("limits " + caller.uid());
        return new LimitsNow(
                as.orElse("user" + caller.uid()),
                Optional.of("student"),
                "vision",
                LimitTable.SHIPPED.defaults(),
                UserUse.NONE,
                Optional.empty(),
                0,
                Optional.empty());
    }

    @Override
    public Listening listen(JobId job) {
        return bell.listen(job);
    }

    @Override
    public void shutdown(Caller caller) {
        asked.add("shutdown " + caller.uid());
    }

    @Override
    public Optional<Job> job(JobId id) {
        breakIfAsked();
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public List<JobId> startingWith(String prefix, Optional<Long> uid, int most) {
        return jobs.values().stream()
                .filter(job -> job.id().text().startsWith(prefix))
                .filter(job -> uid.isEmpty() || job.submission().owner().uid() == uid.get())
                .map(job -> job.id().array())
                .distinct()
                .sorted()
                .limit(most)
                .toList();
    }

    @Override
    public List<Job> members(JobId array) {
        return jobs.values().stream()
                .filter(job -> job.id().isMember() && job.id().array().equals(array.array()))
                .sorted(Comparator.comparing(Job::id))
                .toList();
    }

    @Override
    public Optional<ArrayNow> array(JobId id) {
        SequencedMap<JobState, List<Integer>> states = new TreeMap<>();
        members(id)
                .forEach(job -> states.computeIfAbsent(job.state(), _ -> new ArrayList<>())
                        .add(job.id().index().orElseThrow()));
        return states.isEmpty()
                ? Optional.empty()
                : Optional.of(new ArrayNow(
                        id.array(),
                        numbers(List.of(members(id).getFirst().id()))
                                .values()
                                .iterator()
                                .next(),
                        states));
    }

    @Override
    public List<Job> jobs(Filter filter, Optional<Cursor> after, int most) {
        var order =
                Comparator.comparing(Job::submittedAt).thenComparing(Job::id).reversed();
        return jobs.values().stream()
                .filter(job -> within(filter, job))
                .filter(job -> !filter.grouped()
                        || !job.id().isMember()
                        || members(job.id()).getFirst().equals(job))
                .filter(job -> filter.states().isEmpty()
                        || (filter.grouped() && job.id().isMember() ? members(job.id()) : List.of(job))
                                .stream().anyMatch(it -> filter.states().contains(it.state())))
                .filter(job -> filter.name().isEmpty()
                        || filter.name()
                                .get()
                                .equals(job.submission().definition().name()))
                .sorted(order)
                .dropWhile(job ->
                        after.isPresent() && job.id().compareTo(after.get().id()) >= 0)
                .limit(most)
                .toList();
    }

    private static boolean within(Filter filter, Job job) {
        long owner = job.submission().owner().uid();
        return switch (filter.whose()) {
            case Whose.Own own -> owner == own.uid();
            case Whose.OwnAndLive own -> owner == own.uid() || !job.state().isTerminal();
            case Whose.Everybody _ -> true;
        };
    }

    @Override
    public List<Attempt> attempts(JobId id) {
        return jobs.get(id).attempt().map(List::of).orElse(List.of());
    }

    @Override
    public List<Numbered> changes(JobId id, long after, int most) {
        List<Numbered> found = new ArrayList<>(changes.getOrDefault(id, List.of()));
        if (!id.isMember()) {
            members(id).forEach(job -> found.addAll(changes.getOrDefault(job.id(), List.of())));
            found.sort(Comparator.comparing(Numbered::sequence));
        }
        found.removeIf(change -> change.sequence() <= after);
        return found.subList(0, Math.min(most, found.size()));
    }

    @Override
    public Optional<LogFile> log(JobId id, int attempt) {
        return Optional.ofNullable(logs.get(id + "/" + attempt)).map(Log::reader);
    }

    /** A log that grows when it is told to. */
    static final class Log {
        private final Lock lock = new ReentrantLock();
        private final Condition grown = lock.newCondition();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean complete;

        void write(byte[] bytes) {
            change(() -> kept.writeBytes(bytes));
        }

        void complete() {
            change(() -> complete = true);
        }

        private void change(Runnable how) {
            lock.lock();
            try {
                how.run();
                grown.signalAll();
            } finally {
                lock.unlock();
            }
        }

        LogFile reader() {
            return new LogFile() {
                @Override
                public long size() {
                    lock.lock();
                    try {
                        return kept.size();
                    } finally {
                        lock.unlock();
                    }
                }

                @Override
                public boolean complete() {
                    lock.lock();
                    try {
                        return complete;
                    } finally {
                        lock.unlock();
                    }
                }

                @Override
                public int read(ByteBuffer into, long offset) {
                    lock.lock();
                    try {
                        byte[] all = kept.toByteArray();
                        int count = (int) Math.min(into.remaining(), all.length - offset);
                        into.put(all, (int) offset, count);
                        return count;
                    } finally {
                        lock.unlock();
                    }
                }

                @Override
                public void await(long known, Duration most) throws InterruptedException {
                    lock.lock();
                    try {
                        long left = most.toNanos();
                        while (kept.size() <= known && !complete && left > 0) {
                            left = grown.awaitNanos(left);
                        }
                    } finally {
                        lock.unlock();
                    }
                }

                @Override
                public void close() {}
            };
        }
    }
}
