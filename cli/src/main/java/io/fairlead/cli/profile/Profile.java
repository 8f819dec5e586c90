package io.fairlead.cli.profile;

import java.util.List;
import java.util.SequencedMap;

/** Another system whose commands this program answers to, when it is called by one of their names. */
public interface Profile {
    /** As {@code install-commands --system} names it: {@code slices}. */
    String system();

    /** The names of its programs, in the order of its own documents; no two systems share one. */
    List<String> programs();

    /**
     * What the words after this name of a program mean.
     *
     * @throws WrongUsage for words without a counterpart
     */
    Meaning meaning(String program, List<String> words);

    /** How it is typed, for a line that did not fit: {@code slices ai COMMAND …}. */
    String usage(String program);

    /** What can be typed, with the program's name, and what it does here; in the order of their help. */
    SequencedMap<String, String> table();
}
