package io.fairlead.wire.api;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a project is sure of, and what it holds.
 *
 * @param gpus in GPU-equivalents
 * @param cpus absent: as many as there are
 * @param heldGpus now, also over the quota
 * @param heldCpus now, also over the quota
 */
public record QuotaView(
        String project, BigDecimal gpus, Optional<BigDecimal> cpus, BigDecimal heldGpus, BigDecimal heldCpus) {}
