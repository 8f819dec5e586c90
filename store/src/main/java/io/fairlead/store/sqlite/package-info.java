/** The database file: how it is opened, what its failures mean, and reading from it. */
@NullMarked
package io.fairlead.store.sqlite;

import org.jspecify.annotations.NullMarked;
