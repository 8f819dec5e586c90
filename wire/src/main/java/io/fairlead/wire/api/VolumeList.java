package io.fairlead.wire.api;

import java.util.List;
import java.util.Optional;

/** The storage of a site, with what each volume promises. */
public record VolumeList(List<VolumeView> volumes) {
    public VolumeList {
        volumes = List.copyOf(volumes);
    }

    /**
     * @param path by which a definition asks for it; absent: by name only
     * @param kind {@code folder}, {@code memory} or {@code object store}
     * @param place the folder on the host, with placeholders, or the URL of the store
     * @param persistent whether files stay when the job ends
     * @param reach who sees the same files, in words
     * @param where the sites that have it, with their clusters
     * @param speed in the administrator's words; empty: nothing is promised
     * @param promise all of that in one line
     * @param origin {@code shipped}, {@code configured} or {@code created}
     */
    public record VolumeView(
            String name,
            Optional<String> path,
            String kind,
            Optional<String> place,
            boolean persistent,
            String reach,
            List<String> where,
            String speed,
            boolean backedUp,
            String promise,
            String origin) {
        public VolumeView {
            where = List.copyOf(where);
        }
    }

    /**
     * A folder of the host that is to be admitted as a volume.
     *
     * @param root absolute, with placeholders as in the configuration
     * @param path by which definitions ask for it; absent: by {@code root}
     * @param scope how far it reaches: global, site or node; absent: that of a site
     * @param sites which have it; none: all
     */
    public record VolumeWish(
            String name,
            String root,
            Optional<String> path,
            Optional<String> scope,
            List<String> sites,
            Optional<String> speed,
            boolean backedUp) {
        public VolumeWish {
            sites = List.copyOf(sites);
        }
    }
}
