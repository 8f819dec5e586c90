/** The commands of Slurm: what they take, and their columns. */
@NullMarked
package io.fairlead.cli.command.slurm;

import org.jspecify.annotations.NullMarked;
