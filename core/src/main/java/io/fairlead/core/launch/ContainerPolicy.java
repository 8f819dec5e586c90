package io.fairlead.core.launch;

import io.fairlead.core.port.ContainerSpec;
import io.fairlead.core.unit.Bytes;

/**
 * What this site sets for every container.
 *
 * @param instance the whole instance id
 * @param epoch of the store
 * @param network which network jobs join
 * @param pids processes and threads, 1 or more
 * @param openFiles of a process
 * @param logFile kept by the engine per container before it rotates
 */
public record ContainerPolicy(
        String instance, long epoch, ContainerSpec.Network network, int pids, int openFiles, Bytes logFile) {
    public static final int PIDS_DEFAULT = 4096;
    public static final int OPEN_FILES_DEFAULT = 65_536;
    public static final Bytes LOG_FILE_DEFAULT = Bytes.ofMib(64);
}
