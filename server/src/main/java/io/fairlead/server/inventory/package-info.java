/** What the machine has to give: CPUs, memory, GPUs, and which boot this is. */
@NullMarked
package io.fairlead.server.inventory;

import org.jspecify.annotations.NullMarked;
