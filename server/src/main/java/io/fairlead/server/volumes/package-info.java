/** Storage of jobs: which paths are fit to be mounted, the staging that makes them untrickable, folders made on demand, throw-away homes. */
@NullMarked
package io.fairlead.server.volumes;

import org.jspecify.annotations.NullMarked;
