package io.fairlead.server.records;

import io.fairlead.core.runrecord.Output;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.OwnThreads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at expected outputs beneath the roots of their volumes, with the rights of the job's user and without following a
 * link, each on a thread of its own that may hang with the storage.
 */
final class OutputLook {
    /** All outputs of a job together; what is not read by then is there, and no more is known of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int NO_UMASK = 0;
    private static final Logger LOG = LoggerFactory.getLogger(OutputLook.class);

    private final OwnThreads threads;
    private final Credentials user;
    private final Instant began;
    private final long until = System.nanoTime() + PATIENCE.toNanos();

    /** @param began when the attempt began to run */
    OutputLook(OwnThreads threads, Credentials user, Instant began) {
        this.threads = threads;
        this.user = user;
        this.began = began;
    }

    List<Output> of(List<MountTarget> paths, List<ResolvedMount> mounts) throws InterruptedException {
        List<Output> outputs = new ArrayList<>();
        for (MountTarget path : paths) {
            outputs.add(of(path.path(), mounts));
        }
        return outputs;
    }

    private Output of(String path, List<ResolvedMount> mounts) throws InterruptedException {
        if (!(ResolvedMount.around(path, mounts).orElse(null) instanceof ResolvedMount.Folder folder)) {
            return Output.missing(path, "lies in no volume");
        }
        String below = path.substring(folder.containerPath().length());
        List<FileName> names = names(folder.subPath() + below);
        try {
            return threads.call("output " + path, self -> {
                try (Descriptor root = Descriptor.openTrusted(folder.root())) {
                    return self.as(user, NO_UMASK, () -> new Sum(began, until).of(path, root, names));
                }
            });
        } catch (LinuxException e) {
            return refused(path, e);
        } catch (IOException e) {
            LOG.warn("the output {} cannot be looked at", path, e);
            return Output.missing(path, "could not be looked at");
        }
    }

    private static List<FileName> names(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(name -> !name.isEmpty())
                .map(FileName::of)
                .toList();
    }

    private static Output refused(String path, LinuxException e) {
        return Output.missing(
                path,
                switch (e.errno()) {
                    case ENOENT, ENOTDIR -> "is not there";
                    case EACCES, EPERM -> "is closed to the user";
                    case ELOOP, EXDEV -> "lies behind a link, which is not followed";
                    case ETIMEDOUT, EAGAIN -> "could not be looked at in time";
                    default -> "could not be looked at: " + e.getMessage();
                });
    }
}
