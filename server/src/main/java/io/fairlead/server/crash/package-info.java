/** Named places where tests end the process as a power cut would. */
@NullMarked
package io.fairlead.server.crash;

import org.jspecify.annotations.NullMarked;
