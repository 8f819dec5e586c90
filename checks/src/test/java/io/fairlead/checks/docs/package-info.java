/** Reads the documents: what they point to is there. */
@NullMarked
package io.fairlead.checks.docs;

import org.jspecify.annotations.NullMarked;
