package io.fairlead.wire.client;

/** Is told how far replays are, twice a second. */
@FunctionalInterface
public interface WhatIfSink {
    /** @param of jobs that will arrive in both replays; 0 while that is not known */
    void at(int done, int of);
}
