/** Answers questions about what is stored, in rows that need no parsing. */
@NullMarked
package io.fairlead.store.query;

import org.jspecify.annotations.NullMarked;
