package io.fairlead.core.launch;

import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.volume.Backing;
import io.fairlead.core.volume.VolumeTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What a job that asks for buckets of an object store finds in its variables: what boto3 and the AWS tools read, and a
 * remote called {@code s3} for rclone, which takes the keys from the former. The keys themselves are the user's secrets.
 */
public final class BucketVariables {
    private BucketVariables() {}

    /** Without those that the definition or a secret sets; empty for a job without buckets. */
    public static SequencedMap<String, String> of(DockerRequest docker, VolumeTable volumes) {
        SequencedMap<String, String> all = new LinkedHashMap<>();
        List<StorageEntry.Bucket> buckets = docker.buckets();
        buckets.stream()
                .flatMap(bucket -> volumes.storeOf(bucket.bucket()).stream())
                .findFirst()
                .ifPresent((Backing.ObjectStore store) -> {
                    all.put("AWS_ENDPOINT_URL", store.endpoint());
                    all.put("AWS_DEFAULT_REGION", store.region());
                    all.put("RCLONE_CONFIG_S3_TYPE", "s3");
                    all.put("RCLONE_CONFIG_S3_PROVIDER", "Other");
                    all.put("RCLONE_CONFIG_S3_ENV_AUTH", "true");
                    all.put("RCLONE_CONFIG_S3_ENDPOINT", store.endpoint());
                    all.put("RCLONE_CONFIG_S3_REGION", store.region());
                    all.put(
                            "FAIRLEAD_S3_URLS",
                            buckets.stream().map(StorageEntry.Bucket::url).collect(Collectors.joining(" ")));
                });
        all.keySet().removeAll(docker.environment().keySet());
        all.keySet().removeAll(docker.secrets().keySet());
        return all;
    }
}
