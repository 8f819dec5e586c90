/** Which waiting jobs start now, where, and why the others wait. */
@NullMarked
package io.fairlead.core.schedule;

import org.jspecify.annotations.NullMarked;
