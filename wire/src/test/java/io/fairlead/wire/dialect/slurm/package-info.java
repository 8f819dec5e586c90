/** Tests of Slurm's words. */
@NullMarked
package io.fairlead.wire.dialect.slurm;

import org.jspecify.annotations.NullMarked;
