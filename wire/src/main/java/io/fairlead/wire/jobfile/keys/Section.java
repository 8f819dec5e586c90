package io.fairlead.wire.jobfile.keys;

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
public final class Section {
    public static final Section TOP = new Section("", Keys.TOP);
    public static final Section OWNER = new Section("owner", Keys.OWNER);
    public static final Section REQUEST = new Section("request", Keys.REQUEST);
    public static final Section RESOURCES = new Section("request.resources", Keys.RESOURCES);
    public static final Section DOCKER = new Section("request.docker", Keys.DOCKER);
    public static final Section SECRET = new Section("request.docker.secrets.NAME", Keys.SECRET);
    public static final Section STORAGE = new Section("request.docker.storage[]", Keys.STORAGE);
    public static final Section PORT = notYet("request.docker.portMappings[]", Keys.PORT);
    public static final Section SCHEDULING = new Section("request.scheduling", SchedulingKeys.SCHEDULING);
    public static final Section RETRIES = new Section("request.scheduling.retries", SchedulingKeys.RETRIES);
    public static final Section ARRAY = new Section("request.scheduling.array", SchedulingKeys.ARRAY);
    public static final Section DEPENDENCY = new Section("request.scheduling.dependsOn[]", SchedulingKeys.DEPENDENCY);
    public static final Section BUCKET = new Section("request.scheduling.maxSimultaneousJobs", SchedulingKeys.BUCKET);
    public static final Section EXPECT = new Section("request.expect", SchedulingKeys.EXPECT);
    public static final Section EXTRA = new Section("request.extra", SchedulingKeys.EXTRA);
    public static final Section V1_TOP = new Section("", V1Keys.TOP);
    public static final Section V1_JOB = new Section("jobDefinition", V1Keys.JOB);
    public static final Section V1_RESOURCES = new Section("jobDefinition.resources", V1Keys.RESOURCES);
    public static final Section V1_LOCATION = new Section("jobDefinition.jobDataLocations[]", V1Keys.LOCATION);

    /** The objects of a v2 file, in the order of the reference page. */
    public static final List<Section> V2 = List.of(
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
    public static final List<Section> V1 = List.of(V1_TOP, V1_JOB, V1_RESOURCES, V1_LOCATION);

    private final String path;
    private final List<Key> keys;
    private final boolean built;
    private final SequencedMap<String, Key> byName = new LinkedHashMap<>();

    private Section(String path, List<Key> keys) {
        this(path, keys, true);
    }

    private Section(String path, List<Key> keys, boolean built) {
        this.path = path;
        this.keys = keys;
        this.built = built;
        for (Key key : keys) {
            byName.put(key.name(), key);
            key.aliases().forEach(alias -> byName.put(alias, key));
        }
    }

    /** An object whose own key is refused as not yet built, so that its members have no effect either. */
    private static Section notYet(String path, List<Key> keys) {
        return new Section(path, keys, false);
    }

    /** What a key of this object does, that of the object itself considered. */
    public Status statusOf(Key key) {
        return built ? key.status() : Status.NOT_YET;
    }

    /** Where it stands in a file; {@code []} for any entry of a list. */
    public String path() {
        return path;
    }

    /** In the order of the reference page. */
    public List<Key> keys() {
        return keys;
    }

    /** By name or alias; null when there is no such key. */
    public @Nullable Key find(String name) {
        return byName.get(name);
    }

    /** Names and aliases, in the order of the format. */
    public Collection<String> names() {
        return Collections.unmodifiableCollection(byName.keySet());
    }

    /** Where a key of exactly this name belongs, with its path, in files of the same version. */
    public Optional<String> elsewhere(String key) {
        for (Section section : V1.contains(this) ? V1 : V2) {
            if (section != this && section.byName.containsKey(key)) {
                return Optional.of(section.path.isEmpty() ? key : section.path + "." + key);
            }
        }
        return Optional.empty();
    }
}
