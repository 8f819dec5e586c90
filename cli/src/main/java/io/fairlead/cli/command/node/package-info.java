/** Commands about machines: what they have, and what of it administrators set aside. */
@NullMarked
package io.fairlead.cli.command.node;

import org.jspecify.annotations.NullMarked;
