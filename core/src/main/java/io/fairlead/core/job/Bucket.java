package io.fairlead.core.job;

/**
 * Jobs of one project of which only so many run at a time.
 *
 * @param name the same in all of them
 * @param max how many may run while this job starts, itself included; 1 or more
 */
public record Bucket(String name, int max) {}
