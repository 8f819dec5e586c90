package io.fairlead.net;

/** What came of asking for an upgrade: the stream, or the peer's answer instead. */
public sealed interface UpgradeAnswer permits UpgradedStream, Response {}
