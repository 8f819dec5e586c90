package io.fairlead.server.control;

import io.fairlead.core.admission.Admission;
import io.fairlead.core.admission.Candidate;
import io.fairlead.core.cluster.NodeRef;
import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the door asks, answered: lookups before the writer, the writer, and what it knows. */
public final class House implements Desk {
    private static final Duration BUSY_RETRY = Duration.ofSeconds(2);

    private final Reception reception;
    private final Writer writer;
    private final Bell bell;
    private final Memory memory;
    private final Facts facts;

    /** What the store remembers of jobs that are not in memory any more. */
    public interface Memory {
        Optional<Job> job(JobId id);

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
        this.writer = writer;
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
        return switch (reception.receive(caller, body, options)) {
            case Reception.Result.Refused(var kind, var findings) -> new Refused(kind, findings, Optional.empty());
            case Reception.Result.Ready(var candidate, var notices) ->
                admitted(candidate, options.hold(), key, notices);
        };
    }

    private Submitted admitted(Candidate candidate, boolean hold, Optional<Message.Key> key, List<Problem> notices)
            throws InterruptedException {
        long owner = candidate.owner().uid();
        Optional<Submitted> before = key.flatMap(it -> replayed(owner, it));
        if (before.isPresent()) {
            return before.get();
        }
        Reply reply = ask(answer -> new Message.Submit(candidate, hold, key, answer));
        // The job of this key may have ended since it was looked up.
        return reply instanceof Reply.NotLive
                ? key.flatMap(it -> replayed(owner, it)).orElseGet(() -> submitted(reply, notices))
                : submitted(reply, notices);
    }

    @Override
    public Submitted rerun(Caller caller, Job job, Optional<String> given) throws InterruptedException {
        byte[] again = ("rerun " + job.id()).getBytes(StandardCharsets.UTF_8);
        Optional<Message.Key> key = given.map(text -> new Message.Key(text, sha256(again)));
        return switch (reception.again(caller, job)) {
            case Reception.Result.Refused(var kind, var findings) -> new Refused(kind, findings, Optional.empty());
            case Reception.Result.Ready(var candidate, var notices) -> admitted(candidate, false, key, notices);
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
            case Reply.NodeKept kept -> throw new IllegalStateException("a node's answer for a submit: " + kept);
            case Reply.NotLive _ -> new Refused(Refused.Kind.KEY_IN_FLIGHT, ControlProblems.BUSY.reason("waiting", 1));
            case Reply.Unavailable(Problem problem) -> unavailable(problem);
        };
    }

