package io.fairlead.engines.docker;

import java.time.Duration;

/**
 * How long each kind of call may take. Generous: an engine under load takes seconds for what takes it milliseconds
 * otherwise, and a call given up too early leaves behind a question that costs a look.
 */
final class Deadlines {
    static final Duration VERSION = Duration.ofSeconds(5);
    static final Duration DESCRIBE = Duration.ofSeconds(15);
    static final Duration LIST = Duration.ofSeconds(20);
    static final Duration INSPECT = Duration.ofSeconds(10);

    /** The engine goes through every file of the layer. */
    static final Duration LAYER = Duration.ofSeconds(10);

    static final Duration CREATE = Duration.ofMinutes(1);
    static final Duration START = Duration.ofMinutes(2);

    /** The engine itself waits 10 s for a killed container before it says that it did not end. */
    static final Duration SIGNAL = Duration.ofSeconds(30);

    static final Duration REMOVE = Duration.ofMinutes(1);
    static final Duration NETWORK = Duration.ofSeconds(30);

    /** Within the five seconds that resolving a reference has. */
    static final Duration IMAGE = Duration.ofSeconds(5);

    static final Duration ARCHIVE = Duration.ofSeconds(20);

    /** From asking for a pull to the first byte of an answer. */
    static final Duration PULL_BEGINS = Duration.ofMinutes(1);

    /** Longest silence within a pull. */
    static final Duration PULL_SILENCE = Duration.ofMinutes(1);

    /** From the first byte of a build's context to the first byte of an answer. */
    static final Duration BUILD_BEGINS = Duration.ofMinutes(10);

    /** To make a further command, or to resize its terminal. */
    static final Duration EXEC = Duration.ofSeconds(15);

    /** All of an image's archive, from the first byte sent to the first byte of an answer. */
    static final Duration LOAD = Duration.ofHours(1);

    /** Longest silence while an engine unpacks what it was sent. */
    static final Duration LOAD_SILENCE = Duration.ofMinutes(10);

    static final Duration STREAM_BEGINS = Duration.ofSeconds(15);

    private Deadlines() {}
}
