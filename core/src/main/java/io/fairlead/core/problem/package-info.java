/** What a person can put right, as data: code, place, value, rule and fix. */
@NullMarked
package io.fairlead.core.problem;

import org.jspecify.annotations.NullMarked;
