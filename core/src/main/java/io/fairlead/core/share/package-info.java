/** What each project and each of its users has used, and what their shares of the site are. */
@NullMarked
package io.fairlead.core.share;

import org.jspecify.annotations.NullMarked;
