/** The command line's way in: takes the words apart, runs one command, ends with its exit code. */
@NullMarked
package io.fairlead.cli;

import org.jspecify.annotations.NullMarked;
