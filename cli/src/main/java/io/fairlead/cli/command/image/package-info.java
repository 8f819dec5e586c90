/** The commands about images of one's own. */
@NullMarked
package io.fairlead.cli.command.image;

import org.jspecify.annotations.NullMarked;
