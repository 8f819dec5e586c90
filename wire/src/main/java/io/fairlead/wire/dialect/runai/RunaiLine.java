package io.fairlead.wire.dialect.runai;

import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.Priority;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.job.Resources;
import io.fairlead.core.job.Scheduling;
import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.unit.Bytes;
import io.fairlead.wire.dialect.ShellQuotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A definition as the line of {@code runai submit} that asks for the same, and what such a line can not say. */
public final class RunaiLine {
    private final List<String> words = new ArrayList<>(List.of("runai", "submit"));
    private final List<Problem> losses = new ArrayList<>();

    private RunaiLine() {}

    /**
     * What was made.
     *
     * @param text for a shell
     * @param losses a notice for each part that the line does not say
     */
    public record Export(String text, List<Problem> losses) {
        public Export {
            losses = List.copyOf(losses);
        }
    }

    public static Export of(JobDefinition definition) {
        RunaiLine line = new RunaiLine();
        line.words.add(name(definition.name()));
        definition.project().ifPresent(project -> line.words.addAll(List.of("-p", project)));
        line.docker(definition.docker());
        line.resources(definition);
        definition.labels().forEach((key, value) -> line.words.addAll(List.of("-l", key + "=" + value)));
        definition.docker().storage().forEach(line::storage);
        line.scheduling(definition.scheduling());
        line.command(definition.docker());
        RunaiLosses.of(definition).forEach(line::lost);
        return new Export(ShellQuotes.line(line.words), line.losses);
    }

    /** As Kubernetes takes names: lower case, digits and hyphens, a letter first. */
    private static String name(String name) {
        String plain = name.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]+", "-")
                .replaceAll("^[^a-z]+", "")
                .replaceAll("-+$", "");
        return plain.isEmpty() ? "job" : plain;
    }

    private void lost(String what, String why) {
        losses.add(RunaiProblems.EXPORT_LOSS.reason("what", what, "why", why));
    }

    private void docker(DockerRequest docker) {
        words.addAll(List.of("-i", docker.image().toString()));
        if (docker.pull() == PullPolicy.NEVER) {
            words.add("--local-image");
        } else {
            words.addAll(
                    List.of("--image-pull-policy", docker.pull() == PullPolicy.ALWAYS ? "Always" : "IfNotPresent"));
        }
        docker.environment().forEach((name, value) -> words.addAll(List.of("-e", name + "=" + value)));
        docker.secrets().forEach((name, use) -> {
            words.addAll(List.of("-e", name + "=SECRET:" + use.secret() + "," + use.secret()));
            use.file().ifPresent(_ -> lost("the secret " + use.secret() + " as a file", "it becomes a variable"));
        });
        docker.workingDir().ifPresent(folder -> words.addAll(List.of("--working-dir", folder)));
        if (docker.user().isEmpty()) {
            words.add("--run-as-user");
        }
        if (docker.stdin()) {
            words.add("--stdin");
        }
        if (docker.tty() && docker.stdin()) {
            words.add("--tty");
        }
    }

    private void resources(JobDefinition definition) {
        Resources resources = definition.resources();
        boolean slice = resources.migProfile().isPresent() && resources.gpus().whole() == 1;
        words.addAll(
                slice
                        ? List.of(
                                "--mig-profile",
                                resources.migProfile().orElseThrow().toString())
                        : List.of("-g", resources.gpus().amount().toPlainString()));
        if (resources.migProfile().isPresent() && !slice) {
            lost("MIG slices", "--mig-profile asks for one alone");
        }
        String cpus = resources.cpus().amount().toPlainString();
        words.addAll(List.of("--cpu", cpus, "--cpu-limit", cpus));
        String memory = Quantity.of(definition.memoryReserved());
        words.addAll(List.of("--memory", memory, "--memory-limit", memory));
        Bytes shm = resources.effectiveShm();
        if (shm.compareTo(Resources.SHM_LEAST) > 0) {
            words.add("--large-shm");
            lost("the size of /dev/shm, " + shm, "--large-shm has none; it is within the memory");
        }
        resources.features().forEach(feature -> words.addAll(List.of("--node-type", feature)));
    }

    private void storage(StorageEntry entry) {
        switch (entry) {
            case StorageEntry.VolumePath path -> {
                String mode = path.readOnly() ? ":ro" : "";
                words.addAll(List.of("-v", path.path() + ":" + path.containerPath() + mode));
            }
            case StorageEntry.NamedVolume volume -> {
                String mode = volume.readOnly() ? ":ro" : "";
                words.addAll(List.of("--pvc", volume.volume() + ":" + volume.containerPath() + mode));
                if (!volume.subPath().isEmpty()) {
                    lost("the folder " + volume.subPath() + " of " + volume.volume(), "a claim is mounted whole");
                }
            }
            case StorageEntry.Tmpfs tmpfs -> lost("the tmpfs at " + tmpfs.containerPath(), "there is no flag for it");
            default -> lost("a storage entry", "it is one of this site");
        }
    }

    private void scheduling(Scheduling scheduling) {
        // There, too, it is what goes before the other jobs of its project.
        if (scheduling.interactive() || scheduling.session() || scheduling.priority() == Priority.HIGH) {
            words.add("--interactive");
        }
        scheduling.array().ifPresent(array -> {
            words.addAll(
                    List.of("--completions", Integer.toString(array.members().size())));
            array.maxParallel().ifPresent(most -> words.addAll(List.of("--parallelism", Integer.toString(most))));
        });
        if (scheduling.restartable()) {
            words.add("--preemptible");
        }
        if (scheduling.retries().max() > 0) {
            words.addAll(List.of(
                    "--backoff-limit", Integer.toString(scheduling.retries().max())));
        }
    }

    private void command(DockerRequest docker) {
        List<String> entrypoint = docker.entrypoint().orElse(List.of());
        List<String> command = switch (docker.command()) {
            case Command.ImageDefault _ -> List.of();
            case Command.Exec(List<String> argv) -> argv;
            case Command.Shell(String script) -> List.of("/bin/sh", "-c", script);
        };
        if (entrypoint.isEmpty() && command.isEmpty()) {
            return;
        }
        if (docker.entrypoint().isPresent()) {
            words.add("--command");
        }
        words.add("--");
        words.addAll(entrypoint);
        words.addAll(command);
    }
}
