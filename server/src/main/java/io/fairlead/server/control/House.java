package io.fairlead.server.control;

import io.fairlead.core.admission.Admission;
import io.fairlead.core.admission.Candidate;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.upkeep.Reservation;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.images.PullProgress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the door asks, answered: lookups before the writer, the writer, and what it knows. */
public final class House implements Desk {
    private final Reception reception;
    private final Errands errands;
    private final Bell bell;
    private final Memory memory;
    private final Facts facts;

    /** What the store remembers of jobs that are not in memory any more. */
    public interface Memory {
        Optional<Job> job(JobId id);

        /** The job of an id, or the members of an array, by index. */
        List<Job> jobs(JobId id);

        Optional<SubmitKey> key(long uid, String key);
    }

    /**
     * What does not change while the server runs, and how engines are.
     *
     * @param uptime by a clock that only goes forward
     * @param pulled how far the pull of a digest is; empty where none is under way
     * @param stop begins an orderly stop
     */
    public record Facts(
            String instance,
            Instant startedAt,
            Supplier<Duration> uptime,
            String storeKind,
            Supplier<List<EngineNow>> engines,
            Function<String, Optional<PullProgress>> pulled,
            Runnable stop) {}

    House(Reception reception, Writer writer, Bell bell, Memory memory, Facts facts) {
        this.reception = reception;
        this.errands = new Errands(writer, memory);
        this.bell = bell;
        this.memory = memory;
        this.facts = facts;
    }

    @Override
    public Submitted submit(Caller caller, byte[] body, SubmitOptions options) throws InterruptedException {
        Optional<Message.Key> key = options.idempotencyKey().map(text -> new Message.Key(text, hash(body, options)));
        if (key.isPresent() && options.as().isEmpty()) {
            Optional<Submitted> before = replayed(caller.uid(), key.get());
            if (before.isPresent()) {
                return before.get();
            }
        }
        Reception.Result received = reception.receive(caller, body, options);
        Submitted result = switch (received) {
            case Reception.Result.Refused refused -> refused(refused);
            case Reception.Result.Ready(var candidate, var notices, var _) ->
                admitted(candidate, options.hold(), key, notices);
        };
        return result instanceof Refused refused ? located(refused, received) : result;
    }

    /** With the lines of what was sent. */
    private static Refused located(Refused refused, Reception.Result received) {
        return new Refused(refused.kind(), received.places().in(refused.findings()), refused.retryAfter());
    }

    /** With what admission would say of the rest, so that nobody mends one thing to hear of the next. */
    private Refused refused(Reception.Result.Refused refused) throws InterruptedException {
        List<Problem> problems = new ArrayList<>(refused.findings().problems());
        if (refused.rest().isPresent()) {
            try {
                Candidate rest = refused.rest().get();
                if (errands.question(loop -> loop.judge(rest))
                        instanceof Admission.Verdict.Refused(List<Problem> more)) {
                    problems.addAll(more);
                }
            } catch (ProblemException _) {
                // Refused it is anyhow.
            }
        }
        return new Refused(
                refused.kind(), new Findings(problems, refused.findings().notices()), Optional.empty());
    }

    private Submitted admitted(Candidate candidate, boolean hold, Optional<Message.Key> key, List<Problem> notices)
            throws InterruptedException {
        long owner = candidate.owner().uid();
        Optional<Submitted> before = key.flatMap(it -> replayed(owner, it));
        if (before.isPresent()) {
            return before.get();
        }
        Reply reply = errands.ask(answer -> new Message.Submit(candidate, hold, key, answer));
        // The job of this key may have ended since it was looked up.
        return reply instanceof Reply.NotLive
                ? key.flatMap(it -> replayed(owner, it)).orElseGet(() -> submitted(reply, notices))
                : submitted(reply, notices);
    }

    @Override
    public Submitted rerun(Caller caller, Job job, JobId named, Optional<String> given) throws InterruptedException {
        byte[] again = ("rerun " + named).getBytes(StandardCharsets.UTF_8);
        Optional<Message.Key> key = given.map(text -> new Message.Key(text, sha256(again)));
        return switch (reception.again(caller, job, named)) {
            case Reception.Result.Refused refused -> refused(refused);
            case Reception.Result.Ready(var candidate, var notices, var _) -> admitted(candidate, false, key, notices);
        };
    }

