/** What container a job becomes: every setting of it, from the definition, the allocation and what was staged. */
@NullMarked
package io.fairlead.core.launch;

import org.jspecify.annotations.NullMarked;
