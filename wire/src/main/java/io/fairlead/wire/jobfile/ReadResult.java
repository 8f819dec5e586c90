package io.fairlead.wire.jobfile;

import io.fairlead.core.image.RegistryCredential;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.problem.Findings;
import java.util.Optional;

/**
 * What reading a job file gave.
 *
 * @param definition present exactly when nothing was refused
 * @param readable as much as could be read, with the default for what could not: to be looked up for more problems, and never
 *     to be run unless it is the definition; empty where not even an image could be read
 * @param findings all problems and notices, in the order of the text
 * @param credential a registry's user and password that stood in the file; the only copy that may be kept
 * @param source what may be stored as the user's own text: verbatim, but for the credential, which is replaced;
 *     empty when
 *     refused
 * @param places where its parts stand
 */
public record ReadResult(
        Optional<JobDefinition> definition,
        Optional<JobDefinition> readable,
        Findings findings,
        Optional<RegistryCredential> credential,
        Dialect dialect,
        String source,
        Places places) {}
