package io.fairlead.server.sif;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.unit.Bytes;
import io.fairlead.engines.sif.SifFile;
import io.fairlead.server.auth.Account;
import io.fairlead.server.auth.Accounts;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.OwnThreads;
import io.fairlead.server.linux.UserFile;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Knows users' SIF files by their digests. A file is read whole once, and again only when it has changed. */
public final class SifFiles {
    /** Together with opening it well within the deadline of a submit. */
    private static final Duration WAIT = Duration.ofSeconds(4);

    private static final int KNOWN_MAX = 1_000;
    private static final int BLOCK = 1 << 20;

    private final Accounts accounts;
    private final OwnThreads threads;
    private final String architecture;
    private final Map<UserFile.Stamp, String> known = Collections.synchronizedMap(new LinkedHashMap<>());
    private final ConcurrentHashMap<UserFile.Stamp, CompletableFuture<String>> reading = new ConcurrentHashMap<>();

    /** @param architecture of the machine, as images name it */
    public SifFiles(Accounts accounts, OwnThreads threads, String architecture) {
        this.accounts = accounts;
        this.threads = threads;
        this.architecture = architecture;
    }

    /** What is known of a file. */
    public sealed interface Looked {
        record Found(ResolvedImage image) implements Looked {}

        /** @param retryable whether it is only a matter of time */
        record Refused(Problem problem, boolean retryable) implements Looked {}
    }

    /** An open file with its root file system found; to be closed. */
    record Open(UserFile file, UserFile.Stamp stamp, SifFile system) implements AutoCloseable {
        @Override
        public void close() {
            file.close();
        }
    }

    /** Says which image a file is, for a user who may read it. */
    public Looked look(long uid, ImageReference reference) throws InterruptedException {
        String path = reference.path();
        try {
            Open open = open(uid, path);
            String digest = known.get(open.stamp());
            if (digest != null) {
                open.close();
                return found(path, open, digest);
            }
            return found(path, open, reading(open).get(WAIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ProblemException e) {
            return new Looked.Refused(e.problems().getFirst(), false);
        } catch (TimeoutException e) {
            return new Looked.Refused(SifStoreProblems.READING.reason("file", path, "bytes", "large"), true);
        } catch (ExecutionException e) {
            return new Looked.Refused(SifStoreProblems.CHANGED.reason("file", path), true);
        } catch (IOException e) {
            return new Looked.Refused(unreadable(path, Long.toString(uid), e), false);
        }
    }

    private Looked found(String path, Open open, String digest) {
        return new Looked.Found(new ResolvedImage(
                path,
                digest,
                ResolvedImage.Kind.FILE,
                "linux/" + open.system().architecture(),
                new Bytes(open.stamp().bytes())));
    }

    /**
     * Opens a file as the user.
     *
     * @throws ProblemException where it is none that can be used
     */
    Open open(long uid, String path) throws IOException, InterruptedException {
        Optional<Account> account = accounts.ofUid(Math.toIntExact(uid));
        if (account.isEmpty()) {
            throw new ProblemException(
                    SifStoreProblems.UNREADABLE.reason("file", path, "user", uid, "why", "there is no such account"));
        }
        try {
            return threads.call("sif", self -> {
                UserFile file = UserFile.open(self, account.get().credentials(), path);
                try {
                    UserFile.Stamp stamp = file.stamp();
                    if (!stamp.regular()) {
                        throw new ProblemException(SifStoreProblems.UNREADABLE.reason(
                                "file", path, "user", account.get().name(), "why", "it is no plain file"));
                    }
                    return new Open(file, stamp, SifFile.read(path, stamp.bytes(), file::at, architecture));
                } catch (IOException | RuntimeException e) {
                    file.close();
                    throw e;
                }
            });
        } catch (LinuxException e) {
            throw new ProblemException(unreadable(path, account.get().name(), e));
        }
    }

    private static Problem unreadable(String path, String user, IOException cause) {
        String why =
                cause instanceof LinuxException kernel ? kernel.errno().words() : String.valueOf(cause.getMessage());
        return SifStoreProblems.UNREADABLE.reason("file", path, "user", user, "why", why);
    }

    /** Its digest, which somebody may be reading already. The file is closed in any case. */
    private CompletableFuture<String> reading(Open open) {
        CompletableFuture<String> mine = new CompletableFuture<>();
        CompletableFuture<String> other = reading.putIfAbsent(open.stamp(), mine);
        if (other != null) {
            open.close();
            return other;
        }
        begin(open, mine);
        return mine;
    }

    /** On a thread of the platform: reading a user's storage may take its time. */
    private void begin(Open open, CompletableFuture<String> result) {
        Thread.ofPlatform().daemon(true).name("sif-digest").start(() -> {
            try (open) {
                String digest = digest(open, (_, _, _) -> {});
                keep(open.stamp(), digest);
                result.complete(digest);
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
            } finally {
                reading.remove(open.stamp());
            }
        });
    }

    private void keep(UserFile.Stamp stamp, String digest) {
        synchronized (known) {
            if (known.size() >= KNOWN_MAX) {
                known.remove(known.keySet().iterator().next());
            }
            known.put(stamp, digest);
        }
    }

    /** Takes each block while the file is read. */
    @FunctionalInterface
    interface Sink {
        void block(long offset, byte[] bytes, long size) throws IOException;
    }

    /**
     * The digest of the whole file.
     *
     * @throws IOException where it changed meanwhile
     */
    static String digest(Open open, Sink sink) throws IOException {
        MessageDigest digest = sha256();
        long size = open.stamp().bytes();
        long offset = 0;
        while (offset < size) {
            byte[] block = open.file().at(offset, (int) Math.min(BLOCK, size - offset));
            if (block.length == 0) {
                break;
            }
            digest.update(block);
            sink.block(offset, block, size);
            offset += block.length;
        }
        if (!open.file().stamp().equals(open.stamp())) {
            throw new IOException("the file changed while it was read");
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
