package io.fairlead.cli.command.node;

import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import java.util.Arrays;
import java.util.List;

/** Which devices of a machine are meant. */
final class Devices {
    private static final String FLAG = "--devices";

    private Devices() {}

    static void declare(Flags flags, String text) {
        flags.values("--device, " + FLAG, "LIST", text);
    }

    /** None: the machine as a whole. */
    static List<String> of(Given given) {
        return given.texts(FLAG).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .toList();
    }
}
