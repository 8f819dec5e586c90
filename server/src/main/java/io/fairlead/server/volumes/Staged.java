package io.fairlead.server.volumes;

import io.fairlead.server.linux.MountTable;
import java.util.Optional;

/**
 * A folder that is ready to be handed to the engine.
 *
 * @param path what the engine is given as the source of the mount
 * @param readOnly whether the container may only read it
 * @param mount what is mounted at {@code path}; nothing where the volume's root is given as it is
 */
public record Staged(String path, boolean readOnly, Optional<MountTable.Entry> mount) {}
