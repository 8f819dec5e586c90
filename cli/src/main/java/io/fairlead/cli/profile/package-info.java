/** Other systems' command names: what was typed there becomes what is typed here. */
@NullMarked
package io.fairlead.cli.profile;

import org.jspecify.annotations.NullMarked;
