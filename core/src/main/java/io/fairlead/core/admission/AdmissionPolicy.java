package io.fairlead.core.admission;

import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.share.Quotas;

/**
 * What this site refuses.
 *
 * @param limits of jobs and of users
 * @param rootMaySubmit whether jobs may run as uid 0
 * @param quotas of projects
 */
public record AdmissionPolicy(LimitTable limits, boolean rootMaySubmit, Quotas quotas) {
    public static final AdmissionPolicy DEFAULT = new AdmissionPolicy(LimitTable.SHIPPED, false);

    /** Without quotas. */
    public AdmissionPolicy(LimitTable limits, boolean rootMaySubmit) {
        this(limits, rootMaySubmit, Quotas.NONE);
    }
}