    private Optional<Submitted> replayed(long uid, Message.Key key) {
        return memory.key(uid, key.text()).map(used -> {
            if (!used.bodySha256().equals(key.bodySha256())) {
                return new Refused(Refused.Kind.KEY_REUSED, ControlProblems.KEY_REUSED.reason());
            }
            return memory.job(used.job())
                    .<Submitted>map(job -> accepted(job, List.of(), true))
                    .orElseGet(() -> new Refused(Refused.Kind.KEY_REUSED, ControlProblems.KEY_REUSED.reason()));
        });
    }

    private static Submitted submitted(Reply reply, List<Problem> notices) {
        return switch (reply) {
            case Reply.Accepted(Job job, boolean replayed, var more) -> accepted(job, joined(notices, more), replayed);
            case Reply.Refused(List<Problem> problems) ->
                new Refused(Refused.Kind.INVALID, new Findings(problems, notices), Optional.empty());
            case Reply.Conflict(Problem problem) ->
                new Refused(
                        problem.code().equals(ControlProblems.KEY_REUSED.code())
                                ? Refused.Kind.KEY_REUSED
                                : Refused.Kind.CONFLICT,
                        problem);
            case Reply.NodeKept _, Reply.Reserved _ ->
                throw new IllegalStateException("a node's answer for a submit: " + reply);
            case Reply.NotLive _ -> new Refused(Refused.Kind.KEY_IN_FLIGHT, ControlProblems.BUSY.reason("waiting", 1));
            case Reply.Unavailable(Problem problem) -> Errands.unavailable(problem);
        };
    }

