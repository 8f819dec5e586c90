/** Makes everything, once, by hand, from the top down; reads like a table of contents. */
@NullMarked
package io.fairlead.server.boot;

import org.jspecify.annotations.NullMarked;
