/**
 * Reads JSON and YAML that people write, keeps where everything stands, and finds all that is wrong at once.
 *
 * <p>Commands read a file as the first thing they do, and a switch over types costs some ten milliseconds when it runs for
 * the first time, even with an AOT cache: nodes are told apart by {@code instanceof} here and in the readers.
 */
@NullMarked
package io.fairlead.wire.document;

import org.jspecify.annotations.NullMarked;
