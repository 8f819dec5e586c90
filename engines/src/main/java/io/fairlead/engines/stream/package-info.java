/** Streams that run between a container and whoever listens: what it writes, and hints that something happened to it. */
@NullMarked
package io.fairlead.engines.stream;

import org.jspecify.annotations.NullMarked;
