/** Watches engines: what their containers do and write, and whether the engines themselves answer. */
@NullMarked
package io.fairlead.server.monitor;

import org.jspecify.annotations.NullMarked;
