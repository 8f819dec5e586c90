/** Turns records into JSON and back, quickly enough at a first call for a command that people type all day. */
@NullMarked
package io.fairlead.wire.json;

import org.jspecify.annotations.NullMarked;
