package io.fairlead.core.site;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.ProblemCode;

/** What is refused or noticed about names of clusters and storage. */
final class SiteProblems {
    static final FieldPath CLUSTER = FieldPath.of("request", "resources", "clusterId");
    static final FieldPath STORAGE = FieldPath.of("request", "docker", "storage");

    static final ProblemCode CLUSTER_UNKNOWN = new ProblemCode(
            "E-CLUSTER-UNKNOWN",
            "there is no cluster {cluster}; there are {clusters}",
            "name one of these in request.resources.clusterId, or leave it out",
            "Once an administrator says which clusters there are, another number is a mistake. clusterAliases in the"
                    + " configuration can map old numbers.");
    static final ProblemCode CLUSTER_HERE = new ProblemCode(
            "N-CLUSTER-HERE",
            "cluster {cluster} is not configured here; the job runs on this machine",
            "",
            "Without configured clusters a file made for other places runs on the one machine that there is.");
    static final ProblemCode CLUSTER_ALIAS = new ProblemCode(
            "N-CLUSTER-ALIAS",
            "cluster {cluster} is an old number of {meant}",
            "",
            "clusterAliases of the configuration maps numbers that old files carry.");
    static final ProblemCode VOLUME_UNKNOWN = new ProblemCode(
            "E-VOLUME-UNKNOWN",
            "there is no volume {volume}; there are {volumes}",
            "name one of these, or ask an administrator for another",
            "Storage is asked for by the name or path of a volume that the site has.");
    static final ProblemCode HOST_PATH = new ProblemCode(
            "E-HOST-PATH",
            "{path} is not in any volume of this site; there are {volumes}",
            "use one of these; an administrator admits this one with: fairlead volume create {name} --root {root}",
            "No definition names a path of the host at will: it would reach what its owner may not. What is to be mounted"
                    + " is admitted once, as a volume.");
    static final ProblemCode SHARE_HERE = new ProblemCode(
            "N-SHARE-HERE",
            "{path} is kept on this machine, as no sites are configured",
            "",
            "Without configured sites every /project_NAME is a folder of this machine, so that a file made for another"
                    + " place works.");
    static final ProblemCode ELSEWHERE = new ProblemCode(
            "E-VOLUME-ELSEWHERE",
            "{volume} is at {where}, and cluster {cluster} is at {site}",
            "{fix}",
            "A site's storage is seen by the clusters of that site alone, so a job runs where its storage is.");
    static final ProblemCode APART = new ProblemCode(
            "E-VOLUMES-APART",
            "no site has all of this storage: {places}",
            "keep the storage of one site, or make one job for each site",
            "A job runs at one site and sees the storage of that site alone.");
    static final ProblemCode NO_CLUSTERS = new ProblemCode(
            "E-VOLUME-NO-CLUSTER",
            "the storage is at {sites}, where no cluster is configured",
            "use storage of a site that has clusters",
            "The site is named in the configuration, but nothing runs there.");
    static final ProblemCode NO_HOME = new ProblemCode(
            "E-HOME-NONE",
            "volume {volume} lies in your home, and you (uid {uid}) have none here: {home}",
            "use another volume, or ask an administrator to give the account a home folder",
            "The home folder comes from the account database of the machine. A home of / would be the whole machine.");
    static final ProblemCode FOLDER_NAME = new ProblemCode(
            "E-VOLUME-FOLDER-NAME",
            "the {what} \"{given}\" can not be the name of a folder, and volume {volume} needs one of that name",
            "use another {what}, without slashes and not made of dots",
            "The volume has a folder for each of them.");
    static final ProblemCode NO_SHARE = new ProblemCode(
            "E-SHARE-NONE",
            "no site has a project share",
            "name a volume of this site: {volumes}",
            "PROJECT_SHARE_AUTO is the share of the project at the site where the job runs.");
    static final ProblemCode SIZE_NEEDED = new ProblemCode(
            "E-TMPFS-BY-NAME",
            "memory is asked for with its size",
            "write hostPath tmpfs, with containerPath and sizeGb beside it",
            "The size is reserved together with the job's memory.");
    static final ProblemCode NOT_YET = new ProblemCode(
            "E-VOLUME-NOT-YET",
            "volume {volume} is an object store, which can not be mounted",
            "ask for its bucket with s3 in place of volume, which sets the variables of its tools, and copy in the"
                    + " command: rclone copy s3:BUCKET/PREFIX /project_NAME",
            "Tools reach an object store through its endpoint, with keys that are secrets of the user's.");
    static final ProblemCode BUCKET_UNKNOWN = new ProblemCode(
            "E-S3-NO-STORE",
            "no object store is configured that has the bucket {bucket}",
            "ask an administrator for a volume with s3Endpoint; until then set AWS_ENDPOINT_URL in environment yourself",
            "The endpoint of a bucket comes from the configuration of the site, not from the definition.");
    static final ProblemCode TWO_ENDPOINTS = new ProblemCode(
            "E-S3-TWO-STORES",
            "{bucket} is at {endpoint}, and another bucket of the job at {other}",
            "keep the buckets of one store, and set what the other needs in environment",
            "The tools read one endpoint from the variables.");
    static final ProblemCode BUCKET_NOT_MOUNTED = new ProblemCode(
            "N-S3-NOT-MOUNTED",
            "nothing appears at {target}: the bucket is told to the job in variables; copy what it needs, for example"
                    + " with rclone or boto3, from {url}",
            "",
            "Copying in and out by Fairlead itself is not built.");
    static final ProblemCode BUCKET_NO_KEYS = new ProblemCode(
            "N-S3-NO-KEYS",
            "no keys for the object store: keep them with fairlead secret set, and name them in secrets as"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            "",
            "Tools find the endpoint, and without keys open public buckets only.");
    static final ProblemCode SAME_TARGET = new ProblemCode(
            "E-STORAGE-SAME-TARGET",
            "{target} is where storage[{other}] is mounted already",
            "give one of them another containerPath",
            "Of two mounts at one place only the later would be seen.");
    static final ProblemCode SSH_READ_ONLY = new ProblemCode(
            "N-SSH-READ-ONLY",
            "your .ssh is mounted read-only at {target}",
            "",
            "A program in the container could otherwise add a key that opens your account on the host.");

    private SiteProblems() {}
}
