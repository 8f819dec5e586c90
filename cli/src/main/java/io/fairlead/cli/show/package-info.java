/** What a person sees: tables, trees, times and problems, with nothing foreign reaching a terminal as it is. */
@NullMarked
package io.fairlead.cli.show;

import org.jspecify.annotations.NullMarked;
