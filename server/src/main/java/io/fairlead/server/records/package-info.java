/** What is kept of ended attempts, so that they can be run again and compared: their log, outputs, code and machine. */
@NullMarked
package io.fairlead.server.records;

import org.jspecify.annotations.NullMarked;
