/** Tests of SIF files. */
@NullMarked
package io.fairlead.engines.sif;

import org.jspecify.annotations.NullMarked;
