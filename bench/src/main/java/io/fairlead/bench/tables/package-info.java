/** The server's scheduling on public traces, beside what was published, with gates. */
@NullMarked
package io.fairlead.bench.tables;

import org.jspecify.annotations.NullMarked;
