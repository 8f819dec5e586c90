/** Reads the sources as trees: sizes, names, descriptions of packages, habits of the tests. */
@NullMarked
package io.fairlead.checks.source;

import org.jspecify.annotations.NullMarked;
