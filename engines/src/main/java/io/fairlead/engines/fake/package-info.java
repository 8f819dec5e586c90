/** Containers that only pretend: scripted jobs for trying out, for tests and for simulations, with no engine at all. */
@NullMarked
package io.fairlead.engines.fake;

import org.jspecify.annotations.NullMarked;
