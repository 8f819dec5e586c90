/** The few Linux calls that Java has no API for: descriptors, mounts, per-thread credentials, name service. Calls only, no rules. */
@NullMarked
package io.fairlead.server.linux;

import org.jspecify.annotations.NullMarked;
