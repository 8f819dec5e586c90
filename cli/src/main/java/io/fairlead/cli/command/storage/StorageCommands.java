package io.fairlead.cli.command.storage;

import io.fairlead.cli.command.Entry;
import java.util.List;

/** The commands of this room. */
public final class StorageCommands {
    private static final List<Entry> ALL = List.of(
            Entry.of(
                    "volume list",
                    "volumes",
                    "list the storage of the site and what it promises",
                    VolumeListCommand::new),
            Entry.of("volume show", "", "show one volume in full", VolumeShowCommand::new),
            Entry.of("volume create", "", "admit a folder of the host as a volume", VolumeCreateCommand::new),
            Entry.of("volume delete", "", "take back a volume that was created", VolumeDeleteCommand::new),
            Entry.of("job rescue", "rescue", "bring back what a job left outside of volumes", RescueCommand::new),
            Entry.of(
                    "secret set",
                    "",
                    "keep a secret, typed, from a file or from standard input",
                    SecretSetCommand::new),
            Entry.of("secret list", "secrets", "list the secrets that you keep, by name", SecretListCommand::new),
            Entry.of("secret delete", "", "delete secrets that no job needs any more", SecretDeleteCommand::new));

    private StorageCommands() {}

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }
}
