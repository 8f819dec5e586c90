package io.fairlead.core.idle;

import io.fairlead.core.job.JobId;

/** What is known of the idleness of a running attempt: what a server that stops leaves for the next one. */
public record IdleNote(JobId job, int attempt, Idleness known) {}
