package io.fairlead.server.volumes;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.server.linux.Credentials;
import java.io.IOException;
import java.util.List;

/** Makes a volume's folder available to the engine in a way that swapped names and links cannot change. */
public sealed interface Staging permits BindStaging, WholeRoots {
    /** How many mounts one attempt has at most, staged ones of the server's own included. */
    int STAGES_MAX = 128;

    /**
     * A staged folder and where the engine mounted it.
     *
     * @param target the path in the container
     */
    record Expected(Staged staged, MountTarget target) {}

    /**
     * A mount that is not what was staged.
     *
     * @param found what is there instead, in words
     */
    record Difference(MountTarget target, String found) {}

    /**
     * Stages one folder; again under the same attempt and number replaces what is there.
     *
     * @param attempt the attempt's name, a file name
     * @param number 0 to {@value #STAGES_MAX} - 1
     * @param visitor whose rights open and make the folders of the path
     * @throws io.fairlead.core.problem.ProblemException where a person can put it right
     * @throws IOException where the world fails: no capability, no answer from the storage
     */
    Staged stage(String attempt, int number, VolumeSource source, Visitor visitor)
            throws IOException, InterruptedException;

    /**
     * Says what is wrong with mounting inside a staged folder: the mount point must be there, a folder, reached without
     * links, since the runtime would make it as root.
     */
    List<Problem> insideProblems(Staged outer, MountTarget outerTarget, MountTarget inner, Visitor visitor)
            throws IOException, InterruptedException;

    /** Takes the stages of an attempt away. Containers that have them mounted keep them. Again does nothing. */
    void unstage(String attempt) throws IOException, InterruptedException;

    /**
     * Takes away everything that an earlier server left.
     *
     * @return the names of the attempts it belonged to, sorted
     */
    List<String> clearStale() throws IOException, InterruptedException;

    /**
     * Compares what a container's process has mounted with what was staged, by file system and folder.
     *
     * @param pid any process of the container, in this machine's numbering
     * @return the mounts that differ, in the order given
     */
    List<Difference> differences(long pid, List<Expected> expected) throws IOException;

    /**
     * On whose behalf a path is opened.
     *
     * @param umask for folders made on the way, 0 to 0777
     */
    record Visitor(Credentials user, int umask) {}
}
