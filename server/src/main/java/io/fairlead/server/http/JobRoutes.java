package io.fairlead.server.http;

import io.fairlead.core.cluster.DeviceId;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.Query;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.http.view.FilesLeftViews;
import io.fairlead.server.http.view.HouseViews;
import io.fairlead.server.http.view.JobViews;
import io.fairlead.server.http.view.QueueViews;
import io.fairlead.wire.api.ActionResponse;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.FilesLeftView;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.JobSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows jobs and changes them. */
final class JobRoutes {
    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MOST = 1000;
    private static final List<String> SCOPES = List.of("mine", "all");

    /** Members of arrays one by one; anything else names the array whose members are wanted. */
    private static final String EACH = "each";

    private final Desk desk;
    private final Archive archive;
    private final JobLookup lookup;

    JobRoutes(Desk desk, Archive archive) {
        this.desk = desk;
        this.archive = archive;
        this.lookup = new JobLookup(archive);
    }

    void list(Exchange exchange) throws InterruptedException {
        Query query = exchange.query("scope", "state", "name", "limit", "after", "members");
        int limit = (int) query.number("limit", PAGE_DEFAULT, 1, PAGE_MOST);
        Optional<String> name = query.word("name");
        Archive.Whose whose = whose(exchange.caller(), query.choice("scope", "mine", SCOPES), name);
        Optional<String> members = query.word("members");
        Set<JobState> states = states(query);
        if (members.filter(it -> !it.equals(EACH)).isPresent()) {
            exchange.answer().send(Status.OK, members(exchange.caller(), members.get(), states));
            return;
        }
        var filter = new Archive.Filter(whose, states, name, members.isEmpty());
        List<Job> found = archive.jobs(filter, Cursors.of(query), limit + 1);
        boolean more = found.size() > limit;
        List<Job> page = more ? found.subList(0, limit) : found;
        var all =
                members.isEmpty() ? page.stream().map(job -> told(job, states)).toList() : alone(page);
        exchange.answer()
                .send(
                        Status.OK,
                        view(
                                exchange.caller(),
                                all,
                                more ? Optional.of(Cursors.after(page.getLast())) : Optional.empty()));
    }

    /** Those of an array, by index. */
    private JobList members(Caller caller, String array, Set<JobState> states) throws InterruptedException {
        List<Job> members = archive.members(lookup.named(caller, array).id()).stream()
                .filter(job -> states.isEmpty() || states.contains(job.state()))
                .toList();
        return view(caller, alone(members), Optional.empty());
    }

    private static List<JobLookup.Named> alone(List<Job> jobs) {
        return jobs.stream()
                .map(job -> new JobLookup.Named(job.id(), job, Optional.empty()))
                .toList();
    }

    /** In place of the first member of an array the array. */
    private JobLookup.Named told(Job job, Set<JobState> among) {
        Optional<Archive.ArrayNow> array = job.id().isMember() ? archive.array(job.id()) : Optional.empty();
        Job telling = array.flatMap(now -> archive.job(now.telling(among))).orElse(job);
        return new JobLookup.Named(job.id().array(), telling, array);
    }

    /** A search by name is among one's own: an answer would tell the names of other people's jobs. */
    private static Archive.Whose whose(Caller caller, String scope, Optional<String> name) {
        if (scope.equals("mine")) {
            return new Archive.Whose.Own(caller.uid());
        }
        if (caller.administers()) {
            return new Archive.Whose.Everybody();
        }
        return name.isPresent() ? new Archive.Whose.Own(caller.uid()) : new Archive.Whose.OwnAndLive(caller.uid());
    }

    private JobList view(Caller caller, List<JobLookup.Named> page, Optional<String> next) throws InterruptedException {
        boolean waits = page.stream().anyMatch(it -> it.job().state() == JobState.QUEUED);
        var queue = waits ? desk.queue() : null;
        var numbers = archive.numbers(page.stream().map(it -> it.job().id()).toList());
        List<JobSummary> jobs = new ArrayList<>();
        List<JobList.AnonymousJob> others = new ArrayList<>();
        for (JobLookup.Named one : page) {
            Job job = one.job();
            if (caller.sees(job.submission().owner().uid())) {
                var waiting = queue == null ? null : queue.get(job.id());
                jobs.add(summary(one, Optional.ofNullable(waiting), Optional.ofNullable(numbers.get(job.id()))));
            } else {
                others.add(JobViews.anonymous(job));
            }
        }
        return new JobList(jobs, others, next);
    }

    private static JobSummary summary(JobLookup.Named one, Optional<Desk.Waiting> waiting, Optional<Long> number) {
        return JobViews.summary(
                one.job(),
                waiting,
                one.array().map(Archive.ArrayNow::number).or(() -> number),
                array(one).or(() -> JobViews.arrayOf(one.job(), number)));
    }

    private static Optional<ArrayView> array(JobLookup.Named named) {
        return named.array().map(now -> JobViews.array(now.id(), now.number(), now.states(), named.job()));
    }

    private static Set<JobState> states(Query query) {
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        for (String word : query.words("state")) {
            states.addAll(states(word));
        }
        return states;
    }

