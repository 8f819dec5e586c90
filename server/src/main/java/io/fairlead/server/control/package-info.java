/** Takes commands and observations one at a time, has them decided by the core, records, and only then answers and acts. */
@NullMarked
package io.fairlead.server.control;

import org.jspecify.annotations.NullMarked;
