/** What is live now, folded from the changes: jobs that have not ended and what they hold. */
@NullMarked
package io.fairlead.core.ledger;

import org.jspecify.annotations.NullMarked;
