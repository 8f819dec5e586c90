/** The words of {@code sbatch} and {@code srun} with Apptainer, and sbatch's scripts, become a job definition. */
@NullMarked
package io.fairlead.wire.dialect.slurm;

import org.jspecify.annotations.NullMarked;
