package io.fairlead.server.control;

import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.control.Desk.Acted;
import io.fairlead.server.control.Desk.Done;
import io.fairlead.server.control.Desk.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Goes to the writer for people: with what they want of a job, and with what they want to know. */
final class Errands {
    private static final Duration BUSY_RETRY = Duration.ofSeconds(2);

    private final Writer writer;
    private final House.Memory memory;

    Errands(Writer writer, House.Memory memory) {
        this.writer = writer;
        this.memory = memory;
    }

    /** Taking out of view what has ended; an array as a whole. */
    Acted remove(Caller caller, JobId id) throws InterruptedException {
        List<Job> jobs = memory.jobs(id);
        if (jobs.isEmpty() || jobs.stream().anyMatch(Job::removed)) {
            return notFound(id);
        }
        if (id.isMember()) {
            return new Refused(
                    Refused.Kind.CONFLICT, ControlProblems.MEMBER_STAYS.reason("job", id, "array", id.array()));
        }
        Optional<Job> live =
                jobs.stream().filter(job -> !job.state().isTerminal()).findFirst();
        if (live.isPresent()) {
            return new Refused(
                    Refused.Kind.CONFLICT,
                    ControlProblems.NOT_ENDED.reason(
                            "job", live.get().id(), "state", live.get().state()));
        }
        Map<JobId, Job> ended = new HashMap<>();
        jobs.forEach(job -> ended.put(job.id(), job));
        return act(
                caller,
                id,
                (job, by, answer) -> new Message.Remove(Objects.requireNonNull(ended.get(job)), by, answer));
    }

    @FunctionalInterface
    interface Wish {
        Message.OfJob of(JobId job, Actor by, Message.Answer answer);
    }

    /** Whatever else somebody wants of a job, or of all members of an array at once. */
    Acted act(Caller caller, JobId id, Wish wish) throws InterruptedException {
        Optional<Job> before = memory.job(id);
        if (before.isEmpty()) {
            List<Job> members = memory.jobs(id);
            return members.isEmpty() ? notFound(id) : all(caller, members, wish);
        }
        long owner = before.get().submission().owner().uid();
        Reply reply = ask(answer -> wish.of(id, caller.actorOn(owner), answer));
        return switch (reply) {
            case Reply.Accepted(Job job, boolean _, var _) -> new Done(job, job.state(), outcome(job));
            case Reply.NodeKept _, Reply.Reserved _ ->
                throw new IllegalStateException("a node's answer for a job: " + reply);
            case Reply.NotLive _ -> ended(id);
            case Reply.Conflict(Problem problem) -> new Refused(Refused.Kind.CONFLICT, problem);
            case Reply.Refused(List<Problem> problems) ->
                new Refused(Refused.Kind.CONFLICT, new Findings(problems, List.of()), Optional.empty());
            case Reply.Unavailable(Problem problem) -> unavailable(problem);
        };
    }

    private Acted all(Caller caller, List<Job> members, Wish wish) throws InterruptedException {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        List<Message.OfJob> wishes = new ArrayList<>();
        for (Job member : members) {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            replies.add(reply);
            wishes.add(wish.of(
                    member.id(), caller.actorOn(member.submission().owner().uid()), reply::complete));
        }
        if (!writer.offer(new Message.All(wishes))) {
            return unavailable(ControlProblems.BUSY.reason("waiting", writer.waiting()));
        }
        List<Job> touched = new ArrayList<>();
        Optional<Problem> conflict = Optional.empty();
        for (CompletableFuture<Reply> future : replies) {
            Reply reply = await(future);
            if (reply instanceof Reply.Unavailable(Problem problem)) {
                return unavailable(problem);
            } else if (reply instanceof Reply.Accepted(Job job, boolean _, var _)) {
                touched.add(job);
            } else if (reply instanceof Reply.Conflict(Problem problem)) {
                conflict = conflict.or(() -> Optional.of(problem));
            }
        }
        if (touched.isEmpty() && conflict.isPresent()) {
            return new Refused(Refused.Kind.CONFLICT, conflict.get());
        }
        return done(members, touched);
    }

    private static Done done(List<Job> members, List<Job> touched) {
        Done.Outcome outcome = touched.isEmpty()
                ? Done.Outcome.ALREADY
                : touched.stream().map(Errands::outcome).anyMatch(Done.Outcome.ASKED::equals)
                        ? Done.Outcome.ASKED
                        : Done.Outcome.DONE;
        Job telling = touched.stream()
                .filter(job -> outcome(job) == outcome)
                .findFirst()
                .orElseGet(members::getFirst);
        return new Done(
                telling, telling.state(), outcome, Optional.of(new Done.Members(touched.size(), members.size())));
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

    static Refused unavailable(Problem problem) {
        Refused.Kind kind = problem.code().contains("FULL") || problem.code().contains("DISK")
                ? Refused.Kind.STORAGE_FULL
                : Refused.Kind.UNAVAILABLE;
        return new Refused(kind, Findings.of(problem), Optional.of(BUSY_RETRY));
    }

    Reply ask(Function<Message.Answer, Message> message) throws InterruptedException {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        if (!writer.offer(message, reply::complete)) {
            return new Reply.Unavailable(ControlProblems.BUSY.reason("waiting", writer.waiting()));
        }
        return await(reply);
    }

    <T> T question(Function<ControlLoop, T> look) throws InterruptedException {
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
