package io.fairlead.wire.api;

import io.fairlead.wire.json.JsonText;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about one job.
 *
 * @param definition the canonical definition: a JSON object
 * @param notices what its owner ought to know for as long as there is the job
 * @param rerunOf the job that this one repeats
 * @param overQuota whether it runs over the quota of its project, or would; absent where there are none, or it has ended
 * @param attempts oldest first
 * @param filesLeft what the newest attempt that left something outside of volumes left there
 * @param stages the six stages of the newest attempt, in order
 */
public record JobDetail(
        JobSummary job,
        Optional<String> description,
        Map<String, String> labels,
        RunsAs runsAs,
        Image image,
        List<Mount> mounts,
        Optional<Instant> cancelRequestedAt,
        List<AttemptView> attempts,
        List<StageView> stages,
        Optional<FilesLeftView> filesLeft,
        Optional<String> rerunOf,
        List<Finding> notices,
        Optional<Boolean> overQuota,
        JsonText definition) {
    public JobDetail {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        mounts = List.copyOf(mounts);
        attempts = List.copyOf(attempts);
        stages = List.copyOf(stages);
        notices = List.copyOf(notices);
    }

    /**
     * As whom the job's processes run.
     *
     * @param groups supplementary groups, ascending
     */
    public record RunsAs(long uid, String name, long gid, List<Long> groups, long projectGid) {
        public RunsAs {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Exactly what runs.
     *
     * @param kind {@code MANIFEST}, {@code IMAGE_ID} or {@code FILE}: what the digest is of
     */
    public record Image(String reference, String digest, String kind, String platform, long sizeBytes) {}

    /**
     * What stands at a path of the container, at one of the sites where the job may run.
     *
     * @param volume its name in the site's configuration; absent for tmpfs
     * @param hostPath the folder on the host; absent for tmpfs
     * @param sizeBytes of tmpfs alone
     */
    public record Mount(
            String site,
            String containerPath,
            Optional<String> volume,
            Optional<String> hostPath,
            Optional<Long> sizeBytes,
            boolean readOnly) {}
}
