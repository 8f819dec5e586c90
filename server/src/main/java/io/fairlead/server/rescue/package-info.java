/** What attempts leave outside of volumes: found when they end, kept for a while, handed back to their owner. */
@NullMarked
package io.fairlead.server.rescue;

import org.jspecify.annotations.NullMarked;
