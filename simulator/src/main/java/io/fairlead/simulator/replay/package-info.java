/** What a site's own jobs of the past would have met under other limits, shares or machines. */
@NullMarked
package io.fairlead.simulator.replay;

import org.jspecify.annotations.NullMarked;
