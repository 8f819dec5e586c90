/** What was recorded of jobs, running them again, and comparing them. */
@NullMarked
package io.fairlead.cli.command.record;

import org.jspecify.annotations.NullMarked;
