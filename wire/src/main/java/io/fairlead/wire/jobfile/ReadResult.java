package io.fairlead.wire.jobfile;

import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.problem.Findings;
import java.util.Optional;

/**
 * What reading a job file gave.
 *
 * @param definition present exactly when nothing was refused
 * @param findings all problems and notices, in the order of the text
 * @param credential a registry's user and password that stood in the file; the only copy that may be kept
 * @param source what may be stored as the user's own text: verbatim, but for the credential, which is replaced;
 *     empty when
 *     refused
 */
public record ReadResult(
        Optional<JobDefinition> definition,
        Findings findings,
        Optional<RegistryCredential> credential,
        Dialect dialect,
        String source) {}
