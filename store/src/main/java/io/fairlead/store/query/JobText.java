package io.fairlead.store.query;

/**
 * What was submitted, word for word.
 *
 * @param definition the canonical JSON
 * @param source as it was given
 */
public record JobText(String dialect, String definition, String source) {}
