/** What users and the server keep hidden: encrypted on disk, handed to a job's container and to nothing else. */
@NullMarked
package io.fairlead.server.secrets;

import org.jspecify.annotations.NullMarked;
