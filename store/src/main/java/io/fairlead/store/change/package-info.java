/** Makes changes durable together with the state they lead to, and reads both back as values of the core. */
@NullMarked
package io.fairlead.store.change;

import org.jspecify.annotations.NullMarked;
