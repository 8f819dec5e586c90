package io.fairlead.core.stage;

import java.util.Map;

/** The one observation by which each failure is known; with its fix it makes a failure mode complete. */
public final class Signals {
    private static final Map<String, String> BY_CODE = Map.ofEntries(
            Map.entry("E-CANCELLED", "somebody's request, recorded with who made it: fairlead events JOB"),
            Map.entry("E-OUT-OF-MEMORY", "the out-of-memory mark in the engine's look at the ended container"),
            Map.entry("E-CONTAINER-VANISHED", "two looks apart in time, neither of which finds the container"),
            Map.entry("E-MAX-DURATION", "the run time by the server's clock"),
            Map.entry("E-SESSION-TIME", "the run time by the server's clock"),
            Map.entry("E-NODE-REBOOTED", "a boot id of the machine that is another than before"),
            Map.entry("E-SCRATCH-EXCEEDED", "the size of the container's layer and HOME, looked at while it runs"),
            Map.entry("E-IMAGE-FOLDER-CLOSED", "the modes of the image's folders, read once for each digest"),
            Map.entry(
                    "E-DRIVER-OLD", "the CUDA version that the image demands, beside the one that the driver supports"),
            Map.entry("E-START-FAILED", "the engine's answer to the start, several times the same"));

    /** A part of a volume that is not there, is a link or a file, or is closed. */
    private static final String VOLUME = "E-VOLUME-";

    private Signals() {}

    /** What told that a job stopped in this stage for this reason. */
    public static String of(Stage stage, String code) {
        return code.startsWith(VOLUME)
                ? "what the kernel answered when the folder was opened with the owner's rights"
                : BY_CODE.getOrDefault(code, stage.signal());
    }
}
