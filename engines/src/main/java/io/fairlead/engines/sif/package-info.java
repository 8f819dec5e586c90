/** SIF files of Apptainer: read, unpacked by Debian's tool, and written as the archive of an image that an engine loads. */
@NullMarked
package io.fairlead.engines.sif;

import org.jspecify.annotations.NullMarked;
