package io.fairlead.wire.jobfile;

import io.fairlead.core.job.ClusterRef;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.Dependency;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.Expect;
import io.fairlead.core.job.Extra;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Priority;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Retries;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.SecretUse;
import io.fairlead.core.job.StopSignal;
import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.wire.jobfile.keys.Durations;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a definition as the one text that stands for it: keys in the order of the reference page, only those that
 * differ
 * from their default, in the format itself. Equal definitions give equal texts, but for the order of labels and
 * variables.
 */
public final class CanonicalJson {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private final JsonGenerator json;

    private CanonicalJson(JsonGenerator json) {
        this.json = json;
    }

    /** One line, without blanks. No part of it is a credential. */
    public static String write(JobDefinition definition) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            new CanonicalJson(json).definition(definition);
        }
        return text.toString();
    }

    private void definition(JobDefinition definition) {
        json.writeStartObject();
        json.writeStringProperty("name", definition.name());
        text("description", definition.description());
        text("project", definition.project());
        texts("labels", definition.labels());
        json.writeObjectPropertyStart("request");
        resources(definition.resources());
        docker(definition.docker());
        scheduling(definition.scheduling());
        expect(definition.expect());
        extra(definition.extra());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void resources(Resources resources) {
        json.writeObjectPropertyStart("resources");
        json.writeNumberProperty("cpus", resources.cpus().amount());
        json.writeNumberProperty("gpus", resources.gpus().amount());
        gib("cpuMemoryGb", resources.memory());
        texts("gpuModel", resources.gpuModels());
        resources.gpuMemory().ifPresent(bytes -> gib("gpuMemoryGb", bytes));
        text("migProfile", resources.migProfile().map(Object::toString));
        resources.minCuda().ifPresent(version -> {
            json.writeName("minCudaVersion");
            json.writeNumber(version.toString());
        });
        clusters(resources.clusters());
        text("slaveName", resources.node());
        texts("features", resources.features());
        resources.shm().ifPresent(bytes -> gib("shmGb", bytes));
        resources.scratch().ifPresent(bytes -> gib("scratchGb", bytes));
        json.writeEndObject();
    }

    private void clusters(List<ClusterRef> clusters) {
        if (clusters.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("clusterId");
        for (ClusterRef cluster : clusters) {
            switch (cluster) {
                case ClusterRef.Numbered(int number) -> json.writeNumber(number);
                case ClusterRef.Named(String name) -> json.writeString(name);
            }
        }
        json.writeEndArray();
    }

    private void docker(DockerRequest docker) {
        json.writeObjectPropertyStart("docker");
        json.writeStringProperty("image", docker.image().toString());
        switch (docker.command()) {
            case Command.ImageDefault() -> {
                // nothing said
            }
            case Command.Exec(List<String> argv) -> list("command", argv);
            case Command.Shell(String script) -> json.writeStringProperty("command", script);
        }
        docker.entrypoint().ifPresent(argv -> list("entrypoint", argv));
        texts("environment", docker.environment());
        text("hostname", docker.hostname());
        secrets(docker.secrets());
        if (!docker.storage().isEmpty()) {
            json.writeArrayPropertyStart("storage");
            docker.storage().forEach(this::storage);
            json.writeEndArray();
        }
        text("workingDir", docker.workingDir());
        text("user", docker.user());
        texts("groupAdd", docker.groupAdd());
        text("projectGidVariableName", docker.projectGidVariable());
        flag("tty", docker.tty());
        flag("stdin", docker.stdin());
        flag("readOnlyRootfs", docker.readOnlyRootfs());
        if (docker.stopSignal().number() != StopSignal.TERM.number()) {
            json.writeStringProperty("stopSignal", docker.stopSignal().name());
        }
        if (docker.pull() != PullPolicy.MISSING) {
            json.writeStringProperty("pull", docker.pull().word());
        }
        json.writeEndObject();
    }

    private void secrets(SequencedMap<String, SecretUse> secrets) {
        if (secrets.isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart("secrets");
        secrets.forEach((variable, use) -> {
            if (use.file().isEmpty()) {
                json.writeStringProperty(variable, use.secret());
            } else {
                json.writeObjectPropertyStart(variable);
                json.writeStringProperty("name", use.secret());
                json.writeStringProperty("file", use.file().get().path());
                json.writeEndObject();
            }
        });
        json.writeEndObject();
    }

    private void storage(StorageEntry entry) {
        json.writeStartObject();
        switch (entry) {
            case StorageEntry.VolumePath path -> {
                json.writeStringProperty("hostPath", path.path());
                target(entry);
                flag("readOnly", path.readOnly());
            }
            case StorageEntry.NamedVolume volume -> {
                json.writeStringProperty("volume", volume.volume());
                if (!volume.subPath().isEmpty()) {
                    json.writeStringProperty("subPath", volume.subPath());
                }
                target(entry);
                flag("readOnly", volume.readOnly());
            }
            case StorageEntry.Tmpfs tmpfs -> {
                json.writeStringProperty("hostPath", "tmpfs");
                target(entry);
                gib("sizeGb", tmpfs.size());
            }
            case StorageEntry.ProjectShareAuto share -> {
                json.writeStringProperty("hostPath", "PROJECT_SHARE_AUTO");
                target(entry);
                flag("readOnly", share.readOnly());
            }
            case StorageEntry.Bucket bucket -> {
                target(entry);
                json.writeStringProperty("s3", bucket.bucket());
                if (!bucket.prefix().isEmpty()) {
                    json.writeStringProperty("prefix", bucket.prefix());
                }
            }
            case StorageEntry.DotSsh ssh -> {
                json.writeStringProperty("hostPath", ".ssh");
                target(entry);
                flag("readOnly", ssh.readOnly());
            }
        }
        json.writeEndObject();
    }

    private void target(StorageEntry entry) {
        entry.target().ifPresent(target -> json.writeStringProperty("containerPath", target.path()));
    }

    private void scheduling(Scheduling scheduling) {
        if (scheduling.equals(Scheduling.DEFAULT)) {
            return;
        }
        json.writeObjectPropertyStart("scheduling");
        flag("interactive", scheduling.interactive());
        flag("session", scheduling.session());
        text("minDuration", scheduling.minDuration().map(Durations::text));
        text("maxDuration", scheduling.maxDuration().map(Durations::text));
        text("idleTimeout", scheduling.idleTimeout().map(Durations::text));
        flag("restartable", scheduling.restartable());
        flag("allowHaltWithoutSignal", scheduling.allowHaltWithoutSignal());
        if (!scheduling.gracePeriod().equals(Scheduling.GRACE_DEFAULT)) {
            json.writeStringProperty("gracePeriod", Durations.text(scheduling.gracePeriod()));
        }
        if (scheduling.priority() != Priority.NORMAL) {
            json.writeStringProperty("priority", scheduling.priority().word());
        }
        retries(scheduling.retries());
        text("notBefore", scheduling.window().notBefore().map(Instant::toString));
        text("notAfter", scheduling.window().notAfter().map(Instant::toString));
        scheduling.bucket().ifPresent(bucket -> {
            json.writeObjectPropertyStart("maxSimultaneousJobs");
            json.writeStringProperty("bucketName", bucket.name());
            json.writeNumberProperty("bucketMax", bucket.max());
            json.writeEndObject();
        });
        dependencies(scheduling.dependsOn());
        if (!scheduling.reservations().isEmpty()) {
            json.writeArrayPropertyStart("reservationIds");
            scheduling.reservations().forEach(json::writeString);
            json.writeEndArray();
        }
        scheduling.array().ifPresent(this::array);
        json.writeEndObject();
    }

    private void array(JobArray array) {
        json.writeObjectPropertyStart("array");
        if (array.isCounted() && !array.hasVariables()) {
            json.writeNumberProperty("size", array.members().size());
        }
        if (array.hasVariables()) {
            json.writeArrayPropertyStart("values");
            array.members().forEach(member -> {
                json.writeStartObject();
                member.variables().forEach(json::writeStringProperty);
                json.writeEndObject();
            });
            json.writeEndArray();
        }
        if (!array.isCounted()) {
            json.writeArrayPropertyStart("indexes");
            array.members().forEach(member -> json.writeNumber(member.index()));
            json.writeEndArray();
        }
        array.maxParallel().ifPresent(most -> json.writeNumberProperty("maxParallel", most));
        json.writeEndObject();
    }

    private void dependencies(List<Dependency> dependencies) {
        if (dependencies.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("dependsOn");
        for (Dependency dependency : dependencies) {
            json.writeStartObject();
            json.writeStringProperty("job", dependency.job().text());
            if (dependency.on() != Dependency.On.SUCCEEDED) {
                json.writeStringProperty("on", dependency.on().word());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void retries(Retries retries) {
        if (retries.max() == 0) {
            return;
        }
        json.writeObjectPropertyStart("retries");
        json.writeNumberProperty("max", retries.max());
        if (!retries.on().equals(Retries.Cause.NOT_ITS_OWN)) {
            texts("on", retries.on().stream().map(Retries.Cause::word).toList());
        }
        json.writeEndObject();
    }

    private void expect(Expect expect) {
        if (expect.equals(Expect.NONE)) {
            return;
        }
        json.writeObjectPropertyStart("expect");
        if (!expect.exitCodes().equals(Expect.EXIT_CODES_DEFAULT)) {
            json.writeArrayPropertyStart("exitCodes");
            expect.exitCodes().forEach(json::writeNumber);
            json.writeEndArray();
        }
        texts("outputs", expect.outputs().stream().map(MountTarget::path).toList());
        text("stdoutMatches", expect.stdoutMatches());
        json.writeEndObject();
    }

    private void extra(Extra extra) {
        if (extra.equals(Extra.NONE)) {
            return;
        }
        json.writeObjectPropertyStart("extra");
        texts("sshPubKeys", extra.sshPubKeys());
        texts("emailOnQueue", extra.emailOnQueue());
        texts("emailOnRun", extra.emailOnRun());
        texts("emailOnEnd", extra.emailOnEnd());
        texts("emailOnHalt", extra.emailOnHalt());
        texts("emailOnRestart", extra.emailOnRestart());
        json.writeEndObject();
    }

    private void gib(String key, Bytes bytes) {
        json.writeName(key);
        json.writeNumber(shortest(bytes).toPlainString());
    }

    /** The fewest digits that are read back as the same bytes: reading rounds up. */
    private static BigDecimal shortest(Bytes bytes) {
        BigDecimal exact = bytes.gib();
        for (int scale = 0; scale < exact.scale(); scale++) {
            BigDecimal rounded = exact.setScale(scale, RoundingMode.FLOOR);
            if (Bytes.ofGib(rounded).equals(bytes)) {
                return rounded;
            }
        }
        return exact;
    }

    private void text(String key, Optional<String> value) {
        value.ifPresent(text -> json.writeStringProperty(key, text));
    }

    private void flag(String key, boolean value) {
        if (value) {
            json.writeBooleanProperty(key, true);
        }
    }

    private void texts(String key, Collection<String> values) {
        if (!values.isEmpty()) {
            list(key, values);
        }
    }

    private void texts(String key, SequencedMap<String, String> values) {
        if (!values.isEmpty()) {
            json.writeObjectPropertyStart(key);
            values.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }

    private void list(String key, Collection<String> values) {
        json.writeArrayPropertyStart(key);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
