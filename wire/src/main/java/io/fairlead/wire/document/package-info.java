/** Reads JSON and YAML that people write, keeps where everything stands, and finds all that is wrong at once. */
@NullMarked
package io.fairlead.wire.document;

import org.jspecify.annotations.NullMarked;
