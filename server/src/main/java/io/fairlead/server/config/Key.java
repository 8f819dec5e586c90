package io.fairlead.server.config;

/**
 * One key of the configuration: the reader refuses all others by this table, and the reference page is made from it.
 *
 * @param type in words
 * @param fallback the default in words; empty: none
 * @param meaning one sentence or two
 */
record Key(String name, String type, String fallback, String meaning) {}