    private static List<Problem> joined(List<Problem> first, List<Problem> second) {
        List<Problem> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Accepted accepted(Job job, List<Problem> notices, boolean replayed) {
        return new Accepted(job.id(), job.submission().definition().name(), job.state(), notices, replayed);
    }

    private static Refused unavailable(Problem problem) {
        Refused.Kind kind = problem.code().contains("FULL") || problem.code().contains("DISK")
                ? Refused.Kind.STORAGE_FULL
                : Refused.Kind.UNAVAILABLE;
        return new Refused(kind, Findings.of(problem), Optional.of(BUSY_RETRY));
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
        return switch (reception.receive(caller, body, options)) {
            case Reception.Result.Refused(var kind, var findings) -> new Refused(kind, findings, Optional.empty());
            case Reception.Result.Ready(var candidate, var notices) -> {
                Admission.Verdict verdict = question(loop -> loop.judge(candidate));
                yield switch (verdict) {
                    case Admission.Verdict.Admitted admitted ->
                        new Sound(
                                candidate.definition().name(),
                                candidate.definitionJson(),
                                candidate.image(),
                                joined(notices, admitted.notices()));
                    case Admission.Verdict.Refused(List<Problem> problems) ->
                        new Refused(Refused.Kind.INVALID, new Findings(problems, notices), Optional.empty());
                };
            }
        };
    }

    @Override
    public Acted cancel(Caller caller, JobId job) throws InterruptedException {
        return act(caller, job, (by, answer) -> new Message.Cancel(job, by, answer));
    }

    @Override
    public Acted retire(Caller caller, JobId job) throws InterruptedException {
        return act(caller, job, (by, answer) -> new Message.Retire(job, by, answer));
    }

    @Override
    public Acted halt(Caller caller, JobId job) throws InterruptedException {
        return act(caller, job, (by, answer) -> new Message.Halt(job, by, answer));
    }

    @Override
    public Acted hold(Caller caller, JobId job) throws InterruptedException {
        return act(caller, job, (by, answer) -> new Message.Hold(job, by, answer));
    }

    @Override
    public Acted release(Caller caller, JobId job) throws InterruptedException {
        return act(caller, job, (by, answer) -> new Message.Release(job, by, answer));
    }

    @Override
    public Acted remove(Caller caller, JobId id) throws InterruptedException {
        Optional<Job> job = memory.job(id);
        if (job.isEmpty() || job.get().removed()) {
            return notFound(id);
        }
        if (!job.get().state().isTerminal()) {
            return new Refused(
                    Refused.Kind.CONFLICT,
                    ControlProblems.NOT_ENDED.reason(
                            "job", id, "state", job.get().state()));
        }
        return act(caller, id, (by, answer) -> new Message.Remove(job.get(), by, answer));
    }

    @FunctionalInterface
    private interface Wish {
        Message of(Actor by, Message.Answer answer);
    }

    private Acted act(Caller caller, JobId id, Wish wish) throws InterruptedException {
        Optional<Job> before = memory.job(id);
        if (before.isEmpty()) {
            return notFound(id);
        }
        long owner = before.get().submission().owner().uid();
        Reply reply = ask(answer -> wish.of(caller.actorOn(owner), answer));
        return switch (reply) {
            case Reply.Accepted(Job job, boolean _, var _) -> new Done(job, job.state(), outcome(job));
            case Reply.NodeKept kept -> throw new IllegalStateException("a node's answer for a job: " + kept);
            case Reply.NotLive _ -> ended(id);
            case Reply.Conflict(Problem problem) -> new Refused(Refused.Kind.CONFLICT, problem);
            case Reply.Refused(List<Problem> problems) ->
                new Refused(Refused.Kind.CONFLICT, new Findings(problems, List.of()), Optional.empty());
            case Reply.Unavailable(Problem problem) -> unavailable(problem);
        };
    }

    private static Done.Outcome outcome(Job job) {
        boolean asked = job.cancelRequestedAt().isPresent()
                || job.attempt().flatMap(Attempt::stop).isPresent();
        boolean waits = asked && !job.state().isTerminal();
        return waits ? Done.Outcome.ASKED : Done.Outcome.DONE;
    }

    private Acted ended(JobId id) {
        return memory.job(id)
                .<Acted>map(job -> new Done(job, job.state(), Done.Outcome.ALREADY))
                .orElseGet(() -> notFound(id));
    }

    private static Refused notFound(JobId id) {
        return new Refused(Refused.Kind.NOT_FOUND, ControlProblems.NO_JOB.reason("job", id));
    }

    @Override
    public Optional<Why> why(JobId id) throws InterruptedException {
        return question(loop -> Overview.why(loop, id, facts.pulled())).map(Overview.Asked::answer);
    }

    @Override
    public Upcoming upcoming() throws InterruptedException {
        return question(Overview::upcoming).answer();
    }

    @Override
    public SequencedMap<JobId, Waiting> queue() throws InterruptedException {
        return question(Overview::queue);
    }

    @Override
    public Status status() throws InterruptedException {
        return question(loop -> {
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
        return question(Overview::nodes);
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
        String login = reception.who(caller, Optional.empty()) instanceof Reception.Who.Known known
                ? known.login()
                : "uid " + caller.uid();
        Message.Administrator by = new Message.Administrator(caller.uid(), login);
        return switch (ask(answer -> wish.apply(by, answer))) {
            case Reply.NodeKept(NodeRef ref) ->
                nodes().stream().filter(it -> it.ref().equals(ref)).findFirst().orElseThrow();
            case Reply.Refused(List<Problem> problems) ->
                new Refused(Refused.Kind.INVALID, new Findings(problems, List.of()), Optional.empty());
            case Reply.Conflict(Problem problem) -> new Refused(Refused.Kind.CONFLICT, problem);
            case Reply.Unavailable(Problem problem) -> unavailable(problem);
            case Reply.Accepted _, Reply.NotLive _ -> throw new IllegalStateException("a job's answer for a node");
        };
    }

    @Override
    public Limited limits(Caller caller, Optional<String> as) throws InterruptedException {
        return switch (reception.who(caller, as)) {
            case Reception.Who.Refused(var problem, var kind) -> new Refused(kind, problem);
            case Reception.Who.Known who -> question(loop -> Overview.limits(loop, who));
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

    private Reply ask(Function<Message.Answer, Message> message) throws InterruptedException {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        if (!writer.offer(message.apply(reply::complete))) {
            return new Reply.Unavailable(ControlProblems.BUSY.reason("waiting", writer.waiting()));
        }
        return await(reply);
    }

    private <T> T question(Function<ControlLoop, T> look) throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        writer.put(new Message.Question(loop -> {
            T seen = look.apply(loop);
            return unless -> unless.ifPresentOrElse(
                    problem -> answer.completeExceptionally(new ProblemException(problem)),
                    () -> answer.complete(seen));
        }));
        return await(answer);
    }

    private static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
