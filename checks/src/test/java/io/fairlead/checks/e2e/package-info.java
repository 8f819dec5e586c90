/** The whole server as users and machines meet it: a process of its own that is asked, killed and started again. */
@NullMarked
package io.fairlead.checks.e2e;

import org.jspecify.annotations.NullMarked;
