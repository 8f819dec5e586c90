package io.fairlead.core.job;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.volume.MountTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What runs, and what it sees.
 *
 * @param entrypoint empty: the image's own; an empty list clears it
 * @param environment in the order written; without the variables that an allocation sets
 * @param hostname empty: the job's name, made a valid host name
 * @param secrets by the variable that receives the value, or the path of the file that has it; in the order written
 * @param storage in the order written; no two with the same place in the container
 * @param workingDir absolute, without a trailing slash; empty: the image's own
 * @param user name or uid, with {@code :group} where given; empty: the submitting user
 * @param groupAdd names or gids of further groups
 * @param projectGidVariable the variable that receives the project's gid
 */
public record DockerRequest(
        ImageReference image,
        Command command,
        Optional<List<String>> entrypoint,
        SequencedMap<String, String> environment,
        Optional<String> hostname,
        SequencedMap<String, SecretUse> secrets,
        List<StorageEntry> storage,
        Optional<String> workingDir,
        Optional<String> user,
        List<String> groupAdd,
        Optional<String> projectGidVariable,
        boolean tty,
        boolean stdin,
        boolean readOnlyRootfs,
        StopSignal stopSignal,
        PullPolicy pull) {

    public DockerRequest {
        entrypoint = entrypoint.map(List::copyOf);
        environment = InOrder.copy(environment);
        secrets = InOrder.copy(secrets);
        storage = List.copyOf(storage);
        groupAdd = List.copyOf(groupAdd);
    }

    public static DockerRequest of(ImageReference image, Command command) {
        return new DockerRequest(
                image,
                command,
                Optional.empty(),
                new LinkedHashMap<>(),
                Optional.empty(),
                new LinkedHashMap<>(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                false,
                false,
                StopSignal.TERM,
                PullPolicy.MISSING);
    }

    /** With memory as its only storage. */
    DockerRequest withoutVolumes() {
        return new DockerRequest(
                image,
                command,
                entrypoint,
                environment,
                hostname,
                secrets,
                storage.stream().filter(StorageEntry.Tmpfs.class::isInstance).toList(),
                workingDir,
                user,
                groupAdd,
                projectGidVariable,
                tty,
                stdin,
                readOnlyRootfs,
                stopSignal,
                pull);
    }

    public List<StorageEntry.Bucket> buckets() {
        return storage.stream()
                .filter(StorageEntry.Bucket.class::isInstance)
                .map(StorageEntry.Bucket.class::cast)
                .toList();
    }

    /** Where secrets stand as files, in the order written. */
    public List<String> secretFiles() {
        return secrets.isEmpty()
                ? List.of()
                : secrets.values().stream()
                        .flatMap(use -> use.file().stream())
                        .map(MountTarget::path)
                        .toList();
    }

    /** The same with other storage. */
    public DockerRequest withStorage(List<StorageEntry> other) {
        return new DockerRequest(
                image,
                command,
                entrypoint,
                environment,
                hostname,
                secrets,
                other,
                workingDir,
                user,
                groupAdd,
                projectGidVariable,
                tty,
                stdin,
                readOnlyRootfs,
                stopSignal,
                pull);
    }
}
