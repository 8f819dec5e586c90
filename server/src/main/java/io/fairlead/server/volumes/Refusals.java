package io.fairlead.server.volumes;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.LinuxException;
import java.io.IOException;
import java.util.Set;

/** Tells what a person can put right from what the world did, when the kernel says no. */
final class Refusals {
    private Refusals() {}

    /** Calls that look at the user's folders; others fail for reasons of the server's own. */
    private static final Set<String> ON_FOLDERS = Set.of("openat2", "mkdirat");

    /** A failure on the way from the root to the folder, which is the user's affair. */
    static IOException onTheWay(VolumeSource source, Credentials user, LinuxException e) {
        if (!ON_FOLDERS.contains(e.call())) {
            return e;
        }
        String path = source.path().toString();
        Problem problem = switch (e.errno()) {
            case ENOENT ->
                VolumeProblems.MISSING.problem(FieldPath.ROOT, path, "volume", source.volume(), "path", path);
            case ELOOP, EXDEV ->
                VolumeProblems.LINK.problem(FieldPath.ROOT, path, "volume", source.volume(), "path", path);
            case ENOTDIR ->
                VolumeProblems.NOT_FOLDER.problem(FieldPath.ROOT, path, "volume", source.volume(), "path", path);
            case EACCES, EPERM, EROFS, EDQUOT, ENAMETOOLONG ->
                VolumeProblems.CLOSED.problem(
                        FieldPath.ROOT,
                        path,
                        "volume",
                        source.volume(),
                        "path",
                        path,
                        "uid",
                        user.uid(),
                        "why",
                        e.errno().words());
            default -> null;
        };
        if (problem == null) {
            return e;
        }
        throw new ProblemException(problem);
    }

    /** A failure to open the root, which is the administrator's affair. */
    static IOException atTheRoot(VolumeSource source, LinuxException e) {
        return switch (e.errno()) {
            case ENOENT, ENOTDIR ->
                throw new ProblemException(VolumeProblems.ROOT_MISSING.problem(
                        FieldPath.ROOT, source.volume(), "volume", source.volume(), "root", source.root()));
            default -> e;
        };
    }

    /** The mount point inside another mount that is not there. */
    static Problem inside(MountTarget outer, MountTarget inner) {
        String folder = inner.below(outer).toString();
        return VolumeProblems.TARGET_INSIDE.problem(
                FieldPath.ROOT, inner.path(), "target", inner.path(), "parent", outer.path(), "folder", folder);
    }
}
