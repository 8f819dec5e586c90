package io.fairlead.cli.words;

import java.util.List;

/**
 * A flag of a command.
 *
 * @param names as {@code -f} and {@code --follow}, the long one last
 * @param label what stands for its value in the help; empty where it takes none
 * @param repeats whether it may be given several times
 */
record Flag(List<String> names, String label, boolean repeats, String text) {
    String longest() {
        return names.getLast();
    }

    boolean takesValue() {
        return !label.isEmpty();
    }

    /** As it is typed: {@code --project NAME}. */
    String typed() {
        return takesValue() ? longest() + " " + label : longest();
    }
}
