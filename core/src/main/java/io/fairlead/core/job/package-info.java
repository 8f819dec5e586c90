/** What a person asks for and what becomes of it: the job definition, and the states of jobs and attempts. */
@NullMarked
package io.fairlead.core.job;

import org.jspecify.annotations.NullMarked;
