package io.fairlead.core.limits;

import io.fairlead.core.launch.ContainerPolicy;
import io.fairlead.core.unit.Bytes;

/**
 * What one job may use beyond what it asks for.
 *
 * @param pids processes and threads of its container, 1 or more
 * @param openFiles file descriptors of a process, 1 or more
 * @param engineLog what the engine keeps of its output before it rotates; read and stored meanwhile
 * @param keptLog what is stored of the output of one attempt; what follows is counted and dropped, with a marker
 */
public record JobBounds(int pids, int openFiles, Bytes engineLog, Bytes keptLog, OutsideVolumes outside) {
    /**
     * What a job may write outside of volumes, and what becomes of it.
     *
     * @param scratch bound on the container's layer and the throw-away HOME together, where a definition says none
     * @param kept largest sum of bytes that is kept of one attempt after its end
     * @param keptHours how long; 0 for not at all
     */
    public record OutsideVolumes(Bytes scratch, Bytes kept, int keptHours) {
        public static final OutsideVolumes DEFAULT = new OutsideVolumes(Bytes.ofGib(20), Bytes.ofGib(1), 24);
    }

    public static final JobBounds DEFAULT = new JobBounds(
            ContainerPolicy.PIDS_DEFAULT,
            ContainerPolicy.OPEN_FILES_DEFAULT,
            ContainerPolicy.LOG_FILE_DEFAULT,
            Bytes.ofGib(1),
            OutsideVolumes.DEFAULT);
}
