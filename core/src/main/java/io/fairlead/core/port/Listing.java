package io.fairlead.core.port;

import java.util.List;

/** An answer to "which containers are there". A failed list is never an empty list. */
public sealed interface Listing {
    /** @param containers all of them, ordered by name */
    record Complete(List<ContainerView> containers) implements Listing {
        public Complete {
            containers = List.copyOf(containers);
        }
    }

    record Failed(String cause) implements Listing {}
}
