/** What another site would have done with the same jobs. */
@NullMarked
package io.fairlead.cli.command.whatif;

import org.jspecify.annotations.NullMarked;
