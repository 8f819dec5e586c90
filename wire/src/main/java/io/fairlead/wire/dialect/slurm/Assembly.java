package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.job.Resources;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.core.volume.VolumeTable;
import io.fairlead.wire.dialect.slurm.ContainerLine.Bind;
import io.fairlead.wire.dialect.slurm.SlurmValues.After;
import io.fairlead.wire.dialect.slurm.SlurmValues.Members;
import io.fairlead.wire.jobfile.keys.Durations;
import io.fairlead.wire.jobfile.keys.Limits;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Puts a definition together: what was asked for, the container, and the folders that Apptainer shows by itself. */
final class Assembly {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private final Asked asked;
    private final Submitting where;
    private final Notes notes;
    private final SequencedMap<String, Shown> storage = new LinkedHashMap<>();
    private final SequencedMap<String, String> environment = new LinkedHashMap<>();

    private boolean stdin;
    private boolean tty;

    /** @param where with the working folder of the job */
    Assembly(Asked asked, Submitting where, Notes notes) {
        this.asked = asked;
        this.where = where;
        this.notes = notes;
    }

    /**
     * A folder as it is shown in the container.
     *
     * @param source an absolute path, or the name of a volume
     */
    private record Shown(String source, String target, boolean readOnly) {}

    /** Home and the working folder, at their own paths. */
    void own(boolean withHome, boolean withFolder) {
        if (withHome && !where.home().isEmpty()) {
            add(new Shown(VolumeTable.HOME, where.home(), false), Position.NONE);
        }
        if (withFolder) {
            folder(where.folder(), Position.NONE);
        }
    }

    /** A folder of the machine at its own path, unless something that is mounted shows it already. */
    void folder(String path, Position at) {
        boolean seen = storage.keySet().stream().anyMatch(it -> (path + "/").startsWith(it + "/"));
        if (!seen) {
            bind(new Bind(path, path, false, at));
        }
    }

    void bind(Bind bind) {
        add(new Shown(bind.source(), bind.target(), bind.readOnly()), bind.at());
    }

    private void add(Shown shown, Position at) {
        try {
            MountTarget.parse(shown.target());
        } catch (ProblemException e) {
            notes.problems(at, e);
            return;
        }
        Shown other = storage.putIfAbsent(shown.target(), shown);
        boolean home = shown.target().equals(where.home()) && shown.source().equals(where.home());
        if (other != null && !other.equals(shown) && !home) {
            String target = shown.target();
            notes.problem(
                    at, target, SlurmProblems.TOGETHER, "one", "the bind of " + target, "other", "the one before");
        }
    }

    void environment(Map<String, String> more) {
        environment.putAll(more);
    }

    /** What Slurm tells a job and only its words know. */
    void slurm() {
        environment.put("SLURM_NTASKS", Integer.toString(asked.tasks()));
        environment.put("SLURM_NPROCS", Integer.toString(asked.tasks()));
        environment.put("SLURM_CPUS_PER_TASK", Integer.toString(asked.cpusPerTask(asked.devices())));
        environment.put("SLURM_SUBMIT_HOST", where.host());
        environment.put("TMPDIR", "/tmp");
    }

    /** Whether the command reads what is typed, and on a terminal. */
    void streams(boolean reads, boolean terminal) {
        stdin = reads;
        tty = terminal;
    }

    /**
     * The whole definition.
     *
     * @param command empty for what the image runs by itself
     * @param folder where the command begins; empty: where the image says
     */
    String definition(String name, ContainerLine container, List<String> command, Optional<String> folder) {
        Optional<List<String>> entrypoint =
                container.isFile() || container.runs() ? Optional.empty() : Optional.of(List.of());
        String cut = name.length() > Limits.NAME.most() ? name.substring(0, Limits.NAME.most()) : name;
        StringWriter text = new StringWriter(4096);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("name", cut.isBlank() ? "job" : cut);
            text(json, "description", asked.text("comment"));
            text(json, "project", asked.text("account"));
            json.writeObjectPropertyStart("request");
            resources(json);
            json.writeObjectPropertyStart("docker");
            json.writeStringProperty("image", container.image());
            command(json, command);
            entrypoint.ifPresent(words -> list(json, "entrypoint", words));
            json.writeObjectPropertyStart("environment");
            environment.forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeArrayPropertyStart("storage");
            storage.values().forEach(entry -> storage(json, entry));
            json.writeEndArray();
            text(json, "workingDir", folder);
            if (stdin) {
                json.writeBooleanProperty("stdin", true);
            }
            if (tty) {
                json.writeBooleanProperty("tty", true);
            }
            json.writeEndObject();
            scheduling(json);
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private void scheduling(JsonGenerator json) {
        json.writeObjectPropertyStart("scheduling");
        text(json, "maxDuration", asked.time().map(Durations::text));
        text(
                json,
                "notBefore",
                asked.begin(where.now())
                        .map(it -> it.truncatedTo(ChronoUnit.SECONDS).toString()));
        asked.array().ifPresent(members -> array(json, members));
        List<String> reservations = asked.reservations();
        if (!reservations.isEmpty()) {
            json.writeArrayPropertyStart("reservationIds");
            reservations.forEach(json::writeString);
            json.writeEndArray();
        }
        List<After> after = asked.after(where.jobs());
        if (!after.isEmpty()) {
            json.writeArrayPropertyStart("dependsOn");
            for (After one : after) {
                json.writeStartObject();
                json.writeStringProperty("job", one.job());
                json.writeStringProperty("on", one.on());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void array(JsonGenerator json, Members members) {
        json.writeObjectPropertyStart("array");
        json.writeArrayPropertyStart("indexes");
        members.indexes().forEach(json::writeNumber);
        json.writeEndArray();
        members.parallel().ifPresent(most -> json.writeNumberProperty("maxParallel", most));
        json.writeEndObject();
    }

    private void resources(JsonGenerator json) {
        Resources resources = asked.resources();
        json.writeObjectPropertyStart("resources");
        json.writeNumberProperty("cpus", resources.cpus().amount());
        json.writeNumberProperty("gpus", resources.gpus().amount());
        json.writeNumberProperty("cpuMemoryGb", resources.memory().gib());
        String model = asked.devices().model();
        text(json, "gpuModel", model.isEmpty() ? Optional.empty() : Optional.of(model));
        text(json, "slaveName", asked.node());
        if (!asked.features().isEmpty()) {
            list(json, "features", asked.features());
        }
        json.writeEndObject();
    }

    private static void command(JsonGenerator json, List<String> words) {
        if (!words.isEmpty()) {
            list(json, "command", words);
        }
    }

    private static void storage(JsonGenerator json, Shown shown) {
        json.writeStartObject();
        json.writeStringProperty(shown.source().startsWith("/") ? "hostPath" : "volume", shown.source());
        json.writeStringProperty("containerPath", shown.target());
        if (shown.readOnly()) {
            json.writeBooleanProperty("readOnly", true);
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String key, Optional<String> value) {
        value.ifPresent(text -> json.writeStringProperty(key, text));
    }

    private static void list(JsonGenerator json, String key, List<String> values) {
        json.writeArrayPropertyStart(key);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
