/** Whether a submission may become a job of this site. */
@NullMarked
package io.fairlead.core.admission;

import org.jspecify.annotations.NullMarked;
