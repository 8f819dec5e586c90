package io.fairlead.core.job;

/** A group of people with shared volumes, limits and a share: without configuration, a Unix group. */
public record Project(long gid, String name) {}
