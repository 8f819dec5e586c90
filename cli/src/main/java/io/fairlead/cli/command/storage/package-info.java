/** Commands about what jobs store and are handed: secrets, volumes, files left behind. */
@NullMarked
package io.fairlead.cli.command.storage;

import org.jspecify.annotations.NullMarked;
