package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.Position;

/**
 * An option as it was given.
 *
 * @param value empty where it takes none
 * @param at unknown for words of the command line
 */
record Said(Option option, String value, Position at) {}
