/** Commands about what is kept of machines for some people for a time. */
@NullMarked
package io.fairlead.cli.command.reservation;

import org.jspecify.annotations.NullMarked;
