package io.fairlead.server.auth;

import io.fairlead.server.linux.NameService;
import io.fairlead.server.linux.NameService.PasswdLine;
import io.fairlead.server.linux.OwnThreads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Looks accounts and groups up, and keeps the answers for a short while: the name service may be a directory server far
 * away. Look-ups run on threads of their own with a deadline, so a silent directory holds up only who asks for it.
 */
public final class Accounts {
    private static final int KEPT_MAX = 10_000;

    private final OwnThreads threads;
    private final InstantSource clock;
    private final Duration keep;
    private final ConcurrentMap<Integer, Kept<Optional<Account>>> byUid = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Kept<Optional<PasswdLine>>> byName = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Kept<Optional<String>>> groupNames = new ConcurrentHashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param keep how long an answer is good; absence too
     */
    public Accounts(OwnThreads threads, InstantSource clock, Duration keep) {
        this.threads = threads;
        this.clock = clock;
        this.keep = keep;
    }

    private record Kept<T>(T answer, Instant until) {}

    /** The account behind a connection; one without an entry in the account database has the peer's group alone. */
    public Account of(Peer peer) throws IOException, InterruptedException {
        return ofUid(peer.uid())
                .orElseGet(() -> new Account(
                        peer.uid(), Integer.toString(peer.uid()), peer.gid(), List.of(peer.gid()), "", false));
    }

    /**
     * The account of a uid. Two entries with one name leave the second without an account: its name leads to someone
     * else, and so would its groups.
     */
    public Optional<Account> ofUid(int uid) throws IOException, InterruptedException {
        return kept(byUid, uid, "account of uid " + uid, () -> lookUp(uid));
    }

    /** The account of a login. A name is only ever a name here: {@code 1001} is no uid. */
    public Optional<Account> named(String login) throws IOException, InterruptedException {
        if (login.isEmpty() || login.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Optional<PasswdLine> line = kept(byName, login, "account " + login, () -> NameService.account(login));
        if (line.isEmpty() || line.get().uid() > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return ofUid((int) line.get().uid())
                .filter(account -> account.name().equals(line.get().name()));
    }

    /** The name of a group, which is also the name of a project. */
    public Optional<String> groupName(int gid) throws IOException, InterruptedException {
        return kept(
                groupNames,
                gid,
                "group of gid " + gid,
                () -> NameService.group(gid).map(NameService.GroupLine::name));
    }

    /** The gid of a group by its name. A name is only ever a name here. */
    public Optional<Integer> groupNamed(String name) throws IOException, InterruptedException {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return threads.call("group " + name, self -> NameService.group(name))
                .map(NameService.GroupLine::gid)
                .filter(gid -> gid <= Integer.MAX_VALUE)
                .map(Long::intValue);
    }

    private static Optional<Account> lookUp(int uid) throws IOException {
        Optional<PasswdLine> found = NameService.account(uid);
        if (found.isEmpty() || found.get().gid() > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        PasswdLine line = found.get();
        boolean leadsBack = NameService.account(line.name())
                .filter(back -> back.uid() == line.uid())
                .isPresent();
        if (!leadsBack) {
            return Optional.empty();
        }
        int gid = (int) line.gid();
        List<Integer> groups = NameService.groupsOf(line.name(), gid).stream()
                .filter(group -> group >= 0)
                .toList();
        return Optional.of(new Account(uid, line.name(), gid, groups, line.home(), true));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException;
    }

    private <K, T> T kept(ConcurrentMap<K, Kept<T>> answers, K id, String name, Question<T> question)
            throws IOException, InterruptedException {
        Kept<T> before = answers.get(id);
        Instant now = clock.instant();
        if (before != null && now.isBefore(before.until())) {
            return before.answer();
        }
        T answer = threads.call(name, self -> question.ask());
        if (answers.size() >= KEPT_MAX) {
            answers.clear();
        }
        answers.put(id, new Kept<>(answer, now.plus(keep)));
        return answer;
    }
}
