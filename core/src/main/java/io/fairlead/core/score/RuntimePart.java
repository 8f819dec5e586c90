package io.fairlead.core.score;

import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.runrecord.Code;
import io.fairlead.core.runrecord.RunRecord;
import io.fairlead.core.runrecord.Surroundings;
import io.fairlead.core.unit.Gpus;
import io.fairlead.core.volume.ResolvedMount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the image meets the same code, data, machine and seeds when it runs again. */
final class RuntimePart {
    private static final int NO_RECORD = 500;
    private static final int DRIVER = 200;
    private static final int CODE = 150;
    private static final int SEED = 100;
    private static final int DEVICES = 100;
    private static final int ANY_DEVICE = 100;
    private static final int WRITABLE = 50;
    private static final int MACHINE = 50;

    /** Any of these says that somebody thought of the order in which a device adds up. */
    private static final List<String> DETERMINISM = List.of(
            "CUBLAS_WORKSPACE_CONFIG", "TF_DETERMINISTIC_OPS", "TF_CUDNN_DETERMINISTIC", "PYTORCH_DETERMINISTIC");

    private final Seen seen;
    private final List<Deduction> deductions = new ArrayList<>();

    private RuntimePart(Seen seen) {
        this.seen = seen;
    }

    static Part of(Seen seen) {
        RuntimePart part = new RuntimePart(seen);
        seen.record().ifPresentOrElse(part::recorded, () -> part.lacks(NO_RECORD, ScoreProblems.NO_RECORD));
        part.volumes();
        part.variables();
        part.deductions.sort(Comparator.comparingInt(Deduction::costs).reversed());
        return new Part(part.deductions);
    }

    private void lacks(int costs, ProblemCode code, Object... namesAndValues) {
        deductions.add(new Deduction(costs, code.reason(namesAndValues)));
    }

    private void recorded(RunRecord record) {
        seen.now().ifPresent(now -> machine(record.surroundings(), now));
        for (Code code : record.code()) {
            if (code.changed() != Code.Changed.NO || code.commit().isEmpty()) {
                lacks(
                        CODE,
                        ScoreProblems.CODE_CHANGED,
                        "path",
                        code.path(),
                        "how",
                        code.changed() == Code.Changed.UNKNOWN ? "could not be compared" : "had changes");
            }
        }
    }

    private void machine(Surroundings then, Surroundings now) {
        differs(DRIVER, "driver", then.driver(), now.driver());
        differs(MACHINE, "engine", Optional.of(then.engine()), Optional.of(now.engine()));
        differs(MACHINE, "runtime", Optional.of(then.runtime()), Optional.of(now.runtime()));
        differs(MACHINE, "kernel", Optional.of(then.kernel()), Optional.of(now.kernel()));
    }

    private void differs(int costs, String what, Optional<String> then, Optional<String> now) {
        boolean used = !what.equals("driver") || usesGpus();
        if (used && !then.equals(now)) {
            lacks(costs, ScoreProblems.MACHINE, "what", what, "then", then.orElse("none"), "now", now.orElse("none"));
        }
    }

    private boolean usesGpus() {
        return !seen.submission().definition().resources().gpus().equals(Gpus.ZERO);
    }

    private void volumes() {
        List<ResolvedMount.Folder> folders = seen.submission().mounts().stream()
                .limit(1)
                .flatMap(site -> site.mounts().stream())
                .filter(ResolvedMount.Folder.class::isInstance)
                .map(ResolvedMount.Folder.class::cast)
                .toList();
        if (folders.isEmpty()) {
            return;
        }
        if (seen.record().map(RunRecord::code).orElse(List.of()).isEmpty()) {
            lacks(CODE, ScoreProblems.CODE_UNKNOWN, "mounts", places(folders));
        }
        List<ResolvedMount.Folder> writable =
                folders.stream().filter(folder -> !folder.readOnly()).toList();
        if (!writable.isEmpty()) {
            lacks(WRITABLE, ScoreProblems.WRITABLE, "mounts", places(writable));
        }
    }

    private static String places(List<ResolvedMount.Folder> folders) {
        return String.join(
                ", ",
                folders.stream()
                        .map(ResolvedMount.Folder::containerPath)
                        .sorted()
                        .toList());
    }

    private void variables() {
        DockerRequest docker = seen.submission().definition().docker();
        if (docker.environment().sequencedKeySet().stream().noneMatch(RuntimePart::isSeed)) {
            lacks(SEED, ScoreProblems.SEED);
        }
        if (!usesGpus()) {
            return;
        }
        if (docker.environment().sequencedKeySet().stream().noneMatch(DETERMINISM::contains)) {
            lacks(DEVICES, ScoreProblems.DEVICES);
        }
        if (seen.submission().definition().resources().gpuModels().isEmpty()) {
            lacks(ANY_DEVICE, ScoreProblems.ANY_DEVICE);
        }
    }

    /** Whether a variable sets where chance begins, as its name says. */
    static boolean isSeed(String name) {
        return name.toUpperCase(Locale.ROOT).contains("SEED");
    }
}
