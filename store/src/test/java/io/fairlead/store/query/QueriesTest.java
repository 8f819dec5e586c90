package io.fairlead.store.query;

import static io.fairlead.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fairlead.core.job.Actor;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.share.Account;
import io.fairlead.core.share.Shares;
import io.fairlead.core.share.Usage;
import io.fairlead.core.stage.Way;
import io.fairlead.store.Histories;
import io.fairlead.store.Samples;
import io.fairlead.store.Store;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueriesTest {
    private static final Comparator<Job> NEWEST_FIRST =
            Comparator.comparing(Job::submittedAt).thenComparing(Job::id).reversed();

    private final Histories histories = new Histories(77);
    private final Random random = new Random(8);

    @TempDir
    Path directory;

    /** In steps of minutes, hours and weeks. */
    private final List<Usage> usages = Stream.of(
                    Shares.HALF_LIFE_LEAST, Shares.DEFAULT.halfLife(), Shares.DURATION_MOST)
            .map(halfLife -> new Usage(new Shares(halfLife, Shares.DEFAULT.ageing(), Map.of())))
            .toList();

    private final Map<JobId, Job> jobs = new HashMap<>();

    /** Of each user of each project, the newest last. */
    private final Map<Account, List<LastRun>> runs = new HashMap<>();

    private Store store;

    @BeforeEach
    void history() {
        store = Store.open(Samples.settings(directory));
        goOn(120);
    }

    private void goOn(int steps) {
        for (int i = 0; i < steps; i++) {
            var step = histories.next();
            store.journal().append(step.changes(), step.after(), step.keys());
            step.changes().forEach(this::fold);
        }
    }

    private void fold(Recorded recorded) {
        Optional<Job> before = Optional.ofNullable(jobs.get(recorded.change().job()));
        Job after = recorded.change() instanceof Change.Submitted(Job admitted)
                ? admitted
                : before.orElseThrow().after(recorded);
        usages.forEach(usage -> usage.moved(before, after));
        if (after.state().isTerminal() && !(recorded.change() instanceof Change.Removed)) {
            after.ran()
                    .ifPresent(time -> runs.computeIfAbsent(Account.of(after), _ -> new ArrayList<>())
                            .add(new LastRun(Account.of(after), time)));
        }
        jobs.put(after.id(), after);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<JobId> listed(JobFilter filter, int size) {
        List<JobId> ids = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            Page page = store.queries().list(filter, after, size);
            assertThat(page.jobs()).hasSizeLessThanOrEqualTo(size);
            page.jobs().forEach(row -> ids.add(row.id().job()));
            after = page.next().map(Cursor::text).flatMap(Cursor::parse);
        } while (after.isPresent());
        return ids;
    }

    private List<JobId> expected(Predicate<Job> which) {
        return histories.jobs().values().stream()
                .filter(which)
                .sorted(NEWEST_FIRST)
                .map(Job::id)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000})
    void a_list_is_the_same_in_pages_of_any_size(int size) {
        assertThat(listed(JobFilter.ALL.withRemoved(), size)).isEqualTo(expected(_ -> true));
    }

    @Test
    void an_id_is_used_while_there_is_a_job_of_it_and_after_the_job_was_taken_away() throws SQLException {
        Set<JobId> jobs = Set.copyOf(listed(JobFilter.ALL.withRemoved(), 1000));
        JobId free = new JobId("0000000000");
        JobId gone = new JobId("0000000001");
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("fairlead.db"));
                var statement = other.createStatement()) {
            statement.execute(
                    "INSERT INTO retired VALUES (9999, '" + gone + "', 1001, 'vision', 'FAILED', 1, 2, 0, 1, 1)");
        }
        Set<JobId> asked = new HashSet<>(jobs);
        asked.addAll(Set.of(free, gone));

        Set<JobId> used = new HashSet<>(jobs);
        used.add(gone);
        assertThat(jobs).isNotEmpty();
        assertThat(store.queries().used(asked)).isEqualTo(used);
        assertThat(store.queries().used(Set.of(free))).isEmpty();
        assertThat(store.queries().used(Set.of())).isEmpty();
    }

    @Test
    void a_list_is_narrowed_by_each_field() {
        Instant since = histories.jobs().values().iterator().next().submittedAt();
        var live = EnumSet.of(JobState.QUEUED, JobState.RUNNING);
        var mixed = EnumSet.of(JobState.QUEUED, JobState.FAILED);

        assertThat(listed(JobFilter.ALL, 5)).isEqualTo(expected(job -> !job.removed()));
        assertThat(listed(JobFilter.ALL.withRemoved().owner(1002), 5))
                .isNotEmpty()
                .isEqualTo(expected(job -> job.submission().owner().uid() == 1002));
        assertThat(listed(JobFilter.ALL.states(live), 5))
                .isNotEmpty()
                .isEqualTo(expected(job -> live.contains(job.state())));
        assertThat(listed(JobFilter.ALL.withRemoved().states(mixed), 5))
                .isNotEmpty()
                .isEqualTo(expected(job -> mixed.contains(job.state())));
        assertThat(listed(JobFilter.ALL.withRemoved().name("job-3"), 5))
                .isNotEmpty()
                .isEqualTo(expected(job -> job.submission().definition().name().equals("job-3")));
        assertThat(listed(JobFilter.ALL.project("nobody's"), 5)).isEmpty();
        assertThat(listed(JobFilter.ALL.withRemoved().project("vision"), 5)).isEqualTo(expected(_ -> true));
        assertThat(listed(JobFilter.ALL.withRemoved().label("team.example/run", "r1"), 5))
                .isNotEmpty()
                .isEqualTo(expected(job ->
                        "r1".equals(job.submission().definition().labels().get("team.example/run"))));
        assertThat(listed(JobFilter.ALL.withRemoved().since(since), 5))
                .isNotEmpty()
                .isEqualTo(expected(job -> !job.submittedAt().isBefore(since)));
    }

    @Test
    void a_row_says_what_the_job_says() {
        for (Job job : histories.jobs().values()) {
            JobRow row = store.queries().job(job.id()).orElseThrow();

            assertThat(row.id().job()).isEqualTo(job.id());
            assertThat(row.who().owner()).isEqualTo(job.submission().owner().name());
            assertThat(row.stands().state()).isEqualTo(job.state());
            assertThat(row.stands().reason()).isEqualTo(job.reason());
            assertThat(row.stands().ended().isPresent()).isEqualTo(job.state().isTerminal());
            assertThat(row.newest().attempts()).isEqualTo(job.attempts());
            assertThat(row.newest().node())
                    .isEqualTo(
                            job.attempt().map(it -> it.placements().getFirst().where()));
            assertThat(row.asked().gpus())
                    .isEqualTo(job.submission().definition().resources().gpus());
            assertThat(store.queries().attempts(job.id())).hasSize(job.attempts());
            job.attempt()
                    .ifPresent(newest -> assertThat(
                                    store.queries().attempts(job.id()).getLast())
                            .isEqualTo(newest));
        }
        assertThat(store.queries().job(Samples.id(random))).isEmpty();
    }

    @Test
    void the_texts_are_kept_word_for_word() {
        Job job = histories.jobs().values().iterator().next();

        JobText text = store.queries().text(job.id()).orElseThrow();

        assertThat(text.definition()).isEqualTo(job.submission().definitionJson());
        assertThat(text.source()).isEqualTo(job.submission().source());
        assertThat(text.dialect()).isEqualTo("slices-v2");
    }

    @Test
    void an_id_is_found_by_a_prefix_that_is_its_own() {
        submit("abcd111111", 1001);
        submit("abcd222222", 1002);

        assertThat(store.queries().find("abcd1", OptionalLong.empty())).isInstanceOf(Found.One.class);
        assertThat(store.queries().find("abcd", OptionalLong.empty()))
                .isEqualTo(new Found.Several(List.of(new JobId("abcd111111"), new JobId("abcd222222"))));
        assertThat(store.queries().find("abcd", OptionalLong.of(1002)))
                .isInstanceOfSatisfying(
                        Found.One.class, one -> assertThat(one.job().id().job()).isEqualTo(new JobId("abcd222222")));
        assertThat(store.queries().find("abcd111111", OptionalLong.empty())).isInstanceOf(Found.One.class);
        assertThat(store.queries().find("abc", OptionalLong.empty())).isEqualTo(new Found.None());
        assertThat(store.queries().find("abcd%", OptionalLong.empty())).isEqualTo(new Found.None());
        assertThat(store.queries().find("abcd3", OptionalLong.empty())).isEqualTo(new Found.None());
    }

    private void submit(String id, long uid) {
        Job job = Samples.queued(new JobId(id), Samples.submission(uid, "named", 0, ""), NOON);
        var key = new SubmitKey(uid, "key of " + id, "0f".repeat(32), job.id());
        store.journal()
                .append(
                        List.of(new Recorded(NOON, new Actor.User(uid), new Change.Submitted(job))),
                        List.of(job),
                        List.of(key));
    }

    @Test
    void a_submit_key_leads_to_its_job_for_its_user_alone() {
        submit("abcd111111", 1001);

        assertThat(store.queries().submitKey(1001, "key of abcd111111"))
                .contains(new SubmitKey(1001, "key of abcd111111", "0f".repeat(32), new JobId("abcd111111")));
        assertThat(store.queries().submitKey(1002, "key of abcd111111")).isEmpty();
    }

    @Test
    void events_come_in_order_and_go_on_where_they_ended() {
        JobId id = histories.jobs().values().stream()
                .filter(job -> job.state().isTerminal() && job.attempts() > 0)
                .findFirst()
                .orElseThrow()
                .id();
        List<EventRow> all = store.queries().events(id, 0, 1000);

        assertThat(all).isSortedAccordingTo(Comparator.comparing(EventRow::seq));
        assertThat(all.getFirst().what().kind()).isEqualTo("submitted");
        assertThat(all).allSatisfy(event -> assertThat(event.job()).isEqualTo(id));
        assertThat(store.queries().events(id, all.getFirst().seq(), 2)).isEqualTo(all.subList(1, 3));
        assertThat(all).anySatisfy(event -> {
            assertThat(event.what().kind()).isEqualTo("assigned");
            assertThat(event.what().node()).isPresent();
            assertThat(event.what().attempt()).isEqualTo(1);
        });
        assertThat(store.queries().events(5, 3)).extracting(EventRow::seq).containsExactly(6L, 7L, 8L);
    }

    @Test
    void ways_are_of_jobs_that_have_ended_and_have_the_times_of_their_newest_attempt() {
        List<Way> expected = histories.jobs().values().stream()
                .filter(job -> job.state().isTerminal() && !job.removed())
                .sorted(NEWEST_FIRST)
                .map(QueriesTest::way)
                .toList();

        List<Way> ways = store.queries().ways(OptionalLong.empty(), Instant.EPOCH, 1000);

        assertThat(expected).anyMatch(way -> way.newest().isPresent());
        assertThat(ways)
                .extracting(Way::submitted, Way::imagePresent, Way::newest)
                .containsExactlyElementsOf(expected.stream()
                        .map(way -> tuple(way.submitted(), way.imagePresent(), way.newest()))
                        .toList());
        assertThat(store.queries().ways(OptionalLong.empty(), Instant.EPOCH, 1)).hasSize(1);
        assertThat(store.queries().ways(OptionalLong.of(4711), Instant.EPOCH, 1000))
                .isEmpty();
    }

    @Test
    void what_was_spent_is_what_the_changes_give() {
        long last = store.queries().spent(Instant.EPOCH, Duration.ofSeconds(1)).stream()
                .mapToLong(it -> it.span().to())
                .max()
                .orElseThrow();
        for (Usage folded : usages) {
            Usage read = new Usage(folded.shares());
            store.queries().spent(Instant.EPOCH, folded.step()).forEach(it -> read.ended(it.by(), it.span()));

            assertThat(folded.at(last).values()).anyMatch(used -> used > 0);
            assertThat(read.at(last)).isEqualTo(folded.at(last));
        }
        assertThat(store.queries().spent(Instant.ofEpochSecond(last + 1), Duration.ofSeconds(1)))
                .isEmpty();
    }

    /** Sums of a step stand at its beginning: what ended later than asked for must not come with them. */
    @Test
    void what_was_spent_until_then_is_of_those_that_had_ended_before() {
        Duration day = Duration.ofDays(1);
        List<Spent> all = store.queries().spent(Instant.EPOCH, Duration.ofSeconds(1));
        long middle = all.stream().mapToLong(it -> it.span().to()).sorted().toArray()[all.size() / 2];
        Instant until = Instant.ofEpochSecond(middle);

        long before = amount(store.queries().spent(Instant.EPOCH, until, day));
        long after = amount(store.queries().spent(until, day));

        assertThat(before).isPositive();
        assertThat(after).isPositive();
        assertThat(before + after).isEqualTo(amount(store.queries().spent(Instant.EPOCH, day)));
    }

    @Test
    void the_last_runs_are_those_that_the_changes_give_each_users_newest_last() {
        goOn(1500);
        List<LastRun> two = store.queries().lastRuns(2);
        List<LastRun> all = store.queries().lastRuns(1000);

        assertThat(runs).hasSize(4).allSatisfy((account, every) -> {
            assertThat(every).hasSizeGreaterThan(2);
            assertThat(all.stream().filter(it -> it.by().equals(account))).containsExactlyElementsOf(every);
            assertThat(two.stream().filter(it -> it.by().equals(account)))
                    .containsExactlyElementsOf(every.subList(every.size() - 2, every.size()));
        });
        assertThat(two).hasSize(8);
    }

    @Test
    void each_user_of_each_project_has_last_runs_however_many_projects_there_are() throws SQLException {
        goOn(900);
        List<LastRun> expected = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("fairlead.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE job SET project = 'p' || (number % 5)");
            var rows = statement.executeQuery("""
                    SELECT project, owner_uid, ran FROM (
                        SELECT project, owner_uid, job.ended AS ended, job.number AS number,
                            ran_before + iif(attempt.ended = job.ended, max(0, coalesce(exited, job.ended) - running), 0) AS ran,
                            row_number() OVER (PARTITION BY project, owner_uid ORDER BY job.ended DESC, job.number DESC) AS place
                        FROM job JOIN attempt ON attempt.job = job.number AND attempt.number = attempts
                        WHERE job.ended IS NOT NULL AND running IS NOT NULL)
                    WHERE place <= 2 ORDER BY ended, number""");
            while (rows.next()) {
                expected.add(new LastRun(
                        new Account(rows.getString(1), rows.getLong(2)),
                        Duration.of(rows.getLong(3), ChronoUnit.MICROS)));
            }
        }

        assertThat(expected.stream().map(it -> it.by().project()).distinct()).hasSize(5);
        assertThat(store.queries().lastRuns(2)).isEqualTo(expected);
    }

    private static long amount(List<Spent> spent) {
        return spent.stream()
                .mapToLong(it -> (it.span().to() - it.span().from()) * it.span().rate())
                .sum();
    }

    @Test
    void jobs_that_ran_come_with_what_their_attempts_held_and_those_that_never_did_do_not() {
        Instant now = Instant.parse("2100-01-01T00:00:00Z");
        List<Ran> ran = store.queries().ran(Instant.EPOCH, now, 1000);

        assertThat(ran)
                .extracting(Ran::id)
                .containsExactlyElementsOf(histories.jobs().values().stream()
                        .filter(job -> job.attempt().isPresent())
                        .sorted(NEWEST_FIRST)
                        .map(Job::id)
                        .toList());
        for (Ran one : ran) {
            List<Attempt> attempts = store.queries().attempts(one.id());
            assertThat(one.assigned()).isEqualTo(attempts.getFirst().times().assigned());
            Duration held = attempts.stream()
                    .map(attempt -> Duration.between(
                            attempt.times().assigned(),
                            attempt.times().exited().or(attempt.times()::ended).orElse(now)))
                    .filter(time -> !time.isNegative())
                    .reduce(Duration.ZERO, Duration::plus);
            assertThat(one.held()).isEqualTo(held);
        }
        assertThat(store.queries().ran(now, now, 1000))
                .allSatisfy(
                        one -> assertThat(histories.jobs().get(one.id()).state().isTerminal())
                                .isFalse());
        assertThat(store.queries().ran(Instant.EPOCH, now, 2)).isEqualTo(ran.subList(0, 2));
    }

    private static Way way(Job job) {
        return new Way(
                job.submittedAt(),
                job.imagePresentAt(),
                Optional.empty(),
                job.attempt().map(Attempt::times));
    }

    @Test
    void counts_are_by_state() {
        Map<JobState, Long> expected = histories.jobs().values().stream()
                .filter(job -> !job.removed())
                .collect(Collectors.groupingBy(Job::state, TreeMap::new, Collectors.counting()));

        assertThat(store.queries().counts(OptionalLong.empty())).isEqualTo(expected);
        assertThat(store.queries().counts(OptionalLong.of(4711))).isEmpty();
    }

    @Test
    void what_was_kept_is_found() {
        store.journal().keep("one", "1");
        store.journal().keep("one", "2");

        assertThat(store.queries().kept("one")).contains("2");
        assertThat(store.queries().kept("epoch")).isEmpty();
    }

    @Test
    void a_cursor_that_nobody_gave_out_is_none() {
        assertThat(Cursor.parse("12-abcd11111")).isEmpty();
        assertThat(Cursor.parse("-1-abcd111111")).isEmpty();
        assertThat(Cursor.parse("12-abcdiiiiii")).isEmpty();
        assertThat(Cursor.parse("12-abcd111111")).isPresent();
    }
}
