package io.fairlead.core.port;

import io.fairlead.core.job.JobId;

/**
 * What makes a repeated submit the same submit.
 *
 * @param uid whose key it is; keys of two users never meet
 * @param key as the client sent it, 1–128 characters
 * @param bodySha256 lower-case hex of what was submitted, so that the same key with another body is noticed
 */
public record SubmitKey(long uid, String key, String bodySha256, JobId job) {}
