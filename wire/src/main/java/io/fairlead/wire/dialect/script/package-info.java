/** Shell scripts, looked at without running them: which commands they have, and what is known of their words. */
@NullMarked
package io.fairlead.wire.dialect.script;

import org.jspecify.annotations.NullMarked;
