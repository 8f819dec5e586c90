/** Runs: boot, HTTP, control loop, monitor. */
@NullMarked
package io.fairlead.server;

import org.jspecify.annotations.NullMarked;
