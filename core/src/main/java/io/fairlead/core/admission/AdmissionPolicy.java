package io.fairlead.core.admission;

import io.fairlead.core.limits.LimitTable;

/**
 * What this site refuses.
 *
 * @param limits of jobs and of users
 * @param rootMaySubmit whether jobs may run as uid 0
 */
public record AdmissionPolicy(LimitTable limits, boolean rootMaySubmit) {
    public static final AdmissionPolicy DEFAULT = new AdmissionPolicy(LimitTable.SHIPPED, false);
}
