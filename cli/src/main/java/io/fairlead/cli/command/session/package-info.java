/** Sessions: jobs that are held open for people, spoken of by name. */
@NullMarked
package io.fairlead.cli.command.session;

import org.jspecify.annotations.NullMarked;
