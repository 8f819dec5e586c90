package io.fairlead.cli;

import io.fairlead.cli.command.Entry;
import io.fairlead.cli.command.OwnCommands;
import io.fairlead.cli.command.image.ImageCommands;
import io.fairlead.cli.command.limits.LimitsCommands;
import io.fairlead.cli.command.node.NodeCommands;
import io.fairlead.cli.command.queue.QueueCommands;
import io.fairlead.cli.command.record.RecordCommands;
import io.fairlead.cli.command.reservation.ReservationCommands;
import io.fairlead.cli.command.session.SessionCommands;
import io.fairlead.cli.command.storage.StorageCommands;
import io.fairlead.cli.command.translate.TranslateCommands;
import io.fairlead.cli.command.whatif.WhatIfCommands;
import io.fairlead.cli.profile.InstallCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All commands, room by room: every short form is the alias of exactly one noun and verb. */
public final class Commands {
    /** A line for each room that has commands, and then what belongs to the program itself. */
    private static final List<Entry> ALL = Stream.of(
                    OwnCommands.all(),
                    ImageCommands.all(),
                    LimitsCommands.all(),
                    NodeCommands.all(),
                    QueueCommands.all(),
                    RecordCommands.all(),
                    ReservationCommands.all(),
                    SessionCommands.all(),
                    StorageCommands.all(),
                    TranslateCommands.all(),
                    WhatIfCommands.all(),
                    programs())
            .flatMap(List::stream)
            .toList();

    private Commands() {}

    /**
     * What was found at the beginning of a line.
     *
     * @param words how many of the words name it
     */
    public record Found(Entry entry, int words) {}

    private static List<Entry> programs() {
        return List.of(
                Entry.of(
                        "install-commands",
                        "",
                        "make links under the command names of another system",
                        InstallCommand::new),
                Entry.of("completion", "", "print what makes a shell complete these words", CompletionCommand::new));
    }

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }

    /** The command that these words begin with, the longer name first. */
    public static Optional<Found> find(List<String> words) {
        String first = words.isEmpty() ? "" : words.getFirst();
        String two = words.size() < 2 ? first : first + " " + words.get(1);
        for (Entry entry : ALL) {
            if (words.size() > 1 && entry.name().equals(two)) {
                return Optional.of(new Found(checked(entry, words), 2));
            }
        }
        for (Entry entry : ALL) {
            if (!first.isEmpty() && (entry.alias().equals(first) || entry.name().equals(first))) {
                return Optional.of(new Found(checked(entry, words), 1));
            }
        }
        return Optional.empty();
    }

    /** A check that looks the image up asks the server, and is ours. */
    private static Entry checked(Entry entry, List<String> words) {
        return entry.alias().equals("check") && words.contains("--resolve") ? OwnCommands.checkWithServer() : entry;
    }

    /** Everything that may stand at the beginning of a line. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Entry entry : ALL) {
            if (!entry.alias().isEmpty()) {
                names.add(entry.alias());
            }
            names.add(entry.name());
        }
        return names;
    }
}
