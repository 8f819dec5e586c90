/** Collects every catalogue of problems, holds them to their form, and makes the reference page of them. */
@NullMarked
package io.fairlead.checks.problems;

import org.jspecify.annotations.NullMarked;
