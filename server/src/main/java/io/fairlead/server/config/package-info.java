/** The site's configuration: one file, none needed; every mistake in it at once. */
@NullMarked
package io.fairlead.server.config;

import org.jspecify.annotations.NullMarked;
