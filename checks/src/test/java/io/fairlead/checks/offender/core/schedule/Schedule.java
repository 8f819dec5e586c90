package io.fairlead.checks.offender.core.schedule;

/** Decides; not for wire and cli. */
public final class Schedule {}
