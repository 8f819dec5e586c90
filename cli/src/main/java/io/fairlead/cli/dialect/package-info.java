/** The dialects that lines and scripts of other systems are written in, and what a shell would know where they are typed. */
@NullMarked
package io.fairlead.cli.dialect;

import org.jspecify.annotations.NullMarked;
