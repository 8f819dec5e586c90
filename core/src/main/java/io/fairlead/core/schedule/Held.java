package io.fairlead.core.schedule;

import io.fairlead.core.job.JobId;
import io.fairlead.core.problem.Problem;

/**
 * Why a waiting job does not start now.
 *
 * @param position in the queue, counted from 1
 * @param reason the first thing that is in its way, with the numbers
 */
public record Held(JobId job, int position, Problem reason) {}
