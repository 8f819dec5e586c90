/** Where a task goes: machines as numbers, policies that rank them, and the best machine found without asking each one. */
@NullMarked
package io.fairlead.core.pack;

import org.jspecify.annotations.NullMarked;
