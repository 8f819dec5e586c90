package io.fairlead.wire.jobfile;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the format with their keys. This table is the only place that knows which keys there are: the reader
 * refuses all others by it, gives its notices by it, and the reference page is made from it.
 */
final class Section {
    static final Section TOP = new Section("", Keys.TOP);
    static final Section OWNER = new Section("owner", Keys.OWNER);
    static final Section REQUEST = new Section("request", Keys.REQUEST);
    static final Section RESOURCES = new Section("request.resources", Keys.RESOURCES);
    static final Section DOCKER = new Section("request.docker", Keys.DOCKER);
    static final Section SECRET = new Section("request.docker.secrets.NAME", Keys.SECRET);
    static final Section STORAGE = new Section("request.docker.storage[]", Keys.STORAGE);
    static final Section PORT = new Section("request.docker.portMappings[]", Keys.PORT);
    static final Section SCHEDULING = new Section("request.scheduling", SchedulingKeys.SCHEDULING);
    static final Section RETRIES = new Section("request.scheduling.retries", SchedulingKeys.RETRIES);
    static final Section ARRAY = new Section("request.scheduling.array", SchedulingKeys.ARRAY);
    static final Section DEPENDENCY = new Section("request.scheduling.dependsOn[]", SchedulingKeys.DEPENDENCY);
    static final Section BUCKET = new Section("request.scheduling.maxSimultaneousJobs", SchedulingKeys.BUCKET);
    static final Section EXPECT = new Section("request.expect", SchedulingKeys.EXPECT);
    static final Section EXTRA = new Section("request.extra", SchedulingKeys.EXTRA);
    static final Section V1_TOP = new Section("", V1Keys.TOP);
    static final Section V1_JOB = new Section("jobDefinition", V1Keys.JOB);
    static final Section V1_RESOURCES = new Section("jobDefinition.resources", V1Keys.RESOURCES);
    static final Section V1_LOCATION = new Section("jobDefinition.jobDataLocations[]", V1Keys.LOCATION);

    /** The objects of a v2 file, in the order of the reference page. */
    static final List<Section> V2 = List.of(
            TOP,
            OWNER,
            REQUEST,
            RESOURCES,
            DOCKER,
            STORAGE,
            PORT,
            SECRET,
            SCHEDULING,
            RETRIES,
            ARRAY,
            DEPENDENCY,
            BUCKET,
            EXPECT,
            EXTRA);

    /** The objects of a v1 file, in the order of the reference page. */
    static final List<Section> V1 = List.of(V1_TOP, V1_JOB, V1_RESOURCES, V1_LOCATION);

    private final String path;
    private final List<Key> keys;
    private final SequencedMap<String, Key> byName = new LinkedHashMap<>();

    private Section(String path, List<Key> keys) {
        this.path = path;
        this.keys = keys;
        for (Key key : keys) {
            byName.put(key.name(), key);
            key.aliases().forEach(alias -> byName.put(alias, key));
        }
    }

    /** Where it stands in a file; {@code []} for any entry of a list. */
    String path() {
        return path;
    }

    List<Key> keys() {
        return keys;
    }

    /** By name or alias; null when there is no such key. */
    @Nullable
    Key find(String name) {
        return byName.get(name);
    }

    /** Names and aliases, in the order of the format. */
    Collection<String> names() {
        return Collections.unmodifiableCollection(byName.keySet());
    }

    /** Where a key of exactly this name belongs, with its path, in files of the same version. */
    Optional<String> elsewhere(String key) {
        for (Section section : V1.contains(this) ? V1 : V2) {
            if (section != this && section.byName.containsKey(key)) {
                return Optional.of(section.path.isEmpty() ? key : section.path + "." + key);
            }
        }
        return Optional.empty();
    }
}
