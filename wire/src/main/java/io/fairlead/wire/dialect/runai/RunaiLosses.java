package io.fairlead.wire.dialect.runai;

import io.fairlead.core.job.Bucket;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Expect;
import io.fairlead.core.job.Extra;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Priority;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.StopSignal;
import io.fairlead.core.job.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What a definition asks for and no line of {@code runai submit} says: each part with the reason, in the order of the file. */
final class RunaiLosses {
    private static final String NO_FLAG = "there is no flag for it";
    private static final String PROJECT = "a project has it, not a job";

    private final SequencedMap<String, String> losses = new LinkedHashMap<>();

    private RunaiLosses() {}

    static SequencedMap<String, String> of(JobDefinition definition) {
        RunaiLosses found = new RunaiLosses();
        found.given("the description", definition.description(), NO_FLAG);
        found.resources(definition.resources());
        found.docker(definition.docker());
        found.scheduling(definition.scheduling());
        found.lost("what is expected of it", !definition.expect().equals(Expect.NONE), NO_FLAG);
        found.extra(definition.extra());
        return found.losses;
    }

    private void lost(String what, boolean given, String why) {
        if (given) {
            losses.put(what, why);
        }
    }

    private void given(String what, Optional<?> value, String why) {
        lost(what, value.isPresent(), why);
    }

    private void given(String what, List<?> values, String why) {
        lost(what, !values.isEmpty(), why);
    }

    private void resources(Resources resources) {
        lost(
                "the model or memory of devices",
                !resources.gpuModels().isEmpty() || resources.gpuMemory().isPresent(),
                "--node-type names a label of machines");
        given("the version of CUDA", resources.minCuda(), NO_FLAG);
        lost(
                "the cluster or machine",
                !resources.clusters().isEmpty() || resources.node().isPresent(),
                "it is another one there");
        given("the room on its own disk", resources.scratch(), NO_FLAG);
    }

    private void docker(DockerRequest docker) {
        given("the host name", docker.hostname(), "it is the pod's");
        given("the user " + docker.user().orElse(""), docker.user(), "without --run-as-user it is the image's");
        given("further groups", docker.groupAdd(), "they are those of the login, with --run-as-user");
        given("the variable with the project's gid", docker.projectGidVariable(), NO_FLAG);
        lost("a terminal without an input", docker.tty() && !docker.stdin(), "--tty is only taken with --stdin");
        lost("a read-only file system", docker.readOnlyRootfs(), NO_FLAG);
        lost("the signal that stops it", !docker.stopSignal().equals(StopSignal.TERM), "a pod gets SIGTERM");
    }

    private void scheduling(Scheduling scheduling) {
        lost(
                "that it starts now or not at all",
                scheduling.interactive(),
                "an interactive job waits there, before the others");
        given("the least time between preemptions", scheduling.minDuration(), NO_FLAG);
        given("the longest time", scheduling.maxDuration(), PROJECT);
        given("the longest time without use", scheduling.idleTimeout(), PROJECT);
        lost("that it may be killed at once", scheduling.allowHaltWithoutSignal(), NO_FLAG);
        lost("its time to end", !scheduling.gracePeriod().equals(Scheduling.GRACE_DEFAULT), NO_FLAG);
        lost("when it may start", !scheduling.window().equals(Window.ANY), NO_FLAG);
        given("how many others it runs beside", scheduling.bucket().map(Bucket::name), NO_FLAG);
        lost(
                "its class, low",
                scheduling.priority() == Priority.LOW,
                "runai training submit has --priority, this form has not");
        given("the jobs that must have ended", scheduling.dependsOn(), NO_FLAG);
        lost(
                "for which failures there is another attempt",
                scheduling.retries().max() > 0,
                "--backoff-limit is for all of them");
        given("what differs between the members of an array", scheduling.array(), "runs of one line are all the same");
        given("what is reserved for it", scheduling.reservations(), NO_FLAG);
    }

    private void extra(Extra extra) {
        given("ssh keys", extra.sshPubKeys(), NO_FLAG);
        lost(
                "mail",
                List.of(
                                extra.emailOnQueue(),
                                extra.emailOnRun(),
                                extra.emailOnEnd(),
                                extra.emailOnHalt(),
                                extra.emailOnRestart())
                        .stream()
                        .anyMatch(list -> !list.isEmpty()),
                NO_FLAG);
    }
}
