/** What administrators take from the scheduler for a while: nodes and devices that are set aside, and what is reserved. */
@NullMarked
package io.fairlead.core.upkeep;

import org.jspecify.annotations.NullMarked;
