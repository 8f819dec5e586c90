package io.fairlead.checks.offender.bench;

/** Breaks the arrows: uses every module that bench must not. */
public final class Offender {}
