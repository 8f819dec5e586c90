/** Breaks every layout rule on purpose; {@code CanaryTest} expects each rule to say so. Packages are laid out as in the code: MODULE.ROOM. */
package io.fairlead.checks.offender;
