package io.fairlead.core.site;

import io.fairlead.core.job.Project;
import io.fairlead.core.job.Submitter;

/**
 * For whom a definition is resolved.
 *
 * @param containerHome the home folder inside the container, absolute
 */
public record Requester(Submitter owner, Project project, String containerHome) {}
