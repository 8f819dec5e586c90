/** Tests that look at everything: the layout of the packages, sizes and names in the sources, golden files, end-to-end. */
@NullMarked
package io.fairlead.checks;

import org.jspecify.annotations.NullMarked;
