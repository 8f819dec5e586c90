/** SIF files as images: read with their owner's rights, imported once by their digest. */
@NullMarked
package io.fairlead.server.sif;

import org.jspecify.annotations.NullMarked;
