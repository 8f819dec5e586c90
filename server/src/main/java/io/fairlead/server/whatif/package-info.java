/** What a change of limits, shares or machines would have done to the site's own jobs: asked for, replayed, compared. */
@NullMarked
package io.fairlead.server.whatif;

import org.jspecify.annotations.NullMarked;
