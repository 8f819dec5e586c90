package io.fairlead.wire.jobfile.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every key that the format has, each in exactly one list: a key in none or in two fails the build. */
final class KeyTableTest {
    private static final List<String> HONOURED = List.of(
            "name",
            "description",
            "project",
            "labels",
            "owner",
            "request",
            "extra",
            "owner.projectUrn",
            "request.resources",
            "request.docker",
            "request.scheduling",
            "request.extra",
            "request.resources.cpus",
            "request.resources.gpus",
            "request.resources.cpuMemoryGb",
            "request.resources.gpuModel",
            "request.resources.gpuMemoryGb",
            "request.resources.migProfile",
            "request.resources.minCudaVersion",
            "request.resources.clusterId",
            "request.resources.slaveName",
            "request.resources.features",
            "request.resources.shmGb",
            "request.resources.scratchGb",
            "request.docker.image",
            "request.docker.command",
            "request.docker.entrypoint",
            "request.docker.environment",
            "request.docker.hostname",
            "request.docker.storage",
            "request.docker.workingDir",
            "request.docker.user",
            "request.docker.groupAdd",
            "request.docker.projectGidVariableName",
            "request.docker.tty",
            "request.docker.stdin",
            "request.docker.readOnlyRootfs",
            "request.docker.stopSignal",
            "request.docker.pull",
            "request.docker.storage[].hostPath",
            "request.docker.storage[].containerPath",
            "request.docker.storage[].readOnly",
            "request.docker.storage[].sizeGb",
            "request.docker.storage[].volume",
            "request.docker.storage[].subPath",
            "request.docker.storage[].s3",
            "request.docker.storage[].prefix",
            "request.docker.storage[].mode",
            "request.docker.secrets",
            "request.docker.secrets.NAME.name",
            "request.docker.secrets.NAME.file",
            "request.scheduling.interactive",
            "request.scheduling.session",
            "request.scheduling.maxDuration",
            "request.scheduling.idleTimeout",
            "request.scheduling.maxSimultaneousJobs",
            "request.scheduling.maxSimultaneousJobs.bucketName",
            "request.scheduling.maxSimultaneousJobs.bucketMax",
            "request.scheduling.notBefore",
            "request.scheduling.notAfter",
            "request.scheduling.gracePeriod",
            "request.scheduling.priority",
            "request.scheduling.dependsOn",
            "request.scheduling.dependsOn[].job",
            "request.scheduling.dependsOn[].on",
            "request.scheduling.array",
            "request.scheduling.array.size",
            "request.scheduling.array.values",
            "request.scheduling.array.indexes",
            "request.scheduling.array.maxParallel",
            "request.scheduling.restartable",
            "request.scheduling.minDuration",
            "request.scheduling.killableAfter",
            "request.scheduling.allowHaltWithoutSignal",
            "request.scheduling.retries",
            "request.scheduling.retries.max",
            "request.scheduling.retries.on",
            "request.scheduling.reservationIds",
            "request.scheduling.reservationId",
            "request.expect",
            "request.expect.exitCodes",
            "request.expect.outputs",
            "request.expect.stdoutMatches");

    private static final List<String> NO_EFFECT = List.of(
            "request.extra.sshPubKeys",
            "request.extra.emailOnQueue",
            "request.extra.emailOnRun",
            "request.extra.emailOnEnd",
            "request.extra.emailOnHalt",
            "request.extra.emailOnRestart");

    private static final List<String> IGNORED = List.of(
            "$schema",
            "owner.userUrn",
            "owner.userEmail",
            "deploymentEnvironment",
            "state",
            "restartInfo",
            "request.resources.slaveInstanceId");

    private static final List<String> NOT_YET = List.of(
            "request.resources.nodes",
            "request.docker.portMappings",
            "request.docker.portMappings[].containerPort",
            "request.docker.portMappings[].hostPort",
            "request.docker.portMappings[].hostIp",
            "request.extra.webhooks");

    @Test
    void every_key_of_the_format_is_in_exactly_one_list() {
        assertThat(paths(Status.HONOURED)).containsExactlyInAnyOrderElementsOf(HONOURED);
        assertThat(paths(Status.NO_EFFECT)).containsExactlyInAnyOrderElementsOf(NO_EFFECT);
        assertThat(paths(Status.IGNORED)).containsExactlyInAnyOrderElementsOf(IGNORED);
        assertThat(paths(Status.NOT_YET)).containsExactlyInAnyOrderElementsOf(NOT_YET);
    }

    @Test
    void every_key_that_is_not_honoured_says_why_or_what_to_do_meanwhile() {
        Stream.concat(Section.V2.stream(), Section.V1.stream())
                .flatMap(section -> section.keys().stream())
                .forEach(key -> assertThat(key.meanwhile().isEmpty())
                        .as(key.name())
                        .isEqualTo(key.status() == Status.HONOURED));
    }

    private static List<String> paths(Status status) {
        List<String> paths = new ArrayList<>();
        for (Section section : Section.V2) {
            String prefix = section.path().isEmpty() ? "" : section.path() + ".";
            for (Key key : section.keys()) {
                if (section.statusOf(key) == status) {
                    paths.add(prefix + key.name());
                    key.aliases().forEach(alias -> paths.add(prefix + alias));
                }
            }
        }
        return paths;
    }
}