    private static List<Problem> joined(List<Problem> first, List<Problem> second) {
        List<Problem> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Accepted accepted(Job job, List<Problem> notices, boolean replayed) {
        return new Accepted(job.id().array(), job.submission().definition().name(), job.state(), notices, replayed);
    }

    /** The same body with other options is another submit. */
    private static String hash(byte[] body, SubmitOptions options) {
        String around = options.hold() + "\0" + options.project().orElse("") + "\0"
                + options.as().orElse("") + "\0"
                + options.origin().map(Desk.Origin::text).orElse("");
        return sha256(body, around.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Checked check(Caller caller, byte[] body, SubmitOptions options) throws InterruptedException {
        Reception.Result received = reception.receive(caller, body, options);
        Checked result = switch (received) {
            case Reception.Result.Refused refused -> refused(refused);
            case Reception.Result.Ready(var candidate, var notices, var _) -> {
                Admission.Verdict verdict = errands.question(loop -> loop.judge(candidate));
                yield switch (verdict) {
                    case Admission.Verdict.Admitted admitted ->
                        new Sound(
                                candidate.definition().name(),
                                candidate.texts().definition(),
                                candidate.image(),
                                joined(notices, admitted.notices()));
                    case Admission.Verdict.Refused(List<Problem> problems) ->
                        new Refused(Refused.Kind.INVALID, new Findings(problems, notices), Optional.empty());
                };
            }
        };
        return result instanceof Refused refused ? located(refused, received) : result;
    }

    @Override
    public Acted cancel(Caller caller, JobId job) throws InterruptedException {
        return errands.act(caller, job, Message.Cancel::new);
    }

    @Override
    public Acted retire(Caller caller, JobId job) throws InterruptedException {
        return errands.act(caller, job, Message.Retire::new);
    }

    @Override
    public Acted halt(Caller caller, JobId job) throws InterruptedException {
        return errands.act(caller, job, Message.Halt::new);
    }

    @Override
    public Acted hold(Caller caller, JobId job) throws InterruptedException {
        return errands.act(caller, job, Message.Hold::new);
    }

    @Override
    public Acted release(Caller caller, JobId job) throws InterruptedException {
        return errands.act(caller, job, Message.Release::new);
    }

    @Override
    public Acted remove(Caller caller, JobId job) throws InterruptedException {
        return errands.remove(caller, job);
    }

    @Override
    public Optional<Why> why(JobId id) throws InterruptedException {
        return errands.question(loop -> Overview.why(loop, id, facts.pulled())).map(Overview.Asked::answer);
    }

    @Override
    public Upcoming upcoming() throws InterruptedException {
        return errands.question(Overview::upcoming).answer();
    }

    @Override
    public SequencedMap<JobId, Waiting> queue() throws InterruptedException {
        return errands.question(Overview::queue);
    }

    @Override
    public Status status() throws InterruptedException {
        return errands.question(loop -> {
            TreeMap<JobState, Integer> jobs = new TreeMap<>();
            loop.snapshot().live().forEach(job -> jobs.merge(job.state(), 1, Integer::sum));
            Optional<Problem> trouble = loop.refusal();
            return new Status(
                    facts.instance(),
                    facts.startedAt(),
                    facts.uptime().get(),
                    trouble.isEmpty(),
                    facts.storeKind(),
                    trouble,
                    facts.engines().get(),
                    jobs);
        });
    }

    @Override
    public List<NodeNow> nodes() throws InterruptedException {
        return errands.question(Overview::nodes);
    }

    @Override
    public OfNode drain(Caller caller, String node, List<String> devices, String reason) throws InterruptedException {
        return ofNode(caller, (by, answer) -> new Message.Drain(node, devices, reason, by, answer));
    }

    @Override
    public OfNode resume(Caller caller, String node, List<String> devices) throws InterruptedException {
        return ofNode(caller, (by, answer) -> new Message.Resume(node, devices, by, answer));
    }

    private OfNode ofNode(Caller caller, BiFunction<Message.Administrator, Message.Answer, Message> wish)
            throws InterruptedException {
        Message.Administrator by = administrator(caller);
        return switch (errands.ask(answer -> wish.apply(by, answer))) {
            case Reply.NodeKept(NodeRef ref) ->
                nodes().stream().filter(it -> it.ref().equals(ref)).findFirst().orElseThrow();
            case Reply other -> refused(other);
        };
    }

    private Message.Administrator administrator(Caller caller) throws InterruptedException {
        String login = reception.who(caller, Optional.empty()) instanceof Reception.Who.Known known
                ? known.login()
                : "uid " + caller.uid();
        return new Message.Administrator(caller.uid(), login);
    }

    private static Refused refused(Reply reply) {
        return switch (reply) {
            case Reply.Refused(List<Problem> problems) ->
                new Refused(
                        problems.getFirst().code().equals(ControlProblems.NO_RESERVATION.code())
                                ? Refused.Kind.NOT_FOUND
                                : Refused.Kind.INVALID,
                        new Findings(problems, List.of()),
                        Optional.empty());
            case Reply.Conflict(Problem problem) -> new Refused(Refused.Kind.CONFLICT, problem);
            case Reply.Unavailable(Problem problem) -> Errands.unavailable(problem);
            case Reply.Accepted _, Reply.NotLive _, Reply.NodeKept _, Reply.Reserved _ ->
                throw new IllegalStateException("an answer for something else: " + reply);
        };
    }

    @Override
    public List<ReservationNow> reservations(Caller caller) throws InterruptedException {
        Reception.Who who = reception.who(caller, Optional.empty());
        return errands.question(loop -> Overview.reservations(loop, caller, who));
    }

    @Override
    public OfReservation reserve(Caller caller, ReservationOrder order) throws InterruptedException {
        return ofReservation(
                caller,
                (by, answer) -> new Message.Reserve(
                        order.name(), order.node(), order.wish(), order.members(), order.force(), by, answer));
    }

    @Override
    public OfReservation unreserve(Caller caller, String name) throws InterruptedException {
        return ofReservation(caller, (by, answer) -> new Message.Unreserve(name, by, answer));
    }

    private OfReservation ofReservation(Caller caller, BiFunction<Message.Administrator, Message.Answer, Message> wish)
            throws InterruptedException {
        Message.Administrator by = administrator(caller);
        return switch (errands.ask(answer -> wish.apply(by, answer))) {
            case Reply.Reserved(Reservation it) -> errands.question(loop -> Overview.reservation(loop, it, true));
            case Reply other -> refused(other);
        };
    }

    @Override
    public Limited limits(Caller caller, Optional<String> as) throws InterruptedException {
        return switch (reception.who(caller, as)) {
            case Reception.Who.Refused(var problem, var kind) -> new Refused(kind, problem);
            case Reception.Who.Known who -> errands.question(loop -> Overview.limits(loop, who));
        };
    }

    @Override
    public Listening listen(JobId job) {
        return bell.listen(job);
    }

    @Override
    public void shutdown(Caller caller) {
        facts.stop().run();
    }
}
