/** What commands do with the server beyond one question: wait, follow, and go on when it went away and came back. */
@NullMarked
package io.fairlead.cli.ask;

import org.jspecify.annotations.NullMarked;
