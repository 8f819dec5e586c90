package io.fairlead.engines.stream;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** One container's log in the form in which Docker Engine gives it, every record with its stamp. */
public interface LogSource {
    /**
     * @param since no record with an earlier stamp is wanted
     * @param follow whether the answer goes on until the container ends
     * @throws FileNotFoundException where there is no such container
     */
    Open open(Instant since, boolean follow) throws IOException;

    /** An answer that is being read. */
    interface Open extends Closeable {
        InputStream bytes();

        /** Whether the container had ended before this was opened, so that the end of this is the end of all. */
        boolean ended();

        /** False for the log of a terminal, where records simply follow one another. */
        boolean framed();
    }
}
