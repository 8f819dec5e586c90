/** What was typed: the flags a command knows, the values given, and what is said when they do not fit. */
@NullMarked
package io.fairlead.cli.words;

import org.jspecify.annotations.NullMarked;
