package io.fairlead.wire.dialect;

import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.TreeMap;

/** Alice at her login machine. */
public final class Typing {
    public static final Surroundings ALICE =
            at(Map.of("JUPYTER_TOKEN", "s3cr3t", "SETS", "/raid/sets", "E", "fromshell"));

    private Typing() {}

    /** With these variables set, and one file of variables in her folder. */
    public static Surroundings at(Map<String, String> environment) {
        return new Surroundings(
                "login1",
                new Surroundings.Identity("alice", 1001, 2001),
                "/home/alice/work",
                "/home/alice",
                new TreeMap<>(environment),
                ZonedDateTime.parse("2026-03-28T15:30:00+01:00[Europe/Brussels]"),
                Typing::read,
                Defaults.PLAIN);
    }

    private static String read(String path) throws IOException {
        return switch (path) {
            case "/home/alice/work/.env" -> """
                    # comment
                    A=1
                    B="quoted"
                    C=
                      D=lead
                    E
                    NOTSET

                    URL=postgres://u:p@h/db?x=1#frag
                    F=val # trailing
                    """;
            case "/home/alice/work/bad.env" -> "A=1\nexport G=1\nD = spaced\n";
            default -> throw new IOException("there is no such file");
        };
    }
}
