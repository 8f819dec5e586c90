package io.fairlead.cli.profile;

import io.fairlead.cli.command.Entry;
import java.util.List;

/** What a line of another system's words comes to. */
public sealed interface Meaning {
    /** The words of a command of ours. */
    record Ours(List<String> words) implements Meaning {
        public Ours {
            words = List.copyOf(words);
        }
    }

    /**
     * A command that only their users have.
     *
     * @param entry its name is what is typed, with the program's: {@code container-deploy}
     * @param words what follows it
     */
    record Own(Entry entry, List<String> words) implements Meaning {
        public Own {
            words = List.copyOf(words);
        }
    }

    /** They asked what there is. */
    record Help() implements Meaning {}
}
