package io.fairlead.server.volumes;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.MountTable;
import io.fairlead.server.linux.OwnThreads;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Staging by a server that an ordinary user started: nothing can be bound, so whole volumes only, by their own path. */
public final class WholeRoots implements Staging {
    private final OwnThreads threads;

    public WholeRoots(OwnThreads threads) {
        this.threads = threads;
    }

    @Override
    public Staged stage(String attempt, int number, VolumeSource source, Visitor visitor)
            throws IOException, InterruptedException {
        String path = source.path().toString();
        if (!path.isEmpty()) {
            throw new ProblemException(
                    VolumeProblems.WHOLE_ONLY.problem(FieldPath.ROOT, path, "path", path, "volume", source.volume()));
        }
        return threads.call("look at " + source.root(), self -> {
            try (Descriptor root = Descriptor.openTrusted(source.root())) {
                return new Staged(root.path(), source.readOnly(), Optional.empty());
            } catch (LinuxException e) {
                throw Refusals.atTheRoot(source, e);
            }
        });
    }

    @Override
    public List<Problem> insideProblems(Staged outer, MountTarget outerTarget, MountTarget inner, Visitor visitor)
            throws IOException, InterruptedException {
        SubPath below = SubPath.of(inner.below(outerTarget));
        boolean there = threads.call("look inside " + outer.path(), self -> {
            try (Descriptor at = Descriptor.openTrusted(outer.path())) {
                return BindStaging.isFolder(at, below);
            }
        });
        return there ? List.of() : List.of(Refusals.inside(outerTarget, inner));
    }

    @Override
    public void unstage(String attempt) {}

    @Override
    public List<String> clearStale() {
        return List.of();
    }

    /** Only whether something is mounted at each target: without a stage there is nothing to compare with. */
    @Override
    public List<Difference> differences(long pid, List<Expected> expected) throws IOException {
        MountTable theirs = MountTable.of(pid);
        return expected.stream()
                .filter(one -> theirs.at(one.target().path()).isEmpty())
                .map(one -> new Difference(one.target(), "nothing is mounted there"))
                .toList();
    }
}
