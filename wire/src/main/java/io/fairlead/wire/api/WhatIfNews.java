package io.fairlead.wire.api;

import java.util.Optional;

/**
 * How far two replays are, as they go on.
 *
 * @param done jobs that have arrived in either
 * @param of jobs that will arrive in both
 * @param result absent until there is one
 */
public record WhatIfNews(int done, int of, Optional<WhatIfView> result) {}
