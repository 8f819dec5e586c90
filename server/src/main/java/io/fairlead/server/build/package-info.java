/** Images of one's own: ordered, built as jobs, kept by version, listed, named and thrown away. */
@NullMarked
package io.fairlead.server.build;

import org.jspecify.annotations.NullMarked;
