/** What is kept of an attempt so that it can be run again and compared; knows no jobs. */
@NullMarked
package io.fairlead.core.runrecord;

import org.jspecify.annotations.NullMarked;
