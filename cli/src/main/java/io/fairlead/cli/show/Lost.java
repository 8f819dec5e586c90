package io.fairlead.cli.show;

import io.fairlead.wire.api.FilesLeftView;
import io.fairlead.wire.api.FilesLeftView.LeftFile;
import java.util.stream.Collectors;

/** Tells what a job left outside of volumes. */
public final class Lost {
    private static final int NAMED = 5;

    private Lost() {}

    /** In one line; empty text where there is nothing worth it. */
    public static String line(FilesLeftView left, String job, Shell shell) {
        String memory =
                left.memory().isEmpty() ? "" : "what lay in memory at " + String.join(", ", left.memory()) + " is gone";
        if (left.files() == 0) {
            return memory;
        }
        String named = left.largest().stream().limit(NAMED).map(LeftFile::path).collect(Collectors.joining(", "));
        String more = left.files() > Math.min(NAMED, left.largest().size()) ? ", …" : "";
        String kept = left.keptUntil()
                .map(until -> "kept until " + Ago.local(until, shell.world().zone()) + ": fairlead rescue " + job)
                .orElse("lost");
        return (left.whole() ? "" : "at least ") + left.files() + (left.files() == 1 ? " file" : " files")
                + " outside of volumes (" + Amount.bytes(left.bytes()) + "): " + named + more + "; " + kept
                + (memory.isEmpty() ? "" : "; " + memory);
    }
}
