package io.fairlead.server.boot;

import io.fairlead.core.cluster.ContainerNames;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Change;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.stage.Way;
import io.fairlead.server.http.Archive;
import io.fairlead.server.monitor.KeptLog;
import io.fairlead.server.monitor.LogShelf;
import io.fairlead.store.Store;
import io.fairlead.store.change.ChangeReader;
import io.fairlead.store.query.Found;
import io.fairlead.store.query.JobFilter;
import io.fairlead.store.query.JobRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what is on disk for the door: the store's rows and the shelf's logs. */
final class StoreArchive implements Archive {
    private static final Set<JobState> LIVE = EnumSet.range(JobState.ONHOLD, JobState.HALTING);

    private final Store store;
    private final LogShelf shelf;
    private final OutsideRoom outside;
    private final ContainerNames names;

    StoreArchive(Store store, LogShelf shelf, OutsideRoom outside) {
        this.store = store;
        this.shelf = shelf;
        this.outside = outside;
        this.names = new ContainerNames(store.instance().id());
    }

    @Override
    public Optional<Kept> kept(JobId id, int attempt) throws IOException, InterruptedException {
        return outside.kept().of(names.of(id.text(), attempt).text()).map(it -> new Kept(it.until(), it.files()));
    }

    @Override
    public boolean isKeptSoon(JobId id, int attempt) {
        return changes(id, 0, Integer.MAX_VALUE).stream()
                        .map(numbered -> numbered.recorded().change())
                        .anyMatch(change -> change instanceof Change.FilesFound found
                                && found.attempt() == attempt
                                && found.left().keptHours() > 0)
                && !outside.kept().has(names.of(id.text(), attempt).text())
                && attempts(id).stream().filter(it -> it.number() == attempt).anyMatch(outside::isThere);
    }

    @Override
    public InputStream keptFile(JobId id, int attempt, String path) throws IOException {
        return outside.kept().read(names.of(id.text(), attempt).text(), path);
    }

    @Override
    public Optional<Job> job(JobId id) {
        return store.job(id).filter(job -> !job.removed());
    }

    @Override
    public Optional<ArrayNow> array(JobId id) {
        return store.queries().array(id).map(row -> new ArrayNow(row.array(), row.number(), row.states()));
    }

    @Override
    public List<Job> members(JobId array) {
        return store.jobs(store.queries().members(array));
    }

    @Override
    public List<JobId> startingWith(String prefix, Optional<Long> uid, int most) {
        OptionalLong owner = uid.map(OptionalLong::of).orElseGet(OptionalLong::empty);
        return switch (store.queries().find(prefix, owner)) {
            case Found.None _ -> List.of();
            case Found.One(JobRow row) ->
                row.stands().removed() ? List.of() : List.of(row.id().job().array());
            case Found.Several(List<JobId> ids) -> ids.stream().limit(most).toList();
        };
    }

    @Override
    public Map<JobId, Long> numbers(Collection<JobId> ids) {
        return store.queries().numbers(ids);
    }

    @Override
    public Optional<JobId> numbered(long number, long uid) {
        return store.queries().numbered(number, uid);
    }

    @Override
    public List<Job> jobs(Filter filter, Optional<Cursor> after, int most) {
        List<JobRow> rows = new ArrayList<>();
        for (JobFilter part : parts(filter)) {
            rows.addAll(store.queries()
                    .list(part, after.map(it -> new io.fairlead.store.query.Cursor(it.submittedAt(), it.id())), most)
                    .jobs());
        }
        Comparator<JobRow> newest = Comparator.<JobRow, Instant>comparing(
                        row -> row.stands().submitted())
                .thenComparing(row -> row.id().job().text())
                .reversed();
        return store.jobs(rows.stream()
                .sorted(newest)
                .map(row -> row.id().job())
                .distinct()
                .limit(most)
                .toList());
    }

    /** The union that a filter asks for, as queries that an index serves. */
    private static List<JobFilter> parts(Filter filter) {
        JobFilter any = JobFilter.ALL.states(filter.states());
        JobFilter all = filter.grouped() ? any.oneForEachArray() : any;
        JobFilter named = filter.name().map(all::name).orElse(all);
        return switch (filter.whose()) {
            case Whose.Everybody _ -> List.of(named);
            case Whose.Own(long uid) -> List.of(named.owner(uid));
            case Whose.OwnAndLive(long uid) -> {
                Set<JobState> live = EnumSet.copyOf(LIVE);
                if (!filter.states().isEmpty()) {
                    live.retainAll(filter.states());
                }
                yield live.isEmpty() ? List.of(named.owner(uid)) : List.of(named.owner(uid), named.states(live));
            }
        };
    }

    @Override
    public List<Attempt> attempts(JobId id) {
        return store.queries().attempts(id);
    }

    @Override
    public List<Way> ways(Optional<Long> uid, Instant since, int most) {
        return store.queries().ways(uid.map(OptionalLong::of).orElseGet(OptionalLong::empty), since, most);
    }

    @Override
    public List<Numbered> changes(JobId id, long after, int most) {
        List<ChangeReader.Numbered> of = store.queries().changes(id);
        List<ChangeReader.Numbered> found = of.isEmpty() ? store.queries().changesOfArray(id, after, most) : of;
        return found.stream()
                .filter(change -> change.seq() > after)
                .limit(most)
                .map(change -> new Numbered(change.seq(), change.recorded()))
                .toList();
    }

    @Override
    public Optional<LogFile> log(JobId id, int attempt) throws IOException {
        return shelf.read(id, attempt).map(OnDisk::new);
    }

    /** A kept log as the door wants it. */
    private record OnDisk(KeptLog log) implements LogFile {
        @Override
        public long size() throws IOException {
            return log.size();
        }

        @Override
        public boolean complete() {
            return log.complete();
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return log.read(into, offset);
        }

        @Override
        public void await(long known, Duration most) throws InterruptedException {
            log.await(known, most);
        }

        @Override
        public void close() throws IOException {
            log.close();
        }
    }
}
