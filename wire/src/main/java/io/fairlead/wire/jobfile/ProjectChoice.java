package io.fairlead.wire.jobfile;

/**
 * A project that was named beside the file.
 *
 * @param source how, for a message: {@code --project}, {@code FAIRLEAD_PROJECT}
 */
public record ProjectChoice(String source, String project) {}
