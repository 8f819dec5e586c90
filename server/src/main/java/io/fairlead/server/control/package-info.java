/** The single writer: takes messages, asks the core, makes the changes durable, then answers and acts. */
@NullMarked
package io.fairlead.server.control;

import org.jspecify.annotations.NullMarked;
