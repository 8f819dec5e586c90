package io.fairlead.core.admission;

/**
 * What this site refuses.
 *
 * @param liveJobsPerUser how many jobs of one user may be waiting or running together, 1 or more
 * @param rootMaySubmit whether jobs may run as uid 0
 */
public record AdmissionPolicy(int liveJobsPerUser, boolean rootMaySubmit) {
    /** Enough for any sweep by hand, and a bound on what one user can make the server remember. */
    public static final AdmissionPolicy DEFAULT = new AdmissionPolicy(20_000, false);
}
