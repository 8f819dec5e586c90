package io.fairlead.checks.offender.engines.fake;

/** An adapter. */
public final class FakeOffender {}