    private static Set<JobState> states(String word) {
        return switch (word) {
            case "pending" -> EnumSet.of(JobState.ONHOLD, JobState.QUEUED);
            case "running" ->
                EnumSet.of(JobState.ASSIGNED, JobState.STARTING, JobState.RUNNING, JobState.MUSTHALT, JobState.HALTING);
            case "finished" -> EnumSet.of(JobState.FINISHED, JobState.FAILED, JobState.CANCELLED);
            default -> {
                for (JobState state : JobState.values()) {
                    if (state.name().equals(word)) {
                        yield EnumSet.of(state);
                    }
                }
                throw Query.wrong("state", word, stateWords());
            }
        };
    }

    private static List<String> stateWords() {
        List<String> words = new ArrayList<>(List.of("pending", "running", "finished"));
        for (JobState state : JobState.values()) {
            words.add(state.name());
        }
        return words;
    }

    void show(Exchange exchange) throws InterruptedException {
        exchange.query();
        JobLookup.Named named = lookup.named(exchange);
        Job job = named.job();
        Optional<Desk.Why> why = job.state().isTerminal() ? Optional.empty() : desk.why(job.id());
        var waiting = why.flatMap(Desk.Why::waiting);
        var number = Optional.ofNullable(archive.numbers(List.of(job.id())).get(job.id()));
        boolean one = named.array().isEmpty();
        exchange.answer()
                .send(
                        Status.OK,
                        JobViews.detail(
                                job,
                                summary(named, waiting, number),
                                archive.attempts(job.id()),
                                one ? filesLeft(job) : Optional.empty(),
                                why));
    }

    private Optional<FilesLeftView> filesLeft(Job job) {
        return FilesLeftViews.newest(archive.changes(job.id(), 0, Integer.MAX_VALUE).stream()
                .map(Archive.Numbered::recorded)
                .toList());
    }

    void queue(Exchange exchange) throws InterruptedException {
        exchange.query();
        Map<DeviceId, Integer> devices = new HashMap<>();
        desk.nodes().forEach(now -> now.node().devices().forEach(it -> devices.put(it.id(), it.index())));
        exchange.answer().send(Status.OK, QueueViews.of(desk.upcoming(), devices, exchange.caller()));
    }

    void why(Exchange exchange) throws InterruptedException {
        exchange.query();
        JobLookup.Named named = lookup.named(exchange);
        Job job = named.array()
                .flatMap(now -> archive.job(now.telling(Set.of(JobState.QUEUED, JobState.ONHOLD))))
                .orElse(named.job());
        Desk.Why why = desk.why(job.id())
                .orElseGet(() -> new Desk.Why(job, Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
        exchange.answer().send(Status.OK, HouseViews.why(why, array(named)));
    }

    void definition(Exchange exchange) {
        exchange.query();
        Job job = lookup.named(exchange).job();
        exchange.answer().send(Status.OK, Api.JSON, utf8(job.submission().definitionJson()));
    }

    void source(Exchange exchange) {
        exchange.query();
        Job job = lookup.named(exchange).job();
        exchange.answer().header("Fairlead-Dialect", job.submission().dialect());
        exchange.answer()
                .send(
                        Status.OK,
                        "text/plain; charset=utf-8",
                        utf8(job.submission().source()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One of the changes that people make to a job. */
    @FunctionalInterface
    private interface Deed {
        Desk.Acted on(Caller caller, JobId job) throws InterruptedException;
    }

    void cancel(Exchange exchange) throws IOException, InterruptedException {
        act(exchange, "cancel", desk::cancel);
    }

    void retire(Exchange exchange) throws IOException, InterruptedException {
        act(exchange, "retirement", desk::retire);
    }

    void halt(Exchange exchange) throws IOException, InterruptedException {
        act(exchange, "halt", desk::halt);
    }

    void hold(Exchange exchange) throws IOException, InterruptedException {
        act(exchange, "hold", desk::hold);
    }

    void release(Exchange exchange) throws IOException, InterruptedException {
        act(exchange, "release", desk::release);
    }

    void remove(Exchange exchange) throws IOException, InterruptedException {
        act(exchange, "removal", desk::remove);
    }

    private void act(Exchange exchange, String what, Deed deed) throws IOException, InterruptedException {
        exchange.query();
        exchange.body(0);
        JobId id = lookup.named(exchange).id();
        switch (deed.on(exchange.caller(), id)) {
            case Desk.Done done ->
                exchange.answer()
                        .send(
                                done.outcome() == Desk.Done.Outcome.ASKED ? Status.ACCEPTED : Status.OK,
                                view(what, id, done));
            case Desk.Refused refused
            when refused.kind() == Desk.Refused.Kind.NOT_FOUND -> throw JobLookup.notFound(exchange.job());
            case Desk.Refused refused -> throw SubmitRoutes.refusal(refused);
        }
    }

    private static ActionResponse view(String what, JobId id, Desk.Done done) {
        String state = done.state().name();
        String whom = done.members()
                .map(it -> " for " + it.touched() + " of " + it.all() + " members")
                .orElse("");
        String whose = done.members().isPresent() ? "member " + done.job().id() : "the job";
        String message = switch (done.outcome()) {
            case DONE -> what + " done" + whom + "; " + whose + " is " + state;
            case ASKED -> what + " recorded" + whom + "; " + whose + " is " + state + " until its container has ended";
            case ALREADY -> "nothing to do; " + whose + " is " + state;
        };
        return new ActionResponse(
                id.text(),
                done.job().submission().definition().name(),
                state,
                done.outcome().name().toLowerCase(Locale.ROOT),
                message);
    }
}
