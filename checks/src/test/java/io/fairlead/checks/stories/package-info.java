/** The first day of each system's user: what they type and must see, on a real engine, and the guide made from it. */
@NullMarked
package io.fairlead.checks.stories;

import org.jspecify.annotations.NullMarked;
