/** What crosses the network: job files, dialects, API records, client. */
@NullMarked
package io.fairlead.wire;

import org.jspecify.annotations.NullMarked;
