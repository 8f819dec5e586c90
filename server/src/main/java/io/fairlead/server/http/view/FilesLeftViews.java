package io.fairlead.server.http.view;

import io.fairlead.core.job.Change;
import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.job.Recorded;
import io.fairlead.wire.api.FilesLeftView;
import io.fairlead.wire.api.FilesLeftView.LeftFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows what attempts left outside of volumes. */
public final class FilesLeftViews {
    private static final int NAMED = 3;

    private FilesLeftViews() {}

    /** Of the newest attempt that left something. */
    public static Optional<FilesLeftView> newest(List<Recorded> changes) {
        return changes.reversed().stream()
                .filter(recorded -> recorded.change() instanceof Change.FilesFound)
                .findFirst()
                .map(recorded -> of(recorded.at(), (Change.FilesFound) recorded.change()));
    }

    private static FilesLeftView of(Instant at, Change.FilesFound found) {
        FilesLeft left = found.left();
        return new FilesLeftView(
                found.attempt(),
                left.files(),
                left.bytes(),
                left.whole(),
                files(left.listed()),
                left.memory(),
                left.keptHours() == 0 ? Optional.empty() : Optional.of(at.plus(Duration.ofHours(left.keptHours()))));
    }

    public static List<LeftFile> files(List<FilesLeft.File> files) {
        return files.stream()
                .map(file -> new LeftFile(file.path(), file.bytes()))
                .toList();
    }

    /** In one line, for events. */
    static String words(FilesLeft left) {
        String named =
                left.listed().stream().limit(NAMED).map(FilesLeft.File::path).collect(Collectors.joining(", "));
        String more = left.files() > NAMED ? ", …" : "";
        String files = left.files() == 0 ? "" : left.files() + " files outside of volumes: " + named + more;
        String memory = left.memory().isEmpty() ? "" : "what lay in memory at " + String.join(", ", left.memory());
        return "left behind: " + files + (files.isEmpty() || memory.isEmpty() ? "" : "; ") + memory;
    }
}
